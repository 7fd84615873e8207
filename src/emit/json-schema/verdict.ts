import { entryFor, type PerKind } from "../../assertion/per-kind.ts";
import type { ValueKind } from "../../assertion/registry.ts";
import { type RowReader, type RowVerdict, rowVerdict, unsupported } from "../../assertion/row.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Type } from "../../ir/field.ts";
import { isJsonNumber } from "../../wire/json-type.ts";
import { keywords } from "./keywords.ts";

const SCHEMA: RowReader = { name: "JSON Schema", unit: "row", evaluates: false };

/** Decides what the schema of a contract says of an assertion: the shape, keywords at a value, or nothing. */
export function verdictOf(assertion: Assertion, { dataset }: Contract): RowVerdict {
  const verdict = rowVerdict(assertion, dataset.fields, SCHEMA);
  if (verdict.by !== "value") return verdict;
  const { rule, type } = verdict;
  const why = keywords[rule.kind] === undefined ? "JSON Schema has no keyword for it" : entryFor(LIMITS, rule)?.(type);
  return why === undefined ? verdict : unsupported(why, true);
}

/** Why the keywords of a rule do not mean the rule for values of a type. */
const LIMITS: Partial<PerKind<Type, string | undefined, ValueKind>> = {
  in_set: (_rule, { kind }) =>
    kind === "timestamp" || kind === "time" ? `a ${kind} has several spellings` : undefined,
  range: (_rule, type) =>
    isJsonNumber(type) ? undefined : `a ${type.kind} is a string in JSON, which JSON Schema cannot order`,
  multiple_of: ({ divisor }, type) => {
    if (!isJsonNumber(type)) return `a ${type.kind} is a string in JSON, which JSON Schema cannot divide`;
    return divisor.includes(".")
      ? "validators divide by a fraction in binary, where 0.3 is not a multiple of 0.1"
      : undefined;
  },
};
