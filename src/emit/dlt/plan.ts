import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field } from "../../ir/field.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline, Source, TableRead } from "../../ir/pipeline.ts";
import { pointerTo } from "../../source/pointer.ts";
import { diagnostics } from "./diagnostics.ts";
import { destinations, sources } from "./endpoints.ts";
import { hidesModule } from "./module-names.ts";

/** A table that a pipeline loads. With a watermark, only new rows are loaded, else all rows. */
export interface LoadedTable {
  readonly contract: Contract;
  readonly key: readonly string[];
  readonly watermark?: Field;
  /** The lookback: in seconds, or in days when the watermark is a date. */
  readonly lag?: number;
}

/** All tables that the schema has when the script runs. Tables with the watermark and a primary key are read incrementally, the others in full. */
export interface EveryTable {
  readonly watermark?: string;
  readonly lookbackSeconds: number;
}

/** A pipeline that extracts tables. */
export interface Extracting extends BatchPipeline {
  readonly source: Source;
}

/** True for a pipeline that extracts tables. Others have no script. */
export function isExtracting(pipeline: Ir["pipelines"][number]): pipeline is Extracting {
  return pipeline.kind === "batch" && pipeline.source !== undefined;
}

/** The work of a pipeline's script: tables with their contracts, or every table of the schema without any contract. */
export interface ExtractPlan {
  readonly pipeline: Extracting;
  readonly tables: readonly LoadedTable[];
  readonly every?: EveryTable;
}

/** Decides which tables of a pipeline are loaded, and how. Without a plan, dlt cannot load the pipeline. */
export function planExtract(
  pipeline: Extracting,
  ir: Ir,
): { readonly plan?: ExtractPlan; readonly reports: readonly Report[] } {
  const refusal = refusalOf(pipeline);
  if (refusal !== undefined) {
    const at = { path: pipeline.origin.path, pointer: pointerTo("", ...refusal.keys) };
    const isRun = pipeline.steps.some(({ kind }) => kind === "extract");
    return {
      reports: [
        diagnostics.report("no-script", at, { pipeline: pipeline.name, why: refusal.why, help: refusal.help, isRun }),
      ],
    };
  }
  if (pipeline.source.everyTable) return planEveryTable(pipeline);
  const reports: Report[] = [];
  const tables = pipeline.source.reads.flatMap((read): LoadedTable[] => {
    const contract = ir.contracts.find((one) => one.id === read.contract);
    if (contract === undefined) return [];
    const at = read.origin;
    const why = leftOut(contract, read, pipeline.destination.type);
    if (why !== undefined) {
      reports.push(diagnostics.report("left-out", at, { table: contract.name, why }));
      return [];
    }
    const planned = planTable(contract, read, pipeline);
    reports.push(...planned.reports.map((report) => ({ ...report, at })));
    return [planned.table];
  });
  return tables.length === 0 ? { reports } : { plan: { pipeline, tables }, reports };
}

function planEveryTable(pipeline: Extracting): { readonly plan: ExtractPlan; readonly reports: readonly Report[] } {
  const { source, destination, origin } = pipeline;
  const plan = (every: EveryTable) => ({ pipeline, tables: [], every });
  if (source.mode !== "incremental" || source.watermark === undefined)
    return { plan: plan({ lookbackSeconds: 0 }), reports: [] };
  const { watermark, lookbackSeconds } = source;
  if (destinations[destination.type]?.merges === true)
    return { plan: plan({ watermark, lookbackSeconds }), reports: [] };
  const at = { path: origin.path, pointer: pointerTo("", "source", "mode") };
  const reports = [diagnostics.report("read-in-full", at, cannotMerge(undefined, destination))];
  return { plan: plan({ lookbackSeconds: 0 }), reports };
}

function cannotMerge(table: string | undefined, { type }: BatchPipeline["destination"]) {
  return { table, why: `a ${type} cannot replace single rows`, help: "Write mode: full." };
}

/** Why dlt cannot load a pipeline, how to change that, and the keys in the spec that cause it. */
interface Refusal {
  readonly why: string;
  readonly help: string;
  readonly keys: readonly string[];
}

/** True if another tool captures the changes of every table. */
function isCaptured({ everyTable, mode, reads }: Source): boolean {
  return everyTable ? mode === "cdc" : reads.every((read) => read.mode === "cdc");
}

function refusalOf({ name, source, destination }: Extracting): Refusal | undefined {
  if (isCaptured(source))
    return {
      why: "a script reads tables, and mode: cdc needs a stream of changes",
      help: "Write mode: incremental or mode: full.",
      keys: ["source", "mode"],
    };
  if (sources[source.type] === undefined)
    return {
      why: `a source of type ${source.type} has no tables`,
      help: "Write the type of a database, such as type: postgres.",
      keys: ["source", "type"],
    };
  if (destinations[destination.type] === undefined)
    return {
      why: `dlt has no destination for ${destination.type}`,
      help: "Write another destination, such as type: postgres.",
      keys: ["destination", "type"],
    };
  if (!isPlain(destination.schema))
    return {
      why: `its schema "${destination.schema}" is not a name of at most 63 letters, digits and underscores`,
      help: `Write schema: ${plainName(destination.schema)}.`,
      keys: ["destination", "schema"],
    };
  if (hidesModule(name))
    return {
      why: `its script ${name}.py would hide Python's module of that name`,
      help: `Write name: daily_${name}.`,
      keys: ["pipeline", "name"],
    };
  return undefined;
}

/** True if dlt and every warehouse leave a name unchanged. */
function isPlain(name: string): boolean {
  return /^[A-Za-z_]\w{0,62}$/.test(name);
}

/** True for a name that is unchanged in quotes: with blanks, hyphens and letters of any language. */
function isQuotable(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_ -]*$/u.test(name) && Buffer.byteLength(name) <= 63;
}

/** A plain name that resembles another name. */
function plainName(name: string): string {
  return name
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^(?![A-Za-z_])/, "_")
    .slice(0, 63);
}

function leftOut(
  { dataset }: Contract,
  { mode }: TableRead,
  type: Extracting["destination"]["type"],
): string | undefined {
  if (mode === "cdc") return "a script reads tables, and mode: cdc needs a stream of changes";
  if (dataset.physical !== "table" && dataset.physical !== "view")
    return `its contract describes a ${dataset.physical}, not a table`;
  if (isPlain(dataset.name) || (destinations[type]?.quotesNames && isQuotable(dataset.name))) return undefined;
  return `${type} would get another name for the table "${dataset.name}". Create a view of the table in the source, and write table: ${plainName(dataset.name)}`;
}

function planTable(
  contract: Contract,
  read: TableRead,
  { destination }: Extracting,
): { readonly table: LoadedTable; readonly reports: readonly Omit<Report, "at">[] } {
  const key = contract.dataset.keys.find(({ kind }) => kind === "primary")?.fields ?? [];
  const watermark = contract.dataset.fields.find(({ name }) => name === read.watermark);
  const table = contract.name;
  if (watermark === undefined) return { table: { contract, key }, reports: [] };
  const nowhere = { path: "", pointer: "" };
  if (destinations[destination.type]?.merges !== true) {
    const report = diagnostics.report("read-in-full", nowhere, cannotMerge(table, destination));
    return { table: { contract, key }, reports: [report] };
  }
  if (key.length === 0) {
    const why = "without a key, a changed row would be loaded twice";
    const report = diagnostics.report("read-in-full", nowhere, {
      table,
      why,
      help: "Add the key to its contract: dataset: {primary_key: [id]}.",
    });
    return { table: { contract, key }, reports: [report] };
  }
  const lag = lagOf(watermark, read.lookbackSeconds);
  const ignored = lag === undefined && read.lookbackSeconds > 0;
  return {
    table: { contract, key, watermark, ...(lag !== undefined && { lag }) },
    reports: ignored ? [diagnostics.report("lookback-ignored", nowhere, { table, watermark: watermark.name })] : [],
  };
}

function lagOf({ type }: Field, seconds: number): number | undefined {
  if (seconds === 0) return undefined;
  if (type.kind === "timestamp") return seconds;
  return type.kind === "date" ? Math.ceil(seconds / 86_400) : undefined;
}
