import { violationsQuery } from "../../src/assertion/query.ts";
import { dialects, type SqlDialect } from "../../src/dialect/registry.ts";
import type { Assertion, AssertionKind, Rule } from "../../src/ir/assertion.ts";
import { Code, code } from "../../src/text/quote/code.ts";
import { EXPRESSIONS } from "./expressions.ts";
import { FIELDS, RULES } from "./rules.ts";

const where = EXPRESSIONS.in[0];

/** Each rule plainly, and with a filter and a tolerance in rows or as a fraction. */
function assertionsOf(rule: Rule): readonly Assertion[] {
  const plain: Assertion = {
    id: "one",
    dataset: "orders",
    rule,
    severity: "error",
    dimension: "accuracy",
    origin: { path: "", pointer: "" },
  };
  const filtered = { ...plain, ...(where && { where }) };
  return [
    plain,
    { ...filtered, tolerance: { max: "2", unit: "rows" } },
    { ...filtered, tolerance: { max: "0.05", unit: "fraction" } },
  ];
}

/** The queries of all rules of a kind in a dialect. */
export function queriesOf(kind: AssertionKind, name: SqlDialect): readonly string[] {
  const context = {
    dialect: dialects[name],
    relation: code`orders`,
    fields: FIELDS,
    key: ["id", "order"],
    tables: { has: () => true, get: () => code`raw.parents` },
  };
  const found = RULES[kind].flatMap(assertionsOf).map((assertion) => violationsQuery(assertion, context));
  const texts = found.map((query) => {
    if (!(query instanceof Code)) throw new Error(`no query for ${kind} in ${name}: ${query.why}`);
    return query.text;
  });
  return [...new Set(texts)];
}
