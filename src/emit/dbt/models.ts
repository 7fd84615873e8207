import * as sql from "../../dialect/quote.ts";
import { Bug } from "../../text/bug.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { View } from "../render.ts";
import type { Dimension, DimensionColumn } from "./dimension.ts";
import { sinceFilter } from "./incremental.ts";
import type { BuiltNode, StagingNode } from "./plan.ts";
import { sqlBody } from "./sql-body.ts";
import { castColumn, columnsOf, type Target } from "./target.ts";
import type { MacroName } from "./template-names.ts";

/** A model's SQL file: the template, what it shows, and the macros that it calls. */
export interface ModelView {
  readonly template: string;
  readonly view: { readonly [key: string]: View };
  readonly macros: readonly MacroName[];
}

/** A select list as the style guide has it: one column stays on its line, more stand below each other. */
function selectList(columns: readonly Code[]): Code {
  const list = join(columns, ",\n        ");
  return columns.length === 1 ? code`select ${list}` : code`select\n        ${list}`;
}

/** The staging view of a source table: every promised column, cast to the type that the contract gives it. */
export function stagingView({ contract, source }: StagingNode, { adapter }: Target): ModelView {
  return {
    template: "staging.sql.njk",
    view: {
      source: jinja.call("source", source.name, contract.name),
      select: selectList(columnsOf(contract).map((column) => castColumn(column, adapter))),
    },
    macros: [],
  };
}

/** A model whose SQL stands in the spec, with the promised columns picked and cast around it. */
export function sqlModelView(node: BuiltNode, target: Target): ModelView {
  const { model, contract } = node;
  if (model.kind !== "sql") throw new Bug(`${model.name} has no SQL`);
  const since = sinceFilter(node, target);
  const body = sqlBody(model.sql, target.adapter, (id) => sourceReference(id, target));
  const columns = contract && columnsOf(contract).map((column) => castColumn(column, target.adapter));
  const select = columns && selectList(columns);
  return {
    template: "sql_model.sql.njk",
    view: { imports: body.imports, sql: body.sql, select, since },
    macros: since === undefined ? [] : ["dex_since"],
  };
}

function sourceReference(contract: string, { plan }: Target): Code {
  const staging = plan.staging.find((node) => node.contract.id === contract);
  if (staging === undefined) throw new Bug(`"${contract}" is no source of the warehouse`);
  return jinja.call("source", staging.source.name, staging.contract.name);
}

/** A dimension that is what its rows are now. */
export function currentDimensionView({ reads, columns }: Dimension, { adapter }: Target): ModelView {
  const select = selectList(columns.map((column) => castColumn(column, adapter)));
  const view = { reads: jinja.call("ref", reads), select };
  return { template: "dimension.sql.njk", view, macros: [] };
}

/** A dimension that keeps each row as it first was. */
export function firstKeptDimensionView({ reads, columns, key }: Dimension, { adapter }: Target): ModelView {
  const qualified = (name: string) => Code.trusted(`source_rows.${sql.identifier(name, adapter).text}`);
  return {
    template: "dimension_first_kept.sql.njk",
    view: {
      reads: jinja.call("ref", reads),
      select: selectList(columns.map((column) => castColumn(column, adapter, qualified(column.name)))),
      select_key: selectList(key.map((name) => sql.identifier(name, adapter))),
      key: key.map((name) => sql.identifier(name, adapter)),
    },
    macros: [],
  };
}

/** A dimension that has a row for every version of its rows, made from a snapshot. */
export function historyDimensionView(dimension: Dimension, { adapter }: Target): ModelView {
  const { columns, key, overwritten, snapshot, reads } = dimension;
  return {
    template: "dimension_history.sql.njk",
    view: {
      snapshot: jinja.call("ref", snapshot),
      reads: jinja.call("ref", reads),
      overwrites: columns.some((column) => overwritten.has(column.name)),
      select: selectList(
        columns.map((column) => castColumn(column, adapter, historyColumn(column, dimension, adapter))),
      ),
      key: key.map((name) => sql.identifier(name, adapter)),
      partition: join(
        key.map((name) => sql.identifier(name, adapter)),
        ", ",
      ),
    },
    macros: [],
  };
}

/** How a column of a dimension with history is read. What is overwritten comes from the current row, as long as there is one. */
function historyColumn(
  { name, source }: DimensionColumn,
  { key, overwritten }: Dimension,
  adapter: Target["adapter"],
): Code {
  const of = (relation: string, column: string) => `${relation}.${sql.identifier(column, adapter).text}`;
  switch (source) {
    // The snapshot's own hash of key and time: it is stored, so a version keeps it for ever.
    case "surrogate":
      return Code.trusted("versions.dbt_scd_id");
    case "valid_from":
      return Code.trusted("versions.dbt_valid_from");
    case "valid_to":
      return either(
        "versions.dbt_next_valid_from < versions.dbt_valid_to",
        "versions.dbt_next_valid_from",
        "versions.dbt_valid_to",
      );
    case "is_current":
      return Code.trusted("versions.dbt_valid_to is null");
    case "row": {
      if (!overwritten.has(name)) return Code.trusted(of("versions", name));
      const isKnown = `${of("current_rows", key[0] ?? "")} is not null`;
      return either(isKnown, of("current_rows", name), of("versions", name));
    }
  }
}

function either(condition: string, value: string, otherwise: string): Code {
  return Code.trusted(`case\n    when ${condition} then ${value}\n    else ${otherwise}\nend`);
}
