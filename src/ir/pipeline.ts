import type { Json } from "../source/json.ts";
import type { Origin } from "../source/origin.ts";
import type { Party } from "./contract.ts";
import type { Type } from "./field.ts";

/** A named connection. It never has credentials: those are in the environment of the pipeline. */
export interface Endpoint {
  readonly type: "postgres" | "duckdb" | "snowflake" | "bigquery" | "redshift" | "databricks" | "mysql" | "filesystem";
  readonly connection: string;
  readonly database?: string;
  readonly schema: string;
}

/** A part of a model's SQL: text, or a reference to a model that each target writes in its own form. */
export type SqlPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "ref"; readonly model: string };

/** The members that models of every kind have. */
export interface ModelBase {
  /** The relation that it builds. */
  readonly name: string;
  /** The contract that its rows must satisfy; for a staging model, that of the source table. */
  readonly contract?: string;
  /** The relation with the versions of its rows, which must be built first. */
  readonly snapshot?: string;
  /** True when its kind adds tests to those of its contract. */
  readonly hasOwnTests?: true;
  /** The names of the models that it depends on. */
  readonly reads: readonly string[];
  /** The settings in its spec. */
  readonly settings?: ModelSettings;
  /** Set if rows that violate its contract are moved out of it. */
  readonly quarantine?: Quarantine;
  /** True if rows may come back through a quarantine: its own, or that of a model that it reads. */
  readonly hasReturningRows?: true;
  readonly origin: Origin;
}

/** The rows that are moved out of a model: those that violate one of these assertions, by id. */
export interface Quarantine {
  readonly assertions: readonly string[];
  /** The models whose rows references are looked up in. They must be built first. */
  readonly lookups: readonly string[];
}

/** The settings of a model, with the key names of dbt. */
export interface ModelSettings {
  readonly description?: string;
  readonly tags: readonly string[];
  readonly schema?: string;
  readonly grants: readonly { readonly privilege: string; readonly to: readonly string[] }[];
  readonly columns: readonly ColumnSettings[];
  /** Settings that dex passes to dbt unchanged. */
  readonly config: Readonly<Record<string, Json>>;
}

/** The settings of a column, with the key names of dbt. */
export interface ColumnSettings {
  readonly name: string;
  readonly description?: string;
  /** The type in the warehouse. */
  readonly dataType?: string;
  readonly tags: readonly string[];
  readonly meta?: Json;
  readonly tests: readonly {
    readonly test: string;
    readonly description?: string;
    readonly arguments: Readonly<Record<string, Json>>;
    readonly config?: Json;
    readonly origin: Origin;
  }[];
  readonly origin: Origin;
}

/** A model of a pipeline. Only the emitter that builds models, and the phases before it, may depend on the kind. */
export type Model = ModelBase &
  (
    | { readonly kind: "staging"; readonly contract: string }
    | {
        readonly kind: "dimension";
        /** The contract whose rows it is built from. */
        readonly of: string;
        /** What happens to a changed row: 0 keeps the first value, 1 overwrites, 2 keeps every version. */
        readonly scd: 0 | 1 | 2;
        /** The columns whose change opens a new version; empty means all. */
        readonly tracked: readonly string[];
      }
    | {
        readonly kind: "sql";
        readonly role: "fact" | "dimension" | "mart" | "intermediate";
        readonly materialized: "table" | "view" | "incremental";
        readonly uniqueKey: readonly string[];
        readonly clusterBy: readonly string[];
        /** How far back an incremental run looks for late rows, in seconds. */
        readonly lookbackSeconds: number;
        readonly sql: readonly SqlPart[];
        /** The column by which an incremental run finds new rows, if the spec names one. */
        readonly eventTime?: { readonly name: string; readonly type: Type };
        /** Set if the SQL is Jinja for dbt. `dependsOn` names the models that it reads, apart from literal `ref` and `source` calls. */
        readonly jinja?: { readonly dependsOn: readonly string[] };
        /** The place of the SQL: a file, or the spec. */
        readonly sqlOrigin: Origin;
        /** The columns of the result, in order, when they are known. */
        readonly columns?: readonly string[];
      }
  );

/** A step of a pipeline other than the built-in ones. */
export interface Task {
  readonly id: string;
  readonly after: readonly string[];
  readonly notify?: string;
  /** The text of the notification. */
  readonly message?: string;
  readonly origin: Origin;
}

/** Data that a run updates: the rows of a contract, or a model without a contract. */
export interface Asset {
  readonly kind: "contract" | "model";
  readonly name: string;
}

/** A point in a run at which contracts are checked. */
export interface Gate {
  readonly after: "extract" | "staging" | "models";
  readonly engines: readonly ("dbt" | "great_expectations")[];
  /** How often a failed check runs again. */
  readonly retries: number;
  readonly origin: Origin;
}

/**
 * A node of a batch pipeline's graph, one task of an orchestrator. `id` is `<stage>.<name>`, or the id of a task, and unique in the
 * pipeline. `needs` are the steps that must succeed first: only direct ones, none that follows from another. An extract
 * without a contract reads every table of the source's schema.
 */
export type Step = {
  readonly id: string;
  readonly needs: readonly string[];
  readonly origin: Origin;
} & (
  | { readonly kind: "extract"; readonly contract?: string }
  /** `hasQuarantine` if rows are moved out of the model when it is built. */
  | { readonly kind: "staging" | "model"; readonly model: string; readonly hasQuarantine?: true }
  /** Checks that the extracted rows satisfy the freshness SLAs of their contracts. */
  | { readonly kind: "freshness"; readonly contracts: readonly string[]; readonly retries: number }
  /** Checks that rows satisfy `contracts`; dbt checks them on `models`. `isAudit` if some are models that are not yet published. */
  | {
      readonly kind: "gate";
      readonly after: Gate["after"];
      readonly isAudit: boolean;
      readonly retries: number;
      readonly engine: "dbt" | "great_expectations";
      readonly contracts: readonly string[];
      readonly models: readonly string[];
    }
  /** Makes room for models beside the published ones. */
  | { readonly kind: "prepare" }
  /** Publishes the data, after every model is built and every gate has passed. `isSwap` if it replaces the published models. */
  | { readonly kind: "publish"; readonly assets: readonly Asset[]; readonly isSwap: boolean }
  | { readonly kind: "task"; readonly notify?: string; readonly message?: string }
);

/** The members that batch and streaming pipelines share. Durations are seconds. */
interface PipelineBase {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly owner: Party;
  readonly tags: readonly string[];
  readonly origin: Origin;
}

/** How a run reads a table of the source. */
export interface TableRead {
  readonly contract: string;
  readonly mode: "incremental" | "full" | "cdc";
  /** The column that shows which rows are new, if the mode is incremental. */
  readonly watermark?: string;
  readonly lookbackSeconds: number;
  /** The place of the table in the spec. */
  readonly origin: Origin;
}

/** The system that a batch pipeline extracts tables from. */
export interface Source extends Endpoint {
  /** The name of the source in the warehouse and in dbt, unless two sources share it (running/source-tables.ts). */
  readonly name: string;
  readonly tables: readonly string[];
  /** How each of `tables` is read, in the same order. */
  readonly reads: readonly TableRead[];
  /** True to extract every table of the schema instead of `tables`, with the mode, the watermark and the lookback of the source. */
  readonly everyTable: boolean;
  readonly mode: "incremental" | "full" | "cdc";
  readonly watermark?: string;
  readonly lookbackSeconds: number;
}

/** A pipeline from tables to a warehouse, on a schedule. */
export interface BatchPipeline extends PipelineBase {
  readonly kind: "batch";
  readonly schedule?: string;
  readonly timezone: string;
  readonly startDate?: string;
  /** How often a failed task runs again. Gates have their own number. */
  readonly retries?: number;
  readonly retryDelaySeconds?: number;
  /** The longest time that a task may take. */
  readonly timeoutSeconds?: number;
  /** The longest time that a run may take. */
  readonly runTimeoutSeconds?: number;
  readonly alertEmails: readonly string[];
  /** The orchestrator's connection to a Slack webhook, which is notified if a run fails. */
  readonly alertSlack?: string;
  /** Undefined for a pipeline whose models read only what other pipelines publish. */
  readonly source?: Source;
  readonly destination: Endpoint;
  readonly models: readonly Model[];
  /** When contracts are checked, and by which tools. Each engine checks a contract once, at its first gate where the rows exist. */
  readonly gates: readonly Gate[];
  /** `swap`: models are built beside the published ones, and replace them together. `in_place`: they overwrite them one by one. */
  readonly publish: "swap" | "in_place";
  readonly tasks: readonly Task[];
  /** The graph, each step after those that it needs. */
  readonly steps: readonly Step[];
  /** The assets of other pipelines that it reads. */
  readonly awaits: readonly Asset[];
}

/** A sink of a streaming pipeline. */
export interface Sink {
  readonly name: string;
  readonly format: "delta" | "iceberg" | "parquet" | "kafka";
  readonly path?: string;
  readonly topic?: string;
  readonly mode: "append" | "update" | "complete";
  readonly delivery: "at_least_once" | "exactly_once";
}

/** An aggregation over event time. Each aggregate is a known function over one column or `*`. */
export interface Window {
  readonly name: string;
  readonly sizeSeconds: number;
  readonly slideSeconds?: number;
  readonly groupBy: readonly string[];
  readonly aggregates: readonly { readonly name: string; readonly function: string; readonly column?: string }[];
  readonly sink: Sink;
  readonly origin: Origin;
}

/** A pipeline from a topic to a lake, continuously. */
export interface StreamPipeline extends PipelineBase {
  readonly kind: "stream";
  readonly engine: "spark" | "flink";
  readonly source: {
    readonly contract: string;
    readonly start: "earliest" | "latest";
    readonly maxOffsetsPerTrigger?: number;
  };
  readonly eventTime?: { readonly column: string; readonly watermarkSeconds: number };
  readonly deduplicate?: { readonly keys: readonly string[]; readonly withinSeconds: number };
  readonly sinks: readonly Sink[];
  readonly windows: readonly Window[];
  readonly deadLetter?: { readonly format: string; readonly path?: string; readonly topic?: string };
  /** Seconds between triggers, or `available_now`. */
  readonly trigger: number | "available_now";
  readonly checkpoint: { readonly root: string; readonly generation: number };
  readonly prometheusPort?: number;
}

/** A pipeline of either kind. */
export type Pipeline = BatchPipeline | StreamPipeline;
