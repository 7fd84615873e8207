import * as sql from "../../dialect/quote.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Type } from "../../ir/field.ts";
import type { Model } from "../../ir/pipeline.ts";
import { changedAt } from "../../running/interval.ts";
import { Code, code } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { Adapter } from "./options.ts";
import { dataType } from "./types.ts";

type SqlModel = Extract<Model, { kind: "sql" }>;

/** True for a model whose incremental runs read only what changed. */
export function readsNewRows(model: SqlModel, contract: Contract | undefined): boolean {
  return changedAt(model, contract) !== undefined;
}

/** The filter of an incremental run, for the template: rows that changed since the newest one in the table, minus the lookback. */
export function sinceFilter(model: SqlModel, contract: Contract | undefined, adapter: Adapter) {
  const changed = changedAt(model, contract);
  if (changed === undefined) return undefined;
  const { uniqueKey, lookbackSeconds } = model;
  const { name, type, nullable } = changed;
  const column = sql.identifier(name, adapter);
  // Without a key, a row that is read twice is added twice, so only newer rows are read.
  const keyed = uniqueKey.length > 0;
  return {
    column,
    comparison: Code.trusted(keyed ? ">=" : ">"),
    // Rows without a time are read again in each run; only a key makes that harmless.
    nullable: keyed && nullable,
    value: since(column, type, { adapter, seconds: keyed ? lookbackSeconds : 0 }),
  };
}

function since(column: Code, type: Type, { adapter, seconds }: { adapter: Adapter; seconds: number }): Code {
  const [unit, count] = type.kind === "date" ? ["day", Math.ceil(seconds / 86400)] : ["second", seconds];
  const [name, typeName] = [jinja.string(column.text), jinja.string(dataType(type, adapter).text)];
  return code`{{ dex_since(${name}, ${Code.trusted(`'${unit}', ${count}`)}, ${typeName}) }}`;
}
