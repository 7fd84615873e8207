import * as sql from "../../dialect/quote.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Type } from "../../ir/field.ts";
import type { Model } from "../../ir/pipeline.ts";
import { changedAt } from "../../running/interval.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { Adapter } from "./options.ts";
import { dataType } from "./types.ts";

type SqlModel = Extract<Model, { kind: "sql" }>;

/** True for a model whose incremental runs read only what changed. */
export function readsNewRows(model: SqlModel, contract: Contract | undefined): boolean {
  return changedAt(model, contract) !== undefined;
}

/** A filter by time: `updated_at >= (select …)`. */
export interface SinceFilter {
  readonly column: Code;
  readonly comparison: Code;
  /** True if rows without a time are read, too. */
  readonly nullable: boolean;
  /** The time, as a value to select from the published rows. */
  readonly value: Code;
  readonly [key: string]: Code | boolean;
}

/** The filter of an incremental run, for the template: rows that changed since the newest one in the table, minus the lookback. */
export function sinceFilter(
  model: SqlModel,
  contract: Contract | undefined,
  adapter: Adapter,
): SinceFilter | undefined {
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

/** The rows of a run of an incremental model. */
export interface NewRows {
  /** The columns that identify a row. */
  readonly key: readonly string[];
  /** True if a row replaces the published one with its key. */
  readonly replaces: boolean;
  /** Selects rows by their time. Without it, a run reads all rows, or those whose key is new. */
  readonly since?: SinceFilter;
}

/** The relations that an incremental run reads besides its own rows, as Jinja. */
interface Beside {
  readonly adapter: Adapter;
  /** The published rows. */
  readonly main: Code;
  /** The mended rows of its quarantine. The run reads their originals again. */
  readonly redriven?: Code;
}

/**
 * Selects the rows of an incremental run from the CTE `final`: those that changed, and those whose key is not published. A row that was in a quarantine
 * may have an old time when it comes back.
 */
export function newRowsSelect(
  { key, replaces, since }: NewRows,
  { adapter, main, redriven }: Beside,
): Code | undefined {
  if (since === undefined && replaces) return undefined;
  const lookup = (name: string, relation: Code) => keyLookup(name, key, { adapter, relation });
  const known = key.map((column) => code`final.${sql.identifier(column, adapter)} is not null`);
  const conditions = [
    ...(since
      ? [code`final.${since.column} ${since.comparison} (\n        select ${since.value}\n        from ${main}\n    )`]
      : []),
    ...(since?.nullable ? [code`final.${since.column} is null`] : []),
    ...(key.length > 0 ? [code`(published._dex_key_1 is null and ${join(known, " and ")})`] : []),
  ];
  const again = redriven && key.length > 0;
  return code`select final.*
from final
${key.length > 0 ? code`${lookup("published", main)}\n` : Code.trusted("")}${
  again ? code`{% if redriven %}\n${lookup("redriven", redriven)}\n{% endif %}\n` : Code.trusted("")
}where
    ${join(conditions, "\n    or ")}${again ? code`\n    {% if redriven %}\n    or redriven._dex_key_1 is not null\n    {% endif %}` : Code.trusted("")}`;
}

/** Joins the keys of a relation to the rows in `final`. */
function keyLookup(
  name: string,
  key: readonly string[],
  { adapter, relation }: { readonly adapter: Adapter; readonly relation: Code },
): Code {
  const columns = key.map((column) => sql.identifier(column, adapter));
  const shown = columns.map((column, index) => code`${column} as ${Code.trusted(`_dex_key_${index + 1}`)}`);
  const equal = columns.map(
    (column, index) => code`final.${column} = ${Code.trusted(`${name}._dex_key_${index + 1}`)}`,
  );
  return code`left join (
    select distinct
        ${join(shown, ",\n        ")}
    from ${relation}
) as ${Code.trusted(name)}
    on ${join(equal, " and ")}`;
}
