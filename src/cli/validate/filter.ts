import { didYouMean } from "../../diagnostics/suggest.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import { printExpression } from "../../dialect/expression.ts";
import type { Contract } from "../../ir/contract.ts";
import { parseExpression } from "../../sql/expression.ts";
import type { Code } from "../../text/quote/code.ts";

/** The condition of `--where` and its words, or what is wrong with it. Undefined without the option. */
export function filterOf(
  text: string | undefined,
  { dataset }: Contract,
  dialect: Dialect,
): { readonly where: Code; readonly words: string } | { readonly problem: string } | undefined {
  if (text === undefined) return undefined;
  const parsed = parseExpression(text);
  if ("problem" in parsed) return { problem: `--where cannot be read: ${parsed.problem.message}.` };
  const names = dataset.fields.map(({ name }) => name);
  const unknown = parsed.columns.find((name) => !names.includes(name));
  if (unknown !== undefined)
    return {
      problem: `--where has the column "${unknown}", which the contract does not have.${didYouMean(unknown, names)}`,
    };
  return { where: printExpression(parsed.expression, dialect, dataset.fields), words: text };
}
