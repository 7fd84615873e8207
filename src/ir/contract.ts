import type { Origin } from "../source/origin.ts";
import type { Assertion, FieldReference } from "./assertion.ts";
import type { Field } from "./field.ts";

/** A responsible person or team. Empty when the contract names none. */
export interface Party {
  readonly email?: string;
  readonly name?: string;
  readonly team?: string;
  readonly slackChannel?: string;
}

/** A consumer of a contract. */
export interface Consumer {
  readonly id: string;
  readonly name: string;
  readonly team?: string;
  readonly contact?: string;
  readonly usage?: string;
  /** The fields that this consumer reads; defaults to `all`. */
  readonly needs: "all" | readonly string[];
  readonly origin: Origin;
}

/** How a contract may change. */
export interface Policy {
  readonly compatibility: "full" | "consumer" | "producer" | "none";
  readonly notificationLeadTimeDays?: number;
  readonly approvalRequiredFrom: readonly string[];
}

/** A set of columns that identifies a row. */
export interface Key {
  readonly kind: "primary" | "unique";
  readonly fields: readonly string[];
  readonly origin: Origin;
}

/** A foreign key: a column whose values must be in a column of another dataset. */
export interface Reference {
  readonly field: string;
  readonly to: FieldReference;
  readonly origin: Origin;
}

/** The partitioning of a dataset. */
export interface Partition {
  readonly field: string;
  readonly granularity: "hour" | "day" | "month" | "year";
}

/** A Kafka topic of a contract. `config` has Kafka's own setting names, with canonical values. */
export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly key?: string;
  readonly format: "json" | "avro" | "protobuf";
  readonly config: Readonly<Record<string, string>>;
  readonly deadLetter?: { readonly topic: string; readonly maxRatio?: string };
  /** Settings that must have the broker's default: `dex kafka apply` removes them from the topic. */
  readonly unset: readonly string[];
  /** The principals that write to the topic. */
  readonly producers: readonly string[];
  /** Protobuf field numbers by path (`address.city`, `items[].sku`, `status=paid` for a value of an enum), including those of removed fields. */
  readonly fieldNumbers: Readonly<Record<string, number>>;
  readonly allow: readonly AllowedChange[];
  readonly origin: Origin;
}

/** Consent to a change of a topic that loses or reorders messages. Valid for one version of the contract. */
export interface AllowedChange {
  readonly change:
    | "partition_increase"
    | "replication_factor"
    | "retention_cut"
    | "cleanup_policy"
    | "durability_cut"
    | "schema_incompatible"
    | "delete_topic";
  readonly version: string;
  readonly reason: string;
  readonly origin: Origin;
}

/** The table, view, topic or files that a contract describes. */
export interface Dataset {
  readonly id: string;
  readonly physical: "table" | "view" | "topic" | "file";
  /** The name of the table or topic. */
  readonly name: string;
  readonly fields: readonly Field[];
  readonly keys: readonly Key[];
  readonly references: readonly Reference[];
  readonly eventTime?: string;
  readonly updatedAt?: string;
  readonly partition?: Partition;
  readonly clusterBy: readonly string[];
  readonly closed: boolean;
  readonly topic?: TopicSpec;
  readonly assertions: readonly Assertion[];
  readonly origin: Origin;
}

/** A contract, normalised: the same for every form of the language. */
export interface Contract {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly status: "proposed" | "draft" | "active" | "deprecated" | "retired";
  readonly owner: Party;
  readonly domain?: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly dataset: Dataset;
  readonly consumers: readonly Consumer[];
  readonly policy: Policy;
  readonly origin: Origin;
}
