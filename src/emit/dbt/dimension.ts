import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Type } from "../../ir/field.ts";
import type { Model } from "../../ir/pipeline.ts";
import { diagnostics } from "./diagnostics.ts";
import type { BuiltNode } from "./plan.ts";
import { type Column, columnsOf, primaryKey } from "./target.ts";

/** A dimension model. */
type DimensionModel = Extract<Model, { kind: "dimension" }>;

/** Where a column of a dimension comes from: the staged row, or what keeping history adds to it. */
type DimensionSource = "row" | "surrogate" | "valid_from" | "valid_to" | "is_current";

/** A column of a dimension. */
export interface DimensionColumn extends Column {
  readonly source: DimensionSource;
}

/** A dimension with every decision taken. */
export interface Dimension {
  readonly node: BuiltNode;
  readonly model: DimensionModel;
  readonly of: Contract;
  /** The staging model (or mart) that it is made from. */
  readonly reads: string;
  readonly key: readonly string[];
  readonly columns: readonly DimensionColumn[];
  /** The columns that are overwritten in all versions of a row, since their change opens none. */
  readonly overwritten: ReadonlySet<string>;
  readonly snapshot: string;
}

/** Takes the decisions about a dimension; `undefined` with a report when its contract asks for what a dimension has not. */
export function planDimension(node: BuiltNode): {
  readonly dimension?: Dimension;
  readonly reports: readonly Report[];
} {
  const { model, of } = node;
  if (model.kind !== "dimension" || of === undefined) return { reports: [] };
  const key = primaryKey(of);
  const keyless = whyKeyless(node, model, key);
  if (keyless !== undefined) {
    const parameters = { model: model.name, why: keyless };
    return { reports: [diagnostics.report("dimension-without-key", model.origin, parameters)] };
  }
  const available = availableColumns(node, model, of);
  const reports = missingColumns(node, model, available);
  const overwritten =
    model.scd === 2 && model.tracked.length > 0
      ? of.dataset.fields
          .map((field) => field.name)
          .filter((name) => !model.tracked.includes(name) && !key.includes(name))
      : [];
  const dimension: Dimension = {
    node,
    model,
    of,
    reads: model.reads[0] ?? "",
    key,
    columns: promisedColumns(node, available),
    overwritten: new Set(overwritten),
    snapshot: model.snapshot ?? model.name,
  };
  return { dimension, reports };
}

/** Why a dimension that adds to what it has cannot work; one that is built anew each time needs no key. */
function whyKeyless({ contract, of }: BuiltNode, model: DimensionModel, key: readonly string[]): string | undefined {
  if (model.scd === 1) return undefined;
  if (key.length === 0) return `"${of?.name}" has no primary key. Add "primary_key" under its "dataset"`;
  const left = key.find((name) => contract?.dataset.fields.every((field) => field.name !== name));
  if (model.scd !== 0 || left === undefined) return undefined;
  return `its contract "${contract?.name}" leaves out the key column "${left}" of "${of?.name}". Add it`;
}

/** The columns that a dimension can have: those of its contract's rows and, with history, a surrogate key and the time of validity. */
function availableColumns(node: BuiltNode, model: DimensionModel, of: Contract): readonly DimensionColumn[] {
  const rows = columnsOf(of).map((column): DimensionColumn => ({ ...column, source: "row" }));
  if (model.scd !== 2) return rows;
  const updatedAt = of.dataset.fields.find((field) => field.name === of.dataset.updatedAt)?.type;
  const moment: Type = updatedAt?.kind === "timestamp" ? updatedAt : { kind: "timestamp", zone: "local" };
  return [
    { name: surrogateName(node, model, of), type: { kind: "string" }, source: "surrogate" },
    ...rows,
    { name: "valid_from", type: moment, source: "valid_from" },
    { name: "valid_to", type: moment, source: "valid_to" },
    { name: "is_current", type: { kind: "bool" }, source: "is_current" },
  ];
}

/** The surrogate key is what the dimension's contract has as its primary key, when that is no column of the rows; else `dim_customers_key`. */
function surrogateName({ contract }: BuiltNode, model: DimensionModel, of: Contract): string {
  const [promised, ...more] = primaryKey(contract);
  const isOwn = promised !== undefined && more.length === 0 && of.dataset.fields.every(({ name }) => name !== promised);
  return isOwn ? promised : `${model.name}_key`;
}

/** The columns in the contract's order and with its types; all of them when no contract chooses. */
function promisedColumns({ contract }: BuiltNode, available: readonly DimensionColumn[]): readonly DimensionColumn[] {
  if (contract === undefined) return available;
  return columnsOf(contract).flatMap((column) => {
    const found = available.find(({ name }) => name === column.name);
    return found === undefined ? [] : [{ ...column, source: found.source }];
  });
}

function missingColumns(
  { contract }: BuiltNode,
  model: DimensionModel,
  available: readonly DimensionColumn[],
): readonly Report[] {
  const columns = available.map(({ name }) => name);
  const missing = contract?.dataset.fields.filter((field) => !columns.includes(field.name)) ?? [];
  return missing.map((field) =>
    diagnostics.report("unknown-dimension-column", field.origin, { column: field.name, model: model.name, columns }),
  );
}
