import type { Origin } from "../source/origin.ts";
import type { Party } from "./contract.ts";

/** A named connection; credentials live where the pipeline runs, never here. */
export interface Endpoint {
  readonly type: "postgres" | "duckdb" | "snowflake" | "bigquery" | "redshift" | "databricks" | "mysql" | "filesystem";
  readonly connection: string;
  readonly database?: string;
  readonly schema: string;
}

/** A piece of a model's SQL: text as written, or a reference to a model that each target writes its own way. */
export type SqlPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "ref"; readonly model: string };

/** What models of every kind have. */
export interface ModelBase {
  /** The relation that it builds. */
  readonly name: string;
  /** The contract that its rows are to satisfy; for a staging model, that of the source table. */
  readonly contract?: string;
  /** The relation with the versions of its rows, which has to be built before it. */
  readonly snapshot?: string;
  /** True when it has tests that follow from its kind, beside those of its contract. */
  readonly hasOwnTests?: true;
  /** The names of the models that it depends on. */
  readonly reads: readonly string[];
  readonly origin: Origin;
}

/** A model of a pipeline. Only the emitter that builds models, and the phases before it, may depend on the kind. */
export type Model = ModelBase &
  (
    | { readonly kind: "staging"; readonly contract: string }
    | {
        readonly kind: "dimension";
        /** The contract whose rows it is made of. */
        readonly of: string;
        /** How it treats change: 0 keeps the first value, 1 overwrites, 2 keeps every version. */
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
        /** Where the SQL was written: in a file of its own, or in the spec. */
        readonly sqlOrigin: Origin;
        /** The columns of the SQL's result, in order, where they are known. */
        readonly columns?: readonly string[];
      }
  );

/** A step that is neither extract nor model. */
export interface Task {
  readonly id: string;
  readonly after: readonly string[];
  readonly notify?: string;
  readonly origin: Origin;
}

/** Data that a run brings up to date: the rows of a contract, or a model that keeps none. */
export interface Asset {
  readonly kind: "contract" | "model";
  readonly name: string;
}

/**
 * A node of a batch pipeline's graph, what an orchestrator has a task for. `id` is `<stage>.<name>`, or a task's own id; it is unique in its
 * pipeline. `needs` are the steps that must have gone well before: direct ones alone, none that another of them needs as well. An extract
 * without a contract takes every table of the source's schema.
 */
export type Step = {
  readonly id: string;
  readonly needs: readonly string[];
  readonly origin: Origin;
} & (
  | { readonly kind: "extract"; readonly contract?: string }
  | { readonly kind: "staging" | "model"; readonly model: string }
  /** Whether what was extracted is as new as its contracts promise. */
  | { readonly kind: "freshness"; readonly contracts: readonly string[] }
  /** Whether the rows keep their contracts: those of `contracts`, which stand on `models` where dbt looks at them. */
  | {
      readonly kind: "gate";
      readonly engine: "dbt" | "great_expectations";
      readonly contracts: readonly string[];
      readonly models: readonly string[];
    }
  /** The moment from which others may rely on the data: after everything that is built and every gate. */
  | { readonly kind: "publish"; readonly assets: readonly Asset[] }
  | { readonly kind: "task"; readonly notify?: string }
);

/** What batch and streaming pipelines share. Durations are seconds. */
interface PipelineBase {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly owner: Party;
  readonly tags: readonly string[];
  readonly origin: Origin;
}

/** Tables to warehouse, on a schedule. */
export interface BatchPipeline extends PipelineBase {
  readonly kind: "batch";
  readonly schedule?: string;
  readonly timezone: string;
  readonly startDate?: string;
  readonly retries: number;
  readonly retryDelaySeconds: number;
  readonly timeoutSeconds?: number;
  readonly alertEmails: readonly string[];
  /** The name of the source system in the warehouse, and of its source in dbt, unless two sources would share it (running/source-tables.ts). */
  readonly sourceName: string;
  readonly source: Endpoint & {
    readonly tables: readonly string[];
    /** Whatever tables the schema has, rather than `tables`. */
    readonly everyTable: boolean;
    readonly mode: "incremental" | "full" | "cdc";
    readonly watermark?: string;
    readonly lookbackSeconds: number;
  };
  readonly destination: Endpoint;
  readonly models: readonly Model[];
  readonly quality?: {
    readonly after: "models" | "extract" | "staging";
    readonly engines: readonly ("dbt" | "great_expectations")[];
  };
  readonly tasks: readonly Task[];
  /** The graph, each step after all that it needs. */
  readonly steps: readonly Step[];
  /** What it reads and another pipeline builds. */
  readonly awaits: readonly Asset[];
}

/** A sink of a stream. */
export interface Sink {
  readonly name: string;
  readonly format: "delta" | "iceberg" | "parquet" | "kafka";
  readonly path?: string;
  readonly topic?: string;
  readonly mode: "append" | "update" | "complete";
  readonly delivery: "at_least_once" | "exactly_once";
}

/** An aggregation over event time; aggregates are the functions dex knows, over one column or `*`. */
export interface Window {
  readonly name: string;
  readonly sizeSeconds: number;
  readonly slideSeconds?: number;
  readonly groupBy: readonly string[];
  readonly aggregates: readonly { readonly name: string; readonly function: string; readonly column?: string }[];
  readonly sink: Sink;
  readonly origin: Origin;
}

/** Topic to lake, continuously. */
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
