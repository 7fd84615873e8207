import { Bug } from "../text/bug.ts";
import type { Code } from "../text/quote/code.ts";
import type { QueryContext, Refusal } from "./define.ts";

/** Another dataset as SQL. The `refusal` of the rule has already excluded datasets that are not tables. */
export function tableOf(dataset: string, tables: QueryContext["tables"]): Code {
  const table = tables.get(dataset);
  if (table === undefined) throw new Bug(`"${dataset}" is not a table`);
  return table;
}

/** Why a query cannot read another dataset. */
export function notATable(dataset: string): Refusal {
  return { why: `"${dataset}" is not a table` };
}
