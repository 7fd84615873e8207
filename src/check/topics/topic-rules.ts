import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument, TopicDocument } from "../../language/contract/contract-document.ts";
import { BROKER_DEFAULT } from "../../language/contract/topic-words.ts";
import { unread } from "../../language/faults.ts";
import { INTERNAL_TOPICS, TOPIC_SETTINGS, valueProblem } from "../../topic/settings.ts";
import { diagnostics } from "./diagnostics.ts";

type Setting = TopicDocument["config"][number];

/** Checks a topic as a whole: combinations of settings, names, field numbers, consents. */
export function topicRuleReports(contract: ContractDocument, topic: TopicDocument): readonly Report[] {
  const isRead = !unread(contract, "dataset");
  const sound = isRead && topic.config.every(isSound);
  return [
    ...(sound ? togetherReports(topic, contract) : []),
    ...reservedNames(topic, contract.path),
    ...fieldNumberReports(topic, contract.path),
    ...(isRead ? staleReports(topic, contract) : []),
  ];
}

function isSound({ name, value }: Setting): boolean {
  const setting = Object.hasOwn(TOPIC_SETTINGS, name) ? TOPIC_SETTINGS[name] : undefined;
  return setting !== undefined && (value === BROKER_DEFAULT || valueProblem(setting, value) === undefined);
}

/** The effective value of each setting: the topic's, or Kafka's default. */
interface Effective {
  readonly topic: TopicDocument;
  written(name: string): Setting | undefined;
  text(name: string): string;
  whole(name: string): bigint;
}

function effectiveOf(topic: TopicDocument): Effective {
  const written = (name: string) =>
    topic.config.find((setting) => setting.name === name && setting.value !== BROKER_DEFAULT);
  const text = (name: string) => written(name)?.value ?? TOPIC_SETTINGS[name]?.default ?? "";
  return { topic, written, text, whole: (name) => BigInt(text(name)) };
}

/** A rule about several settings. Returns the setting to report at, and the problem. */
type Rule = (effective: Effective) => { readonly at: string; readonly problem: string } | undefined;

const CONFLICTS: readonly Rule[] = [remoteCompaction, ...localRetentions(), remoteCopy];
const DOUBTS: readonly Rule[] = [allReplicasInSync, segmentLongerThanRetention, largeMessages];

function togetherReports(topic: TopicDocument, contract: ContractDocument): Report[] {
  const effective = effectiveOf(topic);
  const found = (rules: readonly Rule[], code: "topic-settings-conflict" | "doubtful-topic-setting") =>
    rules.flatMap((rule) => {
      const fault = rule(effective);
      if (fault === undefined) return [];
      const pointer = effective.written(fault.at)?.pointer ?? topic.pointer;
      return [diagnostics.report(code, { path: contract.path, pointer }, { problem: fault.problem })];
    });
  return [
    ...found(CONFLICTS, "topic-settings-conflict"),
    ...found(DOUBTS, "doubtful-topic-setting"),
    ...shortRetention(effective, contract),
  ];
}

function remoteCompaction(effective: Effective) {
  if (effective.text("remote.storage.enable") !== "true" || !effective.text("cleanup.policy").includes("compact"))
    return undefined;
  return {
    at: "remote.storage.enable",
    problem:
      "a compacted topic cannot use remote storage. Write cleanup.policy: delete, or remote.storage.enable: false",
  };
}

/** With remote storage, the local retention must not exceed the retention. -2 means "the same as the retention". */
function localRetentions(): Rule[] {
  return (["ms", "bytes"] as const).map((unit) => (effective) => {
    if (effective.text("remote.storage.enable") !== "true") return undefined;
    const [local, all] = [effective.whole(`local.retention.${unit}`), effective.whole(`retention.${unit}`)];
    if (local === -2n || all === -1n || (local !== -1n && local <= all)) return undefined;
    return {
      at: `local.retention.${unit}`,
      problem: `local.retention.${unit} is ${local}, more than retention.${unit}, which is ${all}. Lower the first`,
    };
  });
}

function remoteCopy(effective: Effective) {
  if (effective.text("remote.log.copy.disable") !== "true") return undefined;
  const unit = (["ms", "bytes"] as const).find((candidate) => {
    const local = effective.whole(`local.retention.${candidate}`);
    return local !== -2n && local !== effective.whole(`retention.${candidate}`);
  });
  if (unit === undefined) return undefined;
  return {
    at: `local.retention.${unit}`,
    problem: `remote.log.copy.disable stops copies to remote storage, so local.retention.${unit} must be -2 or equal to retention.${unit}`,
  };
}

function allReplicasInSync(effective: Effective) {
  const { value: factor } = effective.topic.replicationFactor;
  if (effective.written("min.insync.replicas") === undefined || factor === 1) return undefined;
  if (effective.whole("min.insync.replicas") !== BigInt(factor)) return undefined;
  return {
    at: "min.insync.replicas",
    problem: `All ${factor} replicas must be in sync, so the loss of one broker stops every write. Write min.insync.replicas: ${factor - 1}, or add a replica`,
  };
}

function segmentLongerThanRetention(effective: Effective) {
  const [segment, retention] = [effective.whole("segment.ms"), effective.whole("retention.ms")];
  if (effective.written("segment.ms") === undefined || retention === -1n || segment <= retention) return undefined;
  return {
    at: "segment.ms",
    problem: `Kafka deletes whole segments, and one may stay open for ${segment} ms, so messages stay longer than retention.ms (${retention} ms). Lower segment.ms`,
  };
}

function largeMessages(effective: Effective) {
  const size = effective.whole("max.message.bytes");
  if (effective.written("max.message.bytes") === undefined || size <= 1048588n) return undefined;
  return {
    at: "max.message.bytes",
    problem: `Messages of ${size} bytes also need max.request.size at producers and max.partition.fetch.bytes at consumers; the brokers' replica.fetch.max.bytes should not be smaller either`,
  };
}

function shortRetention(effective: Effective, contract: ContractDocument): Report[] {
  const maxDelay = unread(contract, "sla") ? undefined : contract.sla.freshness?.value.maxSeconds;
  const retention = effective.whole("retention.ms");
  const deletes = effective.text("cleanup.policy").split(",").includes("delete") && retention !== -1n;
  if (maxDelay === undefined || !deletes || retention >= BigInt(maxDelay) * 1000n) return [];
  const pointer = effective.written("retention.ms")?.pointer ?? effective.topic.pointer;
  const problem = `messages are deleted after ${retention} ms, before the freshness SLA of ${maxDelay} s has passed, so a reader may find nothing. Raise retention.ms`;
  return [diagnostics.report("topic-settings-conflict", { path: contract.path, pointer }, { problem })];
}

function reservedNames(topic: TopicDocument, path: string): Report[] {
  return [topic.name, topic.deadLetter?.value.topic].flatMap((name) =>
    name !== undefined && INTERNAL_TOPICS.includes(name.value)
      ? [diagnostics.report("reserved-topic", { path, pointer: name.pointer }, { name: name.value })]
      : [],
  );
}

/** Checks that a field number is unique in its message or enum, and not reserved by Protobuf. */
function fieldNumberReports(topic: TopicDocument, path: string): Report[] {
  const seen = new Map<string, string>();
  return topic.fieldNumbers.flatMap((field) => {
    const key = `${ownerOf(field.path)} ${field.number}`;
    const first = seen.get(key);
    seen.set(key, first ?? field.path);
    const kept = field.number >= 19000 && field.number <= 19999 && !field.path.includes("=");
    const problem = kept
      ? "Protobuf reserves 19000 to 19999"
      : first !== undefined
        ? `"${first}" has it already, and the number of a field that is gone is never used again`
        : undefined;
    if (problem === undefined) return [];
    const parameters = { path: field.path, number: field.number, problem };
    return [diagnostics.report("bad-field-number", { path, pointer: field.pointer }, parameters)];
  });
}

/** The message or enum of a path: `address` of `address.city`, `status=` of `status=paid`. */
function ownerOf(path: string): string {
  const value = path.indexOf("=");
  return value >= 0 ? path.slice(0, value + 1) : path.slice(0, Math.max(0, path.lastIndexOf(".")));
}

function staleReports(topic: TopicDocument, { path, version: current }: ContractDocument): Report[] {
  return topic.allow
    .filter(({ version }) => version.value !== current.value)
    .map(({ change, version, pointer }) =>
      diagnostics.report(
        "stale-acknowledgement",
        { path, pointer },
        { change, version: version.value, current: current.value },
      ),
    );
}
