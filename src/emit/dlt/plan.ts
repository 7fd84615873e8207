import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field } from "../../ir/field.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import { pointerTo } from "../../source/pointer.ts";
import { diagnostics } from "./diagnostics.ts";
import { destinations, sources } from "./endpoints.ts";
import { hidesModule } from "./module-names.ts";

/** A table that a pipeline loads, and by which column it tells what is new; without one, the table is read in full. */
export interface LoadedTable {
  readonly contract: Contract;
  readonly key: readonly string[];
  readonly watermark?: Field;
  /** How far behind its watermark reading begins: seconds, or days where the watermark is a date. */
  readonly lag?: number;
}

/** Whatever tables there are when the script runs: it reads from the watermark on what has one and a key, the rest in full. */
export interface EveryTable {
  readonly watermark?: string;
  readonly lookbackSeconds: number;
}

/** What a pipeline's script does: with tables by their contracts, or with every table, of which no contract says anything. */
export interface Plan {
  readonly pipeline: BatchPipeline;
  readonly tables: readonly LoadedTable[];
  readonly every?: EveryTable;
}

/** Decides which tables of a pipeline are loaded, and how; no plan where a script could not do it. */
export function planExtract(
  pipeline: BatchPipeline,
  ir: Ir,
): { readonly plan?: Plan; readonly reports: readonly Report[] } {
  const refusal = refusalOf(pipeline);
  if (refusal !== undefined) {
    const at = { path: pipeline.origin.path, pointer: pointerTo("", ...refusal.keys) };
    const isRun = pipeline.steps.some(({ kind }) => kind === "extract");
    return { reports: [diagnostics.report("no-script", at, { pipeline: pipeline.name, why: refusal.why, isRun })] };
  }
  if (pipeline.source.everyTable) return planEveryTable(pipeline);
  const reports: Report[] = [];
  const tables = pipeline.source.tables.flatMap((id, index): LoadedTable[] => {
    const contract = ir.contracts.find((one) => one.id === id);
    if (contract === undefined) return [];
    const at = { path: pipeline.origin.path, pointer: pointerTo("", "source", "tables", index) };
    const why = leftOut(contract);
    if (why !== undefined) {
      reports.push(diagnostics.report("left-out", at, { table: contract.name, why }));
      return [];
    }
    const planned = planTable(contract, pipeline);
    reports.push(...planned.reports.map((report) => ({ ...report, at })), ...arrayReports(contract, pipeline));
    return [planned.table];
  });
  return tables.length === 0 ? { reports } : { plan: { pipeline, tables }, reports };
}

function planEveryTable(pipeline: BatchPipeline): { readonly plan: Plan; readonly reports: readonly Report[] } {
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
  return { table, why: `rows of a ${type} cannot be replaced one by one`, help: "Write mode: full." };
}

interface Refusal {
  readonly why: string;
  readonly keys: readonly string[];
}

function refusalOf({ name, source, destination }: BatchPipeline): Refusal | undefined {
  if (source.mode === "cdc") {
    const why = "a script reads tables, and mode: cdc asks for a stream of their changes (write incremental or full)";
    return { why, keys: ["source", "mode"] };
  }
  if (sources[source.type] === undefined)
    return { why: `a source of type ${source.type} has no tables to select from`, keys: ["source", "type"] };
  if (destinations[destination.type] === undefined)
    return { why: `dlt has no destination for ${destination.type}`, keys: ["destination", "type"] };
  if (!isPlain(destination.schema))
    return {
      why: `the schema "${destination.schema}" is no plain name, which ${PLAIN}`,
      keys: ["destination", "schema"],
    };
  if (hidesModule(name)) {
    const why = `${name}.py would hide the module of that name from Python (name the pipeline daily_${name}, for instance)`;
    return { why, keys: ["pipeline", "name"] };
  }
  return undefined;
}

const PLAIN = "has letters, digits and _, and at most 63 of them";

/** A name that dlt and every warehouse keep as it is. */
function isPlain(name: string): boolean {
  return /^[A-Za-z_]\w{0,62}$/.test(name);
}

function leftOut({ dataset }: Contract): string | undefined {
  if (dataset.physical !== "table" && dataset.physical !== "view")
    return `its contract is about a ${dataset.physical}, not about a table`;
  if (isPlain(dataset.name)) return undefined;
  return `its table is called "${dataset.name}", and a plain name ${PLAIN}`;
}

function planTable(
  contract: Contract,
  { source, destination }: BatchPipeline,
): { readonly table: LoadedTable; readonly reports: readonly Omit<Report, "at">[] } {
  const key = contract.dataset.keys.find(({ kind }) => kind === "primary")?.fields ?? [];
  const watermark = contract.dataset.fields.find(({ name }) => name === source.watermark);
  const table = contract.name;
  if (source.mode !== "incremental" || watermark === undefined) return { table: { contract, key }, reports: [] };
  const nowhere = { path: "", pointer: "" };
  if (destinations[destination.type]?.merges !== true) {
    const report = diagnostics.report("read-in-full", nowhere, cannotMerge(table, destination));
    return { table: { contract, key }, reports: [report] };
  }
  if (key.length === 0) {
    const why = "without a key, a row that has changed would be there twice";
    const report = diagnostics.report("read-in-full", nowhere, {
      table,
      why,
      help: "Give its contract a primary_key.",
    });
    return { table: { contract, key }, reports: [report] };
  }
  const lag = lagOf(watermark, source.lookbackSeconds);
  const ignored = lag === undefined && source.lookbackSeconds > 0;
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

/** dbt's staging views cast to `text[]` and the like, which PostgreSQL cannot make of jsonb. */
function arrayReports({ name, dataset }: Contract, { destination }: BatchPipeline): readonly Report[] {
  if (destination.type !== "postgres") return [];
  const arrays = dataset.fields.filter(
    ({ type }) => type.kind === "vector" || (type.kind === "array" && !NESTED.includes(type.items.kind)),
  );
  const [first] = arrays;
  if (first === undefined) return [];
  const columns = arrays.map((field) => field.name);
  return [diagnostics.report("array-column", first.origin, { table: name, columns })];
}

const NESTED: readonly string[] = ["array", "map", "struct", "vector"];
