import type { AllowedChange, Contract, TopicSpec } from "../ir/contract.ts";
import type { Origin } from "../source/origin.ts";
import type { Topic, TopicContract } from "../topic/topics.ts";
import type { BrokerSetting, BrokerTopic } from "./broker.ts";
import type { BrokerChange } from "./change.ts";
import { isSameValue, judgeSetting, type SettingVerdict } from "./judge-setting.ts";

/** The topics of the contracts and of the broker. */
export interface TopicsInput {
  readonly topics: readonly Topic[];
  readonly retired: readonly TopicContract[];
  readonly actual: readonly BrokerTopic[];
  /** True to delete the topics of retired contracts. */
  readonly prune: boolean;
}

/** All changes that make the topics match the contracts. */
export function topicChanges({ topics, retired, actual, prune }: TopicsInput): readonly BrokerChange[] {
  const existing = new Map(actual.map((topic) => [topic.name, topic]));
  return [
    ...topics.flatMap((topic) => {
      const found = existing.get(topic.name);
      return found === undefined
        ? [createChange(topic)]
        : [...partitionChange(topic, found), ...replicaChange(topic, found), ...settingChanges(topic, found)];
    }),
    ...(prune ? retired.filter(({ spec }) => existing.has(spec.name)).map(deleteChange) : []),
  ];
}

/** True if the contract allows the change in its current version. */
export function isAllowed(change: AllowedChange["change"], contract: Contract, spec: TopicSpec): boolean {
  return spec.allow.some((allowed) => allowed.change === change && allowed.version === contract.version);
}

function createChange({ name, partitions, replicas, config, spec }: Topic): BrokerChange {
  return {
    class: "SAFE",
    target: name,
    what: `create with ${partitions} partitions, ${replicas} replicas`,
    allowed: true,
    at: spec.origin,
    action: { kind: "create", topic: { name, partitions, replicas, config } },
  };
}

/** The origin of a key of the topic's mapping in the contract. */
function under(spec: TopicSpec, key: string): Origin {
  return { path: spec.origin.path, pointer: `${spec.origin.pointer}/${key}` };
}

function partitionChange({ name, partitions, key, contract, spec, role }: Topic, actual: BrokerTopic): BrokerChange[] {
  if (partitions === actual.partitions) return [];
  const base = {
    target: name,
    what: `partitions ${actual.partitions} to ${partitions}`,
    at: under(spec, "partitions"),
  };
  if (partitions < actual.partitions) {
    const why = `Kafka cannot remove partitions. Write "partitions: ${actual.partitions}", or move to a new topic`;
    return [{ ...base, class: "IMPOSSIBLE", why, allowed: false, action: { kind: "none" } }];
  }
  const action = { kind: "partitions", topic: name, count: partitions } as const;
  if (key === undefined || role === "dead_letter") {
    const why = "messages are distributed differently from now on";
    return [{ ...base, class: "CAUTION", why, allowed: false, action }];
  }
  return [
    {
      ...base,
      class: "MIGRATE",
      why: `messages with the same ${key} go to another partition from now on, so their order, compaction and joins break`,
      needs: "partition_increase",
      allowed: isAllowed("partition_increase", contract, spec),
      action,
    },
  ];
}

function replicaChange({ name, replicas, contract, spec }: Topic, actual: BrokerTopic): BrokerChange[] {
  if (replicas === actual.replicas) return [];
  return [
    {
      class: "MIGRATE",
      target: name,
      what: `replicas ${actual.replicas} to ${replicas}`,
      why: "dex does not move replicas. Use kafka-reassign-partitions.sh, with a throttle for your cluster",
      needs: "replication_factor",
      allowed: isAllowed("replication_factor", contract, spec),
      at: under(spec, "replication_factor"),
      action: { kind: "none" },
    },
  ];
}

function settingChanges(topic: Topic, { settings }: BrokerTopic): BrokerChange[] {
  const set = Object.entries(topic.config).flatMap(([name, value]) => {
    const current = settings[name];
    const same = current !== undefined && isSameValue(name, current.value, value);
    // A value equal to the broker's default is also set, so that it does not change with the default.
    return same && current.own ? [] : [settingChange(topic, { name, current, value })];
  });
  const unset = topic.unset.flatMap((name) => {
    const current = settings[name];
    return current?.own ? [settingChange(topic, { name, current })] : [];
  });
  return [...set, ...unset];
}

interface Edit {
  readonly name: string;
  readonly current: BrokerSetting | undefined;
  readonly value?: string;
}

function settingChange({ name: topic, spec, contract, role }: Topic, { name, current, value }: Edit): BrokerChange {
  const from = current?.value ?? "";
  const to = value ?? current?.inherited ?? "";
  const verdict: SettingVerdict = isSameValue(name, from, to) ? { class: "SAFE" } : judgeSetting(name, from, to);
  const pointer = role === "dead_letter" ? "dead_letter" : `config/${name}`;
  return {
    ...verdict,
    target: topic,
    what:
      value === undefined
        ? `${name} ${from} to the broker's default, ${to}`
        : `${name} ${current?.own ? from : `${from} (the broker's default)`} to ${value}`,
    allowed: verdict.class === "SAFE" || (verdict.needs !== undefined && isAllowed(verdict.needs, contract, spec)),
    at: under(spec, pointer),
    action: { kind: "alter", topic, edits: [{ name, ...(value !== undefined && { value }) }] },
  };
}

function deleteChange({ contract, spec }: TopicContract): BrokerChange {
  return {
    class: "DESTRUCTIVE",
    target: spec.name,
    what: "delete the topic",
    why: "the contract is retired; all messages are lost",
    needs: "delete_topic",
    allowed: isAllowed("delete_topic", contract, spec),
    at: spec.origin,
    action: { kind: "delete", topic: spec.name },
  };
}
