import type { Report } from "../../../diagnostics/diagnostic.ts";
import * as quote from "../../../dialect/quote.ts";
import type { Contract } from "../../../ir/contract.ts";
import type { Model } from "../../../ir/pipeline.ts";
import { Bug } from "../../../text/bug.ts";
import { Code } from "../../../text/quote/code.ts";
import * as jinja from "../../../text/quote/jinja.ts";
import { castColumn, columnsOf, primaryKey, selectList } from "../columns.ts";
import { diagnostics } from "../diagnostics.ts";
import { type Materialization, tableConfig } from "../materialization.ts";
import type { Adapter } from "../options.ts";
import {
  type History,
  type HistoryColumn,
  historySnapshot,
  historyTests,
  historyView,
  snapshotColumns,
  versionKey,
  withHistory,
} from "./history.ts";
import {
  type Contracts,
  defineModelKind,
  type ModelNode,
  type ModelTest,
  type ModelView,
  type PipelineModel,
  type Snapshot,
} from "./model-kind.ts";
import { pipelineNode } from "./pipeline-node.ts";

type DimensionModel = Extract<Model, { kind: "dimension" }>;

/** A dimension with every decision taken. One without history uses the same members. */
interface Dimension extends History {
  readonly variant: Variant;
}

/** How a dimension treats change. */
interface Variant {
  /** Completes "The rows of customers, ". */
  readonly rows: string;
  readonly materialized: Materialization;
  /** The key that it finds its rows by: none, that of the contract of the rows, or the same among the dimension's own columns. */
  readonly needs: "no key" | "key of rows" | "key column";
  /** The columns that it can have, from those of the rows. */
  readonly columns: (rows: readonly HistoryColumn[], of: Contract, surrogate: string) => readonly HistoryColumn[];
  /** The names of the columns that its SQL and its snapshot add to the rows before it selects from them, in lower case. */
  readonly takes: readonly string[];
  /** The columns that identify one of its own rows. */
  readonly key: (dimension: Dimension) => readonly string[];
  readonly view: (dimension: Dimension, adapter: Adapter) => ModelView;
  readonly tests: (dimension: Dimension) => readonly ModelTest[];
  readonly before: (dimension: Dimension, adapter: Adapter) => readonly Snapshot[];
}

const WITHOUT_HISTORY = {
  columns: (rows: readonly HistoryColumn[]) => rows,
  takes: [],
  key: ({ key }: Dimension) => key,
  tests: () => [],
  before: () => [],
};

/** Slowly changing dimensions of types 0, 1 and 2. The further types are lines here, each with a file such as `history.ts`. */
const VARIANTS: Readonly<Record<DimensionModel["scd"], Variant>> = {
  0: {
    ...WITHOUT_HISTORY,
    rows: "as each first was",
    materialized: "incremental",
    needs: "key column",
    view: firstRowsView,
  },
  1: {
    ...WITHOUT_HISTORY,
    rows: "as each is now",
    materialized: "table",
    needs: "no key",
    view: currentRowsView,
  },
  2: {
    rows: "with a row for every version of each",
    materialized: "table",
    needs: "key of rows",
    columns: withHistory,
    takes: snapshotColumns,
    key: versionKey,
    view: historyView,
    tests: historyTests,
    before: (dimension, adapter) => [historySnapshot(dimension, adapter)],
  },
};

/** A dimension: the rows of a contract, and how it treats their changes. */
export const dimension = defineModelKind<PipelineModel<DimensionModel>, Dimension>({
  plan: planDimension,
  columns: ({ columns }) => columns,
  tests: (planned) => [...planned.variant.tests(planned), ...keyTests(planned)],
  view: (planned, adapter) => planned.variant.view(planned, adapter),
  unjudged: (planned, adapter) => ({
    view: currentRowsView(planned, adapter),
    rows: "final",
    ...(planned.variant.materialized === "incremental" && { newRows: { key: planned.key, replaces: false } }),
  }),
  macros: () => [],
  properties: ({ node: { materialized, contract }, variant, of }, adapter) => ({
    description: `The rows of ${of.id}, ${variant.rows}.`,
    config: tableConfig({ materialized, uniqueKey: [], contract, clusterBy: [] }, adapter),
  }),
  before: (planned, adapter) => planned.variant.before(planned, adapter),
});

function planDimension(
  given: PipelineModel<DimensionModel>,
  contracts: Contracts,
): { readonly planned?: Dimension; readonly reports: readonly Report[] } {
  const { model } = given;
  const { snapshot, origin, tracked } = model;
  const variant = VARIANTS[model.scd];
  const of = contracts.get(model.of);
  if (of === undefined) throw new Bug(`the dimension ${model.name} has no contract to be made of`);
  const node = pipelineNode(given, contracts, { layer: "marts", materialized: variant.materialized, of, snapshot });
  const key = primaryKey(of);
  const keyless = withoutKey(model, { of, key, variant, contract: node.contract });
  if (keyless !== undefined) return { reports: [keyless] };
  const rows = columnsOf(of).map((column): HistoryColumn => ({ ...column, source: "row" }));
  const available = variant.columns(rows, of, surrogateName(node, of));
  const columns = chosenColumns(node, available);
  const planned = { node, of, reads: model.reads[0] ?? "", key, tracked, columns, origin, variant };
  return { planned, reports: [...unknownColumns(node, available), ...repeatedColumns(planned, available)] };
}

/** Reports a dimension that needs a key to find the rows that it already has, and has none. */
function withoutKey(
  { name: model, origin }: DimensionModel,
  given: Pick<Dimension, "of" | "key" | "variant"> & { readonly contract: Contract | undefined },
): Report | undefined {
  const { of, key, variant, contract } = given;
  if (variant.needs === "no key") return undefined;
  if (key.length === 0) return diagnostics.report("dimension-without-key", origin, { model, of: of.name });
  const missing = key.find((name) => contract?.dataset.fields.every((field) => field.name !== name));
  if (variant.needs !== "key column" || contract === undefined || missing === undefined) return undefined;
  const without = { contract: contract.name, column: missing };
  return diagnostics.report("dimension-without-key", origin, { model, of: of.name, missing: without });
}

/** The primary key of the dimension's contract, when that is no column of the rows; otherwise `dim_customers_key`. */
function surrogateName({ name, contract }: ModelNode, of: Contract): string {
  const [key, ...more] = primaryKey(contract);
  const isSurrogate = key !== undefined && more.length === 0 && of.dataset.fields.every((field) => field.name !== key);
  return isSurrogate ? key : `${name}_key`;
}

/** The columns in the contract's order and with its types; all of them when there is no contract. */
function chosenColumns({ contract }: ModelNode, available: readonly HistoryColumn[]): readonly HistoryColumn[] {
  if (contract === undefined) return available;
  return columnsOf(contract).flatMap((column) => {
    const found = available.find(({ name }) => name === column.name);
    return found === undefined ? [] : [{ ...found, ...column }];
  });
}

function unknownColumns({ name: model, contract }: ModelNode, available: readonly HistoryColumn[]): readonly Report[] {
  const columns = available.map(({ name }) => name);
  const unknown = contract?.dataset.fields.filter((field) => !columns.includes(field.name)) ?? [];
  return unknown.map(({ name: column, origin }) =>
    diagnostics.report("unknown-dimension-column", origin, { column, model, columns }),
  );
}

/** Reports columns of the rows that have the name of a column that a history adds. Case is ignored, as some warehouses ignore it. */
function repeatedColumns(
  { node, of, columns, variant }: Dimension,
  available: readonly HistoryColumn[],
): readonly Report[] {
  const shown = new Set(columns.map(({ name }) => name.toLowerCase()));
  const added = available.filter(({ name, source }) => source !== "row" && shown.has(name.toLowerCase()));
  const taken = new Set([...added.map(({ name }) => name.toLowerCase()), ...variant.takes]);
  return of.dataset.fields
    .filter(({ name }) => taken.has(name.toLowerCase()))
    .map(({ name: column, origin }) =>
      diagnostics.report("generated-column", origin, { column, model: node.name, contract: of.name }),
    );
}

/** Tests the key where no contract does. */
function keyTests(planned: Dimension): readonly ModelTest[] {
  if (planned.node.contract !== undefined) return [];
  const columns = planned.variant.key(planned);
  const [column, ...more] = columns;
  if (column === undefined) return [];
  const notNull = columns.map((one): ModelTest => ({ on: { column: one }, test: "not_null", id: `${one}.not_null` }));
  const unique: ModelTest =
    more.length === 0
      ? { on: { column }, test: "unique", id: `${column}.unique` }
      : { on: "model", test: "dex_unique", id: "key.unique", columns };
  return [...notNull, unique];
}

/** The rows as they are now. */
function currentRowsView({ reads, columns }: Dimension, adapter: Adapter): ModelView {
  const select = selectList(columns.map((column) => castColumn(column, adapter)));
  return { template: "dimension.sql.njk", view: { reads: jinja.call("ref", reads), select } };
}

/** Each row as it first was: a run adds the rows that are new. */
function firstRowsView({ reads, columns, key }: Dimension, adapter: Adapter): ModelView {
  const qualified = (name: string) => Code.trusted(`source_rows.${quote.identifier(name, adapter).text}`);
  const keys = key.map((name) => quote.identifier(name, adapter));
  return {
    template: "dimension_first_kept.sql.njk",
    view: {
      reads: jinja.call("ref", reads),
      select: selectList(columns.map((column) => castColumn(column, adapter, qualified(column.name)))),
      select_key: selectList(keys),
      key: keys,
    },
  };
}
