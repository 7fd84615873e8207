import type { Report } from "../../../diagnostics/diagnostic.ts";
import type { Contract } from "../../../ir/contract.ts";
import type { Model } from "../../../ir/pipeline.ts";
import { pointerTo } from "../../../source/pointer.ts";
import { Code } from "../../../text/quote/code.ts";
import { batchConfig } from "../batches.ts";
import { castColumn, columnsOf, selectList } from "../columns.ts";
import { diagnostics } from "../diagnostics.ts";
import { type NewRows, newRowsSelect, readsNewRows, sinceFilter } from "../incremental.ts";
import { jinjaView } from "../jinja-body.ts";
import { tableConfig } from "../materialization.ts";
import type { Adapter } from "../options.ts";
import { sqlBody } from "../sql-body.ts";
import { defineModelKind, type ModelNode, type PipelineModel } from "./model-kind.ts";
import { pipelineNode } from "./pipeline-node.ts";

type SqlModel = Extract<Model, { kind: "sql" }>;

interface Planned {
  readonly node: ModelNode;
  readonly model: SqlModel;
  /** The name of its pipeline. */
  readonly pipeline: string;
}

/** The default descriptions of models without a contract. */
const DESCRIPTIONS: Readonly<Record<SqlModel["role"], (pipeline: string) => string>> = {
  fact: (pipeline) => `Facts of the pipeline ${pipeline}.`,
  dimension: (pipeline) => `A dimension of the pipeline ${pipeline}.`,
  mart: (pipeline) => `A mart of the pipeline ${pipeline}.`,
  intermediate: (pipeline) => `An intermediate step of the pipeline ${pipeline}.`,
};

/** A model with SQL of its own: facts, marts, intermediate models. The columns of its contract are selected from the SQL and cast. */
export const sql = defineModelKind<PipelineModel<SqlModel>, Planned>({
  plan(given, contracts) {
    const { model, pipeline } = given;
    const { materialized, sqlOrigin } = model;
    const layer = model.role === "intermediate" ? "intermediate" : "marts";
    const node = pipelineNode(given, contracts, { layer, materialized, written: sqlOrigin });
    return { planned: { node, model, pipeline: pipeline.name }, reports: unknownColumns(model, node) };
  },
  columns: ({ node: { contract } }) => contract && columnsOf(contract),
  tests: () => [],
  named: ({ model }) => model.columns,
  view({ node, model }, adapter) {
    if (model.jinja !== undefined) return jinjaView(model.sql, model.jinja.dependsOn);
    const { contract } = node;
    const since = sinceFilter(model, contract, adapter);
    const returning = node.hasReturningRows && newRowsOf(model, contract, adapter);
    const body = sqlBody(model.sql, adapter);
    const select = contract && selectList(columnsOf(contract).map((column) => castColumn(column, adapter)));
    return {
      template: "sql_model.sql.njk",
      view: {
        imports: body.imports,
        sql: body.sql,
        select,
        since,
        returning: returning && newRowsSelect(returning, { adapter, main: Code.trusted("{{ this }}") }),
      },
    };
  },
  unjudged({ node: { contract }, model }, adapter) {
    if (model.jinja !== undefined || contract === undefined) return undefined;
    const body = sqlBody(model.sql, adapter);
    const select = selectList(columnsOf(contract).map((column) => castColumn(column, adapter)));
    const newRows = newRowsOf(model, contract, adapter);
    return {
      view: { template: "sql_model.sql.njk", view: { imports: body.imports, sql: body.sql, select } },
      rows: "final",
      ...(newRows && { newRows }),
    };
  },
  macros: ({ node, model }) => (readsNewRows(model, node.contract) ? ["dex_since"] : []),
  properties({ node, model, pipeline }, adapter) {
    const { materialized, contract } = node;
    const { role, uniqueKey, clusterBy } = model;
    return {
      description: DESCRIPTIONS[role](pipeline),
      config: {
        ...tableConfig({ materialized, uniqueKey, contract, clusterBy }, adapter),
        ...batchConfig(model, contract, adapter),
      },
    };
  },
  before: () => [],
});

/** The rows of a run of an incremental model. */
function newRowsOf(model: SqlModel, contract: Contract | undefined, adapter: Adapter): NewRows | undefined {
  if (model.materialized !== "incremental") return undefined;
  const since = sinceFilter(model, contract, adapter);
  return { key: model.uniqueKey, replaces: model.uniqueKey.length > 0, ...(since && { since }) };
}

/** Columns that the spec names and the model does not have. Where the columns are not known, a name must at least be an identifier. */
function unknownColumns(model: SqlModel, { contract }: ModelNode): readonly Report[] {
  const columns = contract?.dataset.fields.map(({ name }) => name) ?? model.columns ?? [];
  const isColumn = (name: string) => (columns.length > 0 ? columns.includes(name) : /^[A-Za-z_]\w*$/.test(name));
  const time = model.eventTime === undefined ? [] : [model.eventTime.name];
  const named = { unique_key: model.uniqueKey, cluster_by: model.clusterBy, event_time: time };
  return Object.entries(named).flatMap(([key, names]) => {
    const at = { path: model.origin.path, pointer: pointerTo(model.origin.pointer, key) };
    return names
      .filter((name) => !isColumn(name))
      .map((column) => diagnostics.report("unknown-model-column", at, { column, model: model.name, key, columns }));
  });
}
