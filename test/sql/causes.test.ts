import { expect, it } from "vitest";
import { analyzeModel } from "../../src/sql/model.ts";
import { maskReferences, splitReferences } from "../../src/sql/references.ts";

const COLUMNS = ["order_id", "status", "amount"];

/** The problems of a query whose references read relations with the columns of orders; each with the text at its place. */
function problemsOf(sql: string): readonly string[] {
  const split = splitReferences(sql);
  if ("problem" in split) return [split.problem.message];
  const masked = maskReferences(split.parts);
  const relations = Object.fromEntries(
    Object.entries(masked.relations).map(([mask, part]) => [
      mask,
      { label: part.kind === "ref" ? part.name : "", columns: COLUMNS },
    ]),
  );
  const { problems } = analyzeModel({ sql: masked.sql, dialect: "duckdb", relations });
  return problems.map(({ message, start, end }) => `${sql.slice(start, end)}: ${message}`);
}

it.each([
  [
    "select status, sum(amount) as total from {{ ref('orders') }} gruop by status",
    'gruop: unexpected "gruop" after a relation. Did you mean "group"?',
  ],
  [
    "select status from {{ ref('orders') }} where amount > 1 gruop by status",
    'gruop: unexpected "gruop" after an expression. Did you mean "group"?',
  ],
  [
    "select a.status from {{ ref('orders') }} as a left joi {{ ref('items') }} as b on a.order_id = b.order_id",
    'joi: unexpected "joi" before the relation "items"; write join',
  ],
  ["select status form {{ ref('orders') }}", 'form: unexpected "form" before the relation "orders"; write from'],
  ["selec status from {{ ref('orders') }}", 'selec: unexpected "selec"; expected SELECT'],
  ["select sum(amount as total from {{ ref('orders') }}", "(: a ( has no matching )"],
  [
    "with a as (select coalesce(amount, 0 as amount from {{ ref('orders') }}) select amount from a",
    "(: a ( has no matching )",
  ],
  ["select [amount, status from {{ ref('orders') }}", "[: a [ has no matching ]"],
  ["select amount} from {{ ref('orders') }}", "}: a } has no matching {"],
  ["select 'x,\n status from {{ ref('orders') }} where status = 'y'", "': this quote is not closed"],
  [
    "select orders.status, orders.amount from {{ ref('orders') }} as oders",
    'oders: "oders" is an alias that nothing uses, and 2 places name "orders". Did you mean "orders"?',
  ],
  [
    "select status from {{ ref('orders') }} from {{ ref('orders') }}",
    'from: unexpected "from": this SELECT has another one before it',
  ],
  ["select status from{{ ref('orders') }}", "a space is missing before this reference"],
])("%s is one problem", (sql, problem) => {
  expect(problemsOf(sql)).toEqual([problem]);
});

it("never shows the name that stands for a reference", () => {
  const said = problemsOf("select {{ ref('orders') }}.nothing, x.y from {{ ref('orders') }}").join("\n");
  expect(said).not.toBe("");
  expect(said).not.toContain("_r");
});
