import type { Contract, TopicSpec } from "../ir/contract.ts";
import type { Ir } from "../ir/ir.ts";
import { by, compareStrings } from "../text/compare.ts";

/** A topic as it must be on the broker, and its contract. All outputs and `dex kafka` are made from these. */
export interface Topic {
  readonly name: string;
  readonly role: "events" | "dead_letter";
  readonly partitions: number;
  readonly replicas: number;
  /** Settings in Kafka's own spelling, sorted by name. */
  readonly config: Readonly<Record<string, string>>;
  /** Settings that the topic must not set: the broker decides them. */
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

/** All topics that must be on the broker, including those of dead letters, sorted by name. A retired contract has none. */
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

// Kafka's defaults.
const DEFAULT_RETENTION = "604800000";
const DEFAULT_MESSAGE_BYTES = "1048588";
/** The space for the headers of a dead letter: its origin and its faults. */
const HEADER_BYTES = 65_536n;

/**
 * The topic of dead letters. It has as many partitions as its topic, so that a letter has the same partition number; it retains messages four times as
 * long, is never compacted, and accepts messages with headers.
 */
function deadLetterTopic(contract: Contract, spec: TopicSpec): readonly Topic[] {
  if (spec.deadLetter === undefined) return [];
  const { config } = spec;
  const retention = config["retention.ms"] ?? DEFAULT_RETENTION;
  const size = config["max.message.bytes"] ?? DEFAULT_MESSAGE_BYTES;
  const replicas = config["min.insync.replicas"];
  const settings = {
    "cleanup.policy": "delete",
    "max.message.bytes": capped(BigInt(size) + HEADER_BYTES, 2_147_483_647n),
    ...(replicas !== undefined && { "min.insync.replicas": replicas }),
    "retention.ms": retention === "-1" ? retention : capped(BigInt(retention) * 4n, 9_223_372_036_854_775_807n),
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

function capped(value: bigint, most: bigint): string {
  return String(value < most ? value : most);
}
