import type { SourceTable } from "../../../running/source-tables.ts";
import * as jinja from "../../../text/quote/jinja.ts";
import { castColumn, columnsOf, selectList } from "../columns.ts";
import { defineModelKind, type ModelNode } from "./model-kind.ts";

/** The staging view of a source table, the only model that reads it: every column of the contract, cast to the contract's type. */
export const staging = defineModelKind<SourceTable, { readonly node: ModelNode; readonly table: SourceTable }>({
  plan(table) {
    const { staging: name, contract, source, settings } = table;
    const node: ModelNode = {
      name,
      layer: "staging",
      folder: `models/staging/${source.name}`,
      materialized: "view",
      owner: contract.owner,
      tags: [...new Set([...contract.tags, ...(settings?.tags ?? [])])],
      contract,
      table,
      ...(settings && { settings }),
      origin: contract.dataset.origin,
      origins: [contract.origin],
      from: { contracts: [contract.id], pipelines: [] },
    };
    return { planned: { node, table }, reports: [] };
  },
  columns: ({ table }) => columnsOf(table.contract),
  tests: () => [],
  view: ({ table: { contract, source } }, adapter) => ({
    template: "staging.sql.njk",
    view: {
      source: jinja.call("source", source.name, contract.name),
      select: selectList(columnsOf(contract).map((column) => castColumn(column, adapter))),
    },
  }),
  macros: () => [],
  properties: () => ({ config: {} }),
  before: () => [],
});
