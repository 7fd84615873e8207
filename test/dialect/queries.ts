import type { SqlDialect } from "../../src/dialect/registry.ts";
import { violationsQuery } from "../../src/emit/great-expectations/query.ts";
import { BATCH } from "../../src/emit/great-expectations/query-text.ts";
import type { Assertion, AssertionKind, Rule } from "../../src/ir/assertion.ts";
import type { Contract } from "../../src/ir/contract.ts";
import { Code } from "../../src/text/quote/code.ts";
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

/** The queries of an assertion's kind in a dialect; none for a kind that no query checks. */
export function queriesOf(kind: AssertionKind, dialect: SqlDialect): readonly string[] {
  const contract = {
    dataset: { fields: FIELDS, keys: [{ kind: "primary", fields: ["id", "order"] }] },
  } as unknown as Contract;
  const locations = new Map([["parents", { schema: "raw", table: "parents" }]]);
  const found = RULES[kind].flatMap(assertionsOf).flatMap((assertion) => {
    const query = violationsQuery(assertion, { contract, dialect, locations });
    return query instanceof Code ? [query.text.replaceAll(BATCH, "orders")] : [];
  });
  return [...new Set(found)];
}
