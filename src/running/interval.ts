import type { Contract } from "../ir/contract.ts";
import type { Type } from "../ir/field.ts";
import type { BatchPipeline, Model } from "../ir/pipeline.ts";

/** The environment variables with the data interval of a backfill, as ISO 8601. Every other run reads what is new. */
export const intervalVariables = { start: "DEX_INTERVAL_START", end: "DEX_INTERVAL_END" } as const;

/** The environment variables of dbt's flags `--event-time-start` and `--event-time-end`, which select batches. In UTC, without an offset. */
export const batchVariables = { start: "DBT_EVENT_TIME_START", end: "DBT_EVENT_TIME_END" } as const;

/** The parts of a pipeline that a run can restrict to its data interval, and those that do the same in every run. */
export interface IntervalUse {
  readonly tables: readonly string[];
  readonly wholeTables: readonly string[];
  readonly models: readonly string[];
  /** The models that dbt builds in batches of time. */
  readonly batches: readonly string[];
  readonly wholeModels: readonly string[];
}

type ContractOf = (id: string) => Contract | undefined;

/** How the steps of a pipeline use the data interval of a run. */
export function intervalUse(
  { source, destination, steps, models }: BatchPipeline,
  contractOf: ContractOf,
): IntervalUse {
  const extracted = steps.flatMap((step) => (step.kind === "extract" ? [step.contract ?? "all tables"] : []));
  // Where rows cannot be replaced by their key, every extract reads the whole table.
  const merges = destination.type !== "filesystem";
  const watermarkOf = (id: string) => source?.reads.find((read) => read.contract === id)?.watermark;
  const isBounded = (id: string) => merges && hasBounds(contractOf(id), watermarkOf(id));
  const built = models.filter(({ name }) => steps.some((step) => step.kind === "model" && step.model === name));
  const isRead = (model: Model) => changedAt(model, contractOf(model.contract ?? "")) !== undefined;
  const names = (those: readonly Model[]) => those.map(({ name }) => name);
  return {
    tables: extracted.filter(isBounded),
    wholeTables: extracted.filter((id) => !isBounded(id)),
    models: names(built.filter(isRead)),
    batches: names(built.filter(isMicrobatch)),
    wholeModels: names(built.filter((model) => !isRead(model) && !isMicrobatch(model) && !isView(model))),
  };
}

/** True if a backfill of a pipeline does something else in each interval. */
export function isBackfillable({ schedule }: BatchPipeline, { tables, models, batches }: IntervalUse): boolean {
  return schedule !== undefined && schedule !== "@once" && tables.length + models.length + batches.length > 0;
}

/** True for a model that dbt builds in batches of time, each of which replaces the rows of its time. */
export function isMicrobatch(model: Model): boolean {
  if (model.kind !== "sql" || model.materialized !== "incremental") return false;
  return model.settings?.config["incremental_strategy"] === "microbatch";
}

function hasBounds(contract: Contract | undefined, watermark: string | undefined): boolean {
  const type = contract?.dataset.fields.find(({ name }) => name === watermark)?.type;
  const hasKey = contract?.dataset.keys.some(({ kind }) => kind === "primary") === true;
  return hasKey && (type?.kind === "date" || type?.kind === "timestamp");
}

function isView(model: Model): boolean {
  return model.kind === "sql" && model.materialized === "view";
}

/** The time column by which incremental runs of a model read new rows: `event_time` of the model, or else a column of its contract. */
export function changedAt(
  model: Model,
  contract: Contract | undefined,
): { readonly name: string; readonly type: Type; readonly nullable: boolean } | undefined {
  if (model.kind !== "sql" || model.materialized !== "incremental" || model.jinja !== undefined) return undefined;
  const name = model.eventTime?.name ?? contract?.dataset.updatedAt ?? contract?.dataset.eventTime;
  const field = contract?.dataset.fields.find((one) => one.name === name);
  const type = field?.type ?? (contract === undefined ? model.eventTime?.type : undefined);
  if (name === undefined || type === undefined) return undefined;
  const nullable = field === undefined || field.nullable || field.presence === "optional";
  return type.kind === "date" || type.kind === "timestamp" ? { name, type, nullable } : undefined;
}
