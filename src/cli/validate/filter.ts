import { didYouMean } from "../../diagnostics/suggest.ts";
import { duckdb } from "../../dialect/duckdb.ts";
import { printExpression } from "../../dialect/expression.ts";
import type { Contract } from "../../ir/contract.ts";
import { parseExpression } from "../../sql/expression.ts";
import type { Code } from "../../text/quote/code.ts";

/** The condition of `--where`, or what is wrong with it. */
export function filterOf(
  text: string,
  { dataset }: Contract,
): { readonly where: Code; readonly words: string } | { readonly problem: string } {
  const parsed = parseExpression(text);
  if ("problem" in parsed) return { problem: `--where cannot be read: ${parsed.problem.message}.` };
  const names = dataset.fields.map(({ name }) => name);
  const unknown = parsed.columns.find((name) => !names.includes(name));
  if (unknown !== undefined)
    return {
      problem: `--where has the column "${unknown}", which the contract does not have.${didYouMean(unknown, names)}`,
    };
  return { where: printExpression(parsed.expression, duckdb, dataset.fields), words: text };
}
