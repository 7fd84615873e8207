import * as sql from "../../../dialect/quote.ts";
import { dialects } from "../../../dialect/registry.ts";
import type { SourceTable } from "../../../running/source-tables.ts";
import type { Code } from "../../../text/quote/code.ts";
import * as jinja from "../../../text/quote/jinja.ts";
import { type Column, castColumn, columnsOf, selectList } from "../columns.ts";
import type { Adapter } from "../options.ts";
import { dataType } from "../types.ts";
import { defineModelKind, type ModelNode, type ModelView } from "./model-kind.ts";

/** The staging view of a source table, the only model that reads it: every column of the contract, cast to the contract's type. */
export const staging = defineModelKind<SourceTable, { readonly node: ModelNode; readonly table: SourceTable }>({
  plan(table) {
    const { staging: name, contract, source, settings, quarantine } = table;
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
      ...(quarantine && { quarantine }),
      origin: contract.dataset.origin,
      origins: [contract.origin],
      from: { contracts: [contract.id], pipelines: [] },
    };
    return { planned: { node, table }, reports: [] };
  },
  columns: ({ table }) => columnsOf(table.contract),
  tests: () => [],
  view: ({ table }, adapter) => stagingView(table, adapter),
  unjudged: ({ table }, adapter) => ({ view: stagingView(table, adapter), rows: "renamed" }),
  macros: () => [],
  properties: () => ({ config: {} }),
  before: () => [],
});

function stagingView({ contract, source }: SourceTable, adapter: Adapter): ModelView {
  return {
    template: "staging.sql.njk",
    view: {
      source: jinja.call("source", source.name, contract.name),
      select: selectList(
        columnsOf(contract).map((column) => castColumn(column, adapter, storedValue(column, adapter))),
      ),
    },
  };
}

/** A value that an extract may have stored as JSON, in the type of its contract. Undefined if a cast does that. */
function storedValue({ name, type }: Column, adapter: Adapter): Code | undefined {
  const { documents } = dialects[adapter];
  return documents?.read(sql.identifier(name, adapter), type, dataType(type, adapter));
}
