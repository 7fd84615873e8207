import type { Faults } from "../faults.ts";
import type { Located } from "../located.ts";

/** The kinds of system a pipeline reads from or writes to. */
export type EndpointType =
  | "postgres"
  | "duckdb"
  | "snowflake"
  | "bigquery"
  | "redshift"
  | "databricks"
  | "mysql"
  | "filesystem";

/** A named connection, as written; credentials never stand in a spec. */
export interface EndpointDocument {
  readonly pointer: string;
  readonly type: Located<EndpointType>;
  readonly connection: Located<string>;
  readonly database?: Located<string>;
  readonly schema?: Located<string>;
}

/** One entry of `models`, as written. Column and model names are not resolved yet. */
export type ModelDocument = { readonly pointer: string } & (
  | { readonly kind: "staging"; readonly contract: Located<string>; readonly name?: Located<string> }
  | {
      readonly kind: "dimension";
      readonly of: Located<string>;
      readonly name: Located<string>;
      readonly scd: Located<0 | 1 | 2>;
      readonly tracked: readonly Located<string>[];
      readonly contract?: Located<string>;
    }
  | {
      readonly kind: "sql";
      readonly name: Located<string>;
      readonly role: "fact" | "dimension" | "mart" | "intermediate";
      readonly contract?: Located<string>;
      readonly materialized: Located<"table" | "view" | "incremental">;
      readonly uniqueKey: readonly Located<string>[];
      readonly clusterBy: readonly Located<string>[];
      readonly lookbackSeconds?: Located<number>;
      /** The path of a `.sql` file (relative to the project), or the text itself. */
      readonly sql: Located<{ readonly file: string } | { readonly text: string }>;
    }
);

/** What batch and streaming specs share. */
interface PipelineBase {
  readonly kind: "pipeline";
  readonly path: string;
  readonly pointer: string;
  readonly name: Located<string>;
  readonly description?: string;
  readonly owner?: Located<string>;
  readonly tags: readonly Located<string>[];
  readonly faults?: Faults;
}

/** A batch pipeline spec; durations are seconds. */
export interface BatchPipelineDocument extends PipelineBase {
  readonly type: "batch";
  readonly schedule?: Located<string>;
  readonly timezone?: Located<string>;
  readonly startDate?: Located<string>;
  readonly retries?: Located<number>;
  readonly retryDelaySeconds?: Located<number>;
  readonly timeoutSeconds?: Located<number>;
  readonly alertEmails: readonly Located<string>[];
  readonly source: EndpointDocument & {
    readonly name?: Located<string>;
    readonly tables: readonly Located<string>[];
    /** `tables: all`: whatever tables the schema has; then none is named. */
    readonly everyTable: boolean;
    readonly mode: Located<"incremental" | "full" | "cdc">;
    readonly watermark?: Located<string>;
    readonly lookbackSeconds?: Located<number>;
  };
  readonly destination: EndpointDocument;
  readonly models: readonly ModelDocument[];
  readonly quality?: Located<{
    readonly after: "models" | "extract" | "staging";
    readonly engines: readonly ("dbt" | "great_expectations")[];
  }>;
  readonly tasks: readonly {
    readonly pointer: string;
    readonly id: Located<string>;
    readonly after: readonly Located<string>[];
    readonly notify?: Located<string>;
  }[];
}

/** A sink, as written. */
export interface SinkDocument {
  readonly pointer: string;
  readonly name?: Located<string>;
  readonly format: Located<"delta" | "iceberg" | "parquet" | "kafka">;
  readonly path?: Located<string>;
  readonly topic?: Located<string>;
  readonly mode?: Located<"append" | "update" | "complete">;
  readonly delivery?: Located<"at_least_once" | "exactly_once">;
}

/** A streaming pipeline spec; durations are seconds. */
export interface StreamPipelineDocument extends PipelineBase {
  readonly type: "streaming";
  readonly engine: Located<"spark" | "flink">;
  readonly source: {
    readonly pointer: string;
    readonly topic: Located<string>;
    readonly start: "earliest" | "latest";
    readonly maxOffsetsPerTrigger?: number;
  };
  readonly eventTime?: Located<{ readonly column: Located<string>; readonly watermarkSeconds: number }>;
  readonly deduplicate?: Located<{ readonly keys: readonly Located<string>[]; readonly withinSeconds: number }>;
  readonly sinks: readonly SinkDocument[];
  readonly windows: readonly {
    readonly pointer: string;
    readonly name: Located<string>;
    readonly sizeSeconds: Located<number>;
    readonly slideSeconds?: Located<number>;
    readonly groupBy: readonly Located<string>[];
    /** The call as written: `count(*)`, `approx_count_distinct(user_id)`. */
    readonly aggregates: readonly { readonly name: string; readonly call: Located<string> }[];
    readonly sink: SinkDocument;
  }[];
  readonly deadLetter?: SinkDocument;
  readonly trigger?: Located<number | "available_now">;
  readonly checkpoint?: Located<{ readonly root: string; readonly generation: number }>;
  readonly prometheusPort?: number;
}

/** A pipeline spec of either kind. */
export type PipelineDocument = BatchPipelineDocument | StreamPipelineDocument;
