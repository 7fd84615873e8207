import type { Report } from "../../diagnostics/diagnostic.ts";
import { unread } from "../../language/faults.ts";
import type { Located } from "../../language/located.ts";
import type { BatchPipelineDocument, SourceDocument } from "../../language/pipeline/pipeline-document.ts";
import { type LinkedProject, sureField } from "../../link/linked-project.ts";
import { missingColumn } from "../columns/columns.ts";
import { diagnostics } from "./diagnostics.ts";

const GROWING = ["timestamp", "timestamp_local", "date", "integer", "bigint", "smallint"];

/** A watermark, and the names of the tables that are read by it. Tables without one of their own share that of the source. */
interface Watermark {
  readonly column: Located<string>;
  readonly tables: readonly string[];
}

/** Checks how the tables of a pipeline are read: each incremental one has a watermark that only grows, and no other has one. */
export function extractReports(pipeline: BatchPipelineDocument, linked: LinkedProject): Report[] {
  const { source } = pipeline;
  if (source === undefined) return [];
  return [
    ...missing(pipeline, source),
    ...watermarksOf(source).flatMap((one) => watermarkReports(pipeline, one, linked)),
    ...withoutEffect(pipeline, source),
  ];
}

function isIncremental(table: SourceDocument["tables"][number], source: SourceDocument): boolean {
  return (table.read?.mode ?? source.mode).value === "incremental";
}

/** Reports modes that need a watermark, each once. */
function missing(pipeline: BatchPipelineDocument, source: SourceDocument): Report[] {
  if (unread(pipeline, "spec") || source.watermark !== undefined) return [];
  const without = source.tables.filter((table) => isIncremental(table, source) && table.read?.watermark === undefined);
  const modes = [
    ...without.map(({ read }) => read?.mode ?? source.mode),
    ...(source.tables.length === 0 && source.mode.value === "incremental" ? [source.mode] : []),
  ];
  const pointers = [...new Set(modes.map(({ pointer }) => pointer))];
  return pointers.map((pointer) => diagnostics.report("missing-watermark", { path: pipeline.path, pointer }, {}));
}

function watermarksOf(source: SourceDocument): readonly Watermark[] {
  const read = source.tables.filter((table) => isIncremental(table, source));
  const shared = read.flatMap((table) => (table.read?.watermark === undefined ? [table.value] : []));
  return [
    ...(source.watermark && shared.length > 0 ? [{ column: source.watermark, tables: shared }] : []),
    ...read.flatMap(({ value, read: own }) => (own?.watermark ? [{ column: own.watermark, tables: [value] }] : [])),
  ];
}

function watermarkReports(
  { path }: BatchPipelineDocument,
  { column, tables }: Watermark,
  { contractsByName }: LinkedProject,
): Report[] {
  const { value, pointer } = column;
  const contracts = tables.flatMap((name) => contractsByName[name] ?? []);
  const without = contracts.filter((contract) => missingColumn(column, contract, path).length > 0);
  const [first] = without;
  if (first !== undefined) {
    const names = [...new Set(without.flatMap(({ fields }) => fields.map(({ name }) => name)))];
    const parameters = {
      name: value,
      names,
      tables: without.map(({ name }) => name.value),
      contract: first.name.value,
    };
    return [diagnostics.report("unknown-watermark", { path, pointer }, parameters)];
  }
  return contracts.flatMap((contract) => {
    const type = sureField(contract.fields, [value])?.type.value;
    if (type === undefined || GROWING.includes(type)) return [];
    return [
      diagnostics.report("watermark-type", { path, pointer }, { column: value, contract: contract.name.value, type }),
    ];
  });
}

/** Only an incremental extract uses a watermark. Without the mode, every run reads all rows, which the author may not expect. */
function withoutEffect(pipeline: BatchPipelineDocument, source: SourceDocument): Report[] {
  if (unread(pipeline, "spec")) return [];
  const { path } = pipeline;
  const report = (key: "watermark" | "lookback", { pointer }: Located<unknown>, mode: "full" | "cdc") =>
    diagnostics.report("unused-watermark", { path, pointer }, { key, mode });
  const unused = source.tables.flatMap(({ read }) => {
    const mode = (read?.mode ?? source.mode).value;
    if (read === undefined || mode === "incremental") return [];
    const { watermark, lookbackSeconds } = read;
    return [
      ...(watermark ? [report("watermark", watermark, mode)] : []),
      ...(lookbackSeconds ? [report("lookback", lookbackSeconds, mode)] : []),
    ];
  });
  const { mode, watermark } = source;
  const shares = (table: SourceDocument["tables"][number]) => table.read?.watermark === undefined;
  if (watermark === undefined || mode.value === "incremental") return unused;
  if (source.tables.some((table) => isIncremental(table, source) && shares(table))) return unused;
  return [report("watermark", watermark, mode.value), ...unused];
}
