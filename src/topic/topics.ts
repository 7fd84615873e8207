import type { Contract, TopicSpec } from "../ir/contract.ts";
import type { Ir } from "../ir/ir.ts";
import { by, compareStrings } from "../text/compare.ts";

/** A topic as it must be on the broker, and whose it is. Every output, and `dex kafka`, is made from these alone. */
export interface Topic {
  readonly name: string;
  readonly role: "events" | "dead_letter";
  readonly partitions: number;
  readonly replicas: number;
  /** Settings with Kafka's own values, sorted by name. */
  readonly config: Readonly<Record<string, string>>;
  /** Settings that must not be set on the topic. */
  readonly unset: readonly string[];
  readonly key?: string;
  readonly contract: Contract;
  readonly spec: TopicSpec;
}

/** A contract on a topic, with the topic at hand. */
export interface TopicContract {
  readonly contract: Contract;
  readonly spec: TopicSpec;
}

/** Every contract on a topic, retired ones too. */
export function topicContracts(ir: Ir): readonly TopicContract[] {
  return ir.contracts.flatMap((contract) => {
    const { topic } = contract.dataset;
    return topic === undefined ? [] : [{ contract, spec: topic }];
  });
}

/** Every topic that the contracts ask for, those of dead letters too, sorted by name. A retired contract asks for none. */
export function topicsOf(ir: Ir): readonly Topic[] {
  return topicContracts(ir)
    .filter(({ contract }) => contract.status !== "retired")
    .flatMap(({ contract, spec }) => [eventsTopic(contract, spec), ...deadLetterTopic(contract, spec)])
    .sort(by((topic) => topic.name));
}

/** The contracts whose topics are to go. */
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

// What Kafka has when the contract says nothing.
const DEFAULT_RETENTION = "604800000";
const DEFAULT_MESSAGE_BYTES = "1048588";
/** A dead letter carries headers that say where it came from and why; this is room for them. */
const HEADER_BYTES = 65_536n;

/**
 * The topic of dead letters: as many partitions as the topic it serves, so that a letter keeps its place, kept four times as long, never
 * compacted, and with room for the headers.
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
