import type { Contract, TopicSpec } from "../ir/contract.ts";
import type { Ir } from "../ir/ir.ts";
import { by, compareStrings } from "../text/compare.ts";
import { LARGEST_INT, LARGEST_LONG, TOPIC_SETTINGS } from "./settings.ts";

/** A topic as it must be on the broker, and its contract. All outputs and `dex kafka` use these. */
export interface Topic {
  readonly name: string;
  readonly role: "events" | "dead_letter";
  readonly partitions: number;
  readonly replicas: number;
  /** Settings in Kafka's own spelling, sorted by name. */
  readonly config: Readonly<Record<string, string>>;
  /** Settings that the topic must leave to the broker. */
  readonly unset: readonly string[];
  readonly key?: string;
  readonly contract: Contract;
  readonly spec: TopicSpec;
}

/** A contract and its topic. */
export interface TopicContract {
  readonly contract: Contract;
  readonly spec: TopicSpec;
}

/** All contracts that have a topic, retired ones included. */
export function topicContracts(ir: Ir): readonly TopicContract[] {
  return ir.contracts.flatMap((contract) => {
    const { topic } = contract.dataset;
    return topic === undefined ? [] : [{ contract, spec: topic }];
  });
}

/** All topics that must be on the broker, including dead-letter topics, sorted by name. Retired contracts have no topic. */
export function topicsOf(ir: Ir): readonly Topic[] {
  return topicContracts(ir)
    .filter(({ contract }) => contract.status !== "retired")
    .flatMap(({ contract, spec }) => [eventsTopic(contract, spec), ...deadLetterTopic(contract, spec)])
    .sort(by((topic) => topic.name));
}

/** The contracts whose topics must be deleted. */
export function retiredTopics(ir: Ir): readonly TopicContract[] {
  return topicContracts(ir).filter(({ contract }) => contract.status === "retired");
}

function eventsTopic(contract: Contract, spec: TopicSpec): Topic {
  return {
    name: spec.name,
    role: "events",
    partitions: spec.partitions,
    replicas: spec.replicationFactor,
    config: spec.config,
    unset: spec.unset,
    ...(spec.key !== undefined && { key: spec.key }),
    contract,
    spec,
  };
}

/** The space for the headers of a dead letter: its origin and its problems. */
const HEADER_BYTES = 65_536n;

/**
 * The dead-letter topic. It has the same number of partitions as its topic, so that a dead letter has the same partition number. It retains messages
 * four times as long, is never compacted, and has space for the headers of dead letters.
 */
function deadLetterTopic(contract: Contract, spec: TopicSpec): readonly Topic[] {
  if (spec.deadLetter === undefined) return [];
  const { config } = spec;
  const retention = config["retention.ms"] ?? TOPIC_SETTINGS["retention.ms"].default;
  const size = config["max.message.bytes"] ?? TOPIC_SETTINGS["max.message.bytes"].default;
  const inSync = config["min.insync.replicas"];
  const settings = {
    "cleanup.policy": "delete",
    "max.message.bytes": capped(BigInt(size) + HEADER_BYTES, LARGEST_INT),
    ...(inSync !== undefined && { "min.insync.replicas": inSync }),
    "retention.ms": retention === "-1" ? retention : capped(BigInt(retention) * 4n, LARGEST_LONG),
  };
  return [
    {
      name: spec.deadLetter.topic,
      role: "dead_letter",
      partitions: spec.partitions,
      replicas: spec.replicationFactor,
      config: Object.fromEntries(Object.entries(settings).sort(([a], [b]) => compareStrings(a, b))),
      unset: [],
      contract,
      spec,
    },
  ];
}

function capped(value: bigint, maximum: string): string {
  return value < BigInt(maximum) ? String(value) : maximum;
}
