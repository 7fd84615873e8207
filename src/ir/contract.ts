import type { Origin } from "../source/origin.ts";
import type { Assertion, FieldReference } from "./assertion.ts";
import type { Field } from "./field.ts";

/** Who answers for something; at least one member is set where a contract says anything. */
export interface Party {
  readonly email?: string;
  readonly name?: string;
  readonly team?: string;
  readonly slackChannel?: string;
}

/** A promise about service, as written, beside the assertions it gave rise to. */
export interface Consumer {
  readonly id: string;
  readonly name: string;
  readonly team?: string;
  readonly contact?: string;
  readonly usage?: string;
  /** The fields that this consumer reads; `all` when it does not say. */
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

/** A column whose values are values of another dataset's column. */
export interface Reference {
  readonly field: string;
  readonly to: FieldReference;
  readonly origin: Origin;
}

/** How rows are grouped on disk. */
export interface Partition {
  readonly field: string;
  readonly granularity: "hour" | "day" | "month" | "year";
}

/** A Kafka topic, as the contract promises it. `config` holds Kafka's own names with canonical values. */
export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly key?: string;
  readonly format: "json" | "avro" | "protobuf";
  readonly config: Readonly<Record<string, string>>;
  readonly deadLetter?: { readonly topic: string; readonly maxRatio?: string };
  /** Settings that are the broker's to decide: one that was set on the topic is taken away again. */
  readonly unset: readonly string[];
  /** Who writes to the topic. */
  readonly producers: readonly string[];
  /** Protobuf's field numbers by the path of the field (`address.city`, `items[].sku`, `status=paid` for a value of an enum), those of fields that are gone too. */
  readonly fieldNumbers: Readonly<Record<string, number>>;
  readonly allow: readonly AllowedChange[];
  readonly origin: Origin;
}

/** Consent to a change of a topic that loses or reorders messages. It is about one version of the contract. */
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

/** The rows that a contract is about. */
export interface Dataset {
  readonly id: string;
  readonly physical: "table" | "view" | "topic" | "file";
  /** The physical name: table or topic. */
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

/** One contract, normalised: what its form was can no longer be told. */
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
