import { Bug } from "../text/bug.ts";
import type { Code } from "../text/quote/code.ts";
import type { QueryContext, Refusal } from "./define.ts";

/** Another dataset's rows in SQL. A rule that needs them refuses first where they are no table. */
export function tableOf(dataset: string, tables: QueryContext["tables"]): Code {
  const table = tables.get(dataset);
  if (table === undefined) throw new Bug(`"${dataset}" is not a table`);
  return table;
}

/** Why a rule cannot look into another dataset. */
export function notATable(dataset: string): Refusal {
  return { why: `"${dataset}" is not a table` };
}
