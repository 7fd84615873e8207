import type { Faults } from "../faults.ts";
import type { Located } from "../located.ts";
import type { AcknowledgedChange } from "./topic-words.ts";

/** Which of the native shapes a contract was written in. */
export type ContractForm = "house" | "flat" | "column-list" | "json-schema";

/** The field types of the language. */
export type TypeName =
  | "string"
  | "integer"
  | "bigint"
  | "smallint"
  | "float"
  | "double"
  | "decimal"
  | "boolean"
  | "date"
  | "time"
  | "timestamp"
  | "timestamp_local"
  | "duration"
  | "uuid"
  | "bytes"
  | "json"
  | "object"
  | "array"
  | "map"
  | "vector";

/** A scalar as written. Numbers keep the text of their value, so that none loses a digit. */
export type ScalarDocument =
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly value: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" };

/** A column, a member of an object, or the items of an array or map (then its name is empty). */
export interface FieldDocument {
  readonly name: string;
  readonly pointer: string;
  readonly type: Located<TypeName>;
  readonly bits?: 16 | 32 | 64;
  readonly precision?: Located<number>;
  readonly scale?: Located<number>;
  readonly dimensions?: Located<number>;
  readonly format?: Located<string>;
  /** `nullable`, or the negation of `not_null`. */
  readonly nullable?: Located<boolean>;
  /** From the field's own `required` or from a `required` list. */
  readonly required?: Located<boolean>;
  readonly unique?: Located<boolean>;
  readonly primaryKey?: Located<boolean>;
  readonly enum?: Located<readonly Located<ScalarDocument>[]>;
  readonly default?: Located<ScalarDocument>;
  /** Numbers as canonical decimal text; dates and timestamps as written. */
  readonly minimum?: Located<string>;
  readonly maximum?: Located<string>;
  readonly exclusiveMinimum?: Located<string>;
  readonly exclusiveMaximum?: Located<string>;
  readonly multipleOf?: Located<string>;
  readonly minLength?: Located<number>;
  readonly maxLength?: Located<number>;
  readonly minItems?: Located<number>;
  readonly maxItems?: Located<number>;
  readonly pattern?: Located<string>;
  readonly references?: Located<string>;
  readonly fields?: readonly FieldDocument[];
  readonly items?: FieldDocument;
  readonly values?: FieldDocument;
  readonly description?: string;
  readonly unit?: string;
  readonly pii?: boolean;
  readonly classification?: "public" | "internal" | "confidential" | "restricted";
  readonly retentionDays?: number;
  readonly timezone?: Located<string>;
  readonly deprecated?: Located<{ readonly since?: string; readonly sunset?: string; readonly replacement?: string }>;
  readonly renamedFrom?: Located<string>;
  readonly addedIn?: string;
  readonly removedIn?: string;
  readonly migration?: string;
  readonly locked?: boolean;
  /** Something in it could not be read, so that its type and its promises are not sure. */
  readonly faulty?: true;
}

/** What all quality rules share. */
interface RuleBase {
  readonly pointer: string;
  readonly name?: Located<string>;
  readonly severity?: "error" | "warn" | "info";
  readonly where?: Located<string>;
  readonly description?: string;
  /** Canonical decimal text. */
  readonly tolerance?: Located<{ readonly max: string; readonly unit: "rows" | "fraction" }>;
}

/** A quality rule. `field` and `fields` name columns (a dotted path for a member of an object). */
export type RuleDocument = RuleBase &
  (
    | { readonly rule: "not_null" | "unique"; readonly fields: readonly Located<string>[] }
    | { readonly rule: "in_set"; readonly field: Located<string>; readonly values: readonly Located<ScalarDocument>[] }
    | {
        readonly rule: "range";
        readonly field: Located<string>;
        readonly minimum?: Located<string>;
        readonly maximum?: Located<string>;
        readonly exclusiveMinimum?: Located<string>;
        readonly exclusiveMaximum?: Located<string>;
      }
    | {
        readonly rule: "length";
        readonly field: Located<string>;
        readonly minimum?: Located<number>;
        readonly maximum?: Located<number>;
      }
    | { readonly rule: "matches"; readonly field: Located<string>; readonly pattern: Located<string> }
    | { readonly rule: "format"; readonly field: Located<string>; readonly format: Located<string> }
    | { readonly rule: "multiple_of"; readonly field: Located<string>; readonly divisor: Located<string> }
    | { readonly rule: "reference"; readonly field: Located<string>; readonly to: Located<string> }
    | { readonly rule: "row_count"; readonly minimum?: Located<number>; readonly maximum?: Located<number> }
    | {
        readonly rule: "volume";
        readonly column?: Located<string>;
        readonly minimum?: Located<number>;
        readonly maximum?: Located<number>;
      }
    | { readonly rule: "equal_row_count"; readonly dataset: Located<string> }
    | { readonly rule: "freshness"; readonly column?: Located<string>; readonly maxSeconds: Located<number> }
    | { readonly rule: "expression"; readonly sql: Located<string> }
  );

/** The service levels of a contract. Fractions are canonical decimal text between 0 and 1; durations are seconds. */
export interface SlaDocument {
  readonly freshness?: Located<{ readonly maxSeconds: number; readonly column?: Located<string> }>;
  /** The fraction of rows that may break a not-null: `min_percentage: 99.9` is `0.001`. Without fields, of every not-null. */
  readonly completeness?: Located<{ readonly tolerance: string; readonly fields?: readonly Located<string>[] }>;
  readonly duplicates?: Located<{ readonly tolerance: string; readonly fields?: readonly Located<string>[] }>;
  readonly dailyVolume?: Located<{
    readonly minimum?: number;
    readonly maximum?: number;
    readonly column?: Located<string>;
  }>;
  readonly rowCount?: Located<{ readonly minimum?: number; readonly maximum?: number }>;
}

/** A consumer, as written. */
export interface ConsumerDocument {
  readonly pointer: string;
  readonly name: Located<string>;
  readonly team?: string;
  readonly contact?: string;
  readonly usage?: string;
  readonly requiredFields?: readonly Located<string>[];
}

/** A topic, as written. `config` values are canonical Kafka values (milliseconds, bytes). */
export interface TopicDocument {
  readonly pointer: string;
  readonly name: Located<string>;
  readonly partitions: Located<number>;
  readonly replicationFactor: Located<number>;
  readonly key?: Located<string>;
  readonly format: Located<"json" | "avro" | "protobuf">;
  readonly config: readonly { readonly name: string; readonly value: string; readonly pointer: string }[];
  readonly deadLetter?: Located<{ readonly topic: Located<string>; readonly maxRatio?: string }>;
  readonly producers: readonly Located<string>[];
  /** Protobuf's field numbers, by the path of the field. */
  readonly fieldNumbers: readonly { readonly path: string; readonly number: number; readonly pointer: string }[];
  readonly allow: readonly AllowedChangeDocument[];
}

/** Consent to a change of a topic, as written. */
interface AllowedChangeDocument {
  readonly pointer: string;
  readonly change: AcknowledgedChange;
  readonly version: Located<string>;
  readonly reason: string;
}

/** The rows a contract is about, as written. */
export interface DatasetDocument {
  readonly pointer: string;
  readonly kind: Located<"table" | "view" | "topic" | "file">;
  readonly table?: Located<string>;
  readonly primaryKey: readonly Located<string>[];
  readonly eventTime?: Located<string>;
  readonly updatedAt?: Located<string>;
  readonly partition?: Located<{
    readonly field: Located<string>;
    readonly granularity: "hour" | "day" | "month" | "year";
  }>;
  readonly clusterBy: readonly Located<string>[];
  /** True when columns that the contract does not list are a violation. */
  readonly closed: boolean;
  readonly topic?: TopicDocument;
}

/** One contract, whatever form it was written in. */
export interface ContractDocument {
  readonly kind: "contract";
  readonly form: ContractForm;
  readonly path: string;
  readonly pointer: string;
  readonly name: Located<string>;
  readonly version: Located<string>;
  readonly status: Located<"proposed" | "draft" | "active" | "deprecated" | "retired">;
  readonly owner?: Located<string>;
  readonly team?: string;
  readonly slackChannel?: string;
  readonly domain?: Located<string>;
  readonly description?: string;
  readonly tags: readonly Located<string>[];
  readonly dataset: DatasetDocument;
  readonly fields: readonly FieldDocument[];
  readonly quality: readonly RuleDocument[];
  readonly sla: SlaDocument;
  readonly consumers: readonly ConsumerDocument[];
  readonly compatibility: "full" | "consumer" | "producer" | "none";
  readonly notificationLeadTimeDays?: number;
  readonly approvalRequiredFrom: readonly string[];
  readonly faults?: Faults;
}
