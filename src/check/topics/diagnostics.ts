import { defineDiagnostics } from "../../diagnostics/define.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";

interface Name {
  readonly name: string;
  readonly names: readonly string[];
}

/** Semantic faults of topics. */
export const diagnostics = defineDiagnostics("check", {
  "replicas-out-of-step": {
    severity: "error",
    message: ({ minimum, factor }: { minimum: string; factor: number }) =>
      `min.insync.replicas is ${minimum}, more than the ${factor} replicas, so no producer with acks=all can write. Lower it, or raise replication_factor.`,
  },
  "compaction-without-key": {
    severity: "error",
    message: (_: object) =>
      "A compacted topic keeps the last message of each key, and this topic has no key. Add key: …, or write cleanup.policy: delete",
  },
  "topic-collision": {
    severity: "error",
    message: ({ one, other }: { one: string; other: string }) =>
      `The topics "${one}" and "${other}" have one name in Kafka's metrics, where "." becomes "_". Rename one.`,
  },
  "shared-topic": {
    severity: "error",
    message: ({ topic, one, other }: { topic: string; one: string; other: string }) =>
      one === other
        ? `"${topic}" is its own dead letter topic, so an invalid message would loop for ever. Name another topic.`
        : `"${one}" and "${other}" are both on the topic "${topic}", and a topic has one contract. Give one another topic.`,
  },
  "unknown-topic-setting": {
    severity: "error",
    message: ({ name, names, removed }: Name & { removed: string | undefined }) =>
      removed === undefined
        ? `A topic has no setting "${name}".${didYouMean(name, names) || " Remove it: settings of brokers and clients do not belong here."}`
        : `A topic has no setting "${name}": ${removed}`,
  },
  "topic-setting-value": {
    severity: "error",
    message: ({ name, value, wanted }: { name: string; value: string; wanted: string }) =>
      `"${name}" cannot be "${value}": it must be ${wanted}.`,
  },
  "topic-settings-conflict": {
    severity: "error",
    message: ({ problem }: { problem: string }) => `These settings contradict each other: ${problem}.`,
  },
  "doubtful-topic-setting": {
    severity: "warning",
    message: ({ problem }: { problem: string }) => `${problem}.`,
  },
  "reserved-topic": {
    severity: "error",
    message: ({ name }: { name: string }) => `The topic "${name}" is reserved by Kafka. Choose another name.`,
  },
  "bad-field-number": {
    severity: "error",
    message: ({ path, number, problem }: { path: string; number: number; problem: string }) =>
      `"${path}" cannot have the number ${number}: ${problem}.`,
  },
  "stale-acknowledgement": {
    severity: "warning",
    message: ({ change, version, current }: { change: string; version: string; current: string }) =>
      `This allows ${change} in version ${version}, but the contract has version ${current}, so it has no effect. Remove it.`,
  },
});
