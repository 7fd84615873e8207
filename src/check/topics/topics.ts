import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument, TopicDocument } from "../../language/contract/contract-document.ts";
import { BROKER_DEFAULT } from "../../language/contract/topic-words.ts";
import { unread } from "../../language/faults.ts";
import type { LinkedProject } from "../../link/linked-project.ts";
import type { NodePlace } from "../../source/origin.ts";
import { REFUSED, TOPIC_SETTINGS, valueProblem } from "../../topic/settings.ts";
import { emptyRange } from "../fields/fields.ts";
import { diagnostics } from "./diagnostics.ts";
import { topicRuleReports } from "./topic-rules.ts";

/** Checks topics: each setting, combinations of settings, and names in Kafka's metrics. */
export function checkTopics({ contracts }: LinkedProject): readonly Report[] {
  return [
    ...contracts.flatMap((contract) => (contract.dataset.topic ? topicReports(contract.dataset.topic, contract) : [])),
    ...nameReports(contracts),
  ];
}

type Setting = TopicDocument["config"][number];

/** The setting of a topic with a name. */
export function settingOf({ config }: TopicDocument, name: string): Setting | undefined {
  return config.find((setting) => setting.name === name);
}

function topicReports(topic: TopicDocument, contract: ContractDocument): Report[] {
  const { path } = contract;
  const single = topic.config.flatMap((setting) => settingReports(setting, path));
  const isSure = single.length === 0 && !unread(contract, "dataset");
  const together = !isSure ? [] : [...replicaReports(topic, path), ...compactionReports(topic, path)];
  return [...single, ...together, ...topicRuleReports(contract, topic)];
}

function settingReports({ name, value, pointer }: Setting, path: string): Report[] {
  const setting = Object.hasOwn(TOPIC_SETTINGS, name) ? TOPIC_SETTINGS[name] : undefined;
  if (setting === undefined) {
    const parameters = { name, names: Object.keys(TOPIC_SETTINGS), removed: REFUSED[name] };
    return [diagnostics.report("unknown-topic-setting", { path, pointer, part: "key" }, parameters)];
  }
  const wanted = value === BROKER_DEFAULT ? undefined : valueProblem(setting, value);
  return wanted === undefined
    ? []
    : [diagnostics.report("topic-setting-value", { path, pointer }, { name, value, wanted })];
}

function replicaReports(topic: TopicDocument, path: string): Report[] {
  const minimum = settingOf(topic, "min.insync.replicas");
  const factor = topic.replicationFactor.value;
  if (minimum === undefined || Number(minimum.value) <= factor) return [];
  const place = { path, pointer: minimum.pointer };
  return [diagnostics.report("replicas-out-of-step", place, { minimum: minimum.value, factor })];
}

function compactionReports(topic: TopicDocument, path: string): Report[] {
  const cleanup = settingOf(topic, "cleanup.policy");
  const [low, high] = [settingOf(topic, "min.compaction.lag.ms"), settingOf(topic, "max.compaction.lag.ms")];
  const keyless = cleanup?.value.includes("compact") === true && topic.key === undefined;
  return [
    ...(cleanup && keyless
      ? [diagnostics.report("compaction-without-key", { path, pointer: cleanup.pointer }, {})]
      : []),
    ...(low && high && Number(low.value) > Number(high.value)
      ? [
          emptyRange(
            { path, pointer: low.pointer },
            { low: `${low.value} ms`, high: `${high.value} ms`, what: "compaction lag" },
          ),
        ]
      : []),
  ];
}

interface Named {
  readonly topic: string;
  readonly contract: string;
  readonly isDeadLetter: boolean;
  readonly at: NodePlace;
}

/** Checks that each topic has one contract and a unique name in Kafka's metrics. Contracts may share a dead letter topic. */
function nameReports(contracts: readonly ContractDocument[]): Report[] {
  const seen = new Map<string, Named>();
  return contracts.flatMap(namesOf).flatMap((named) => {
    const metric = named.topic.replaceAll(".", "_");
    const first = seen.get(metric);
    if (first === undefined) {
      seen.set(metric, named);
      return [];
    }
    const related = [{ at: first.at, message: "the other topic" }];
    if (first.topic !== named.topic) {
      const parameters = { one: first.topic, other: named.topic };
      return [{ ...diagnostics.report("topic-collision", named.at, parameters), related }];
    }
    if (first.isDeadLetter && named.isDeadLetter) return [];
    const parameters = { topic: named.topic, one: first.contract, other: named.contract };
    return [{ ...diagnostics.report("shared-topic", named.at, parameters), related }];
  });
}

function namesOf({ name, dataset: { topic }, path }: ContractDocument): readonly Named[] {
  if (topic === undefined) return [];
  const own = {
    contract: name.value,
    topic: topic.name.value,
    isDeadLetter: false,
    at: { path, pointer: topic.name.pointer },
  };
  const dead = topic.deadLetter?.value.topic;
  return [
    own,
    ...(dead
      ? [{ contract: name.value, topic: dead.value, isDeadLetter: true, at: { path, pointer: dead.pointer } }]
      : []),
  ];
}
