import { entryFor, type PerKind } from "../../assertion/per-kind.ts";
import type { ValueKind } from "../../assertion/registry.ts";
import { type RowReader, type RowVerdict, rowVerdict, unsupported } from "../../assertion/row.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field, Type } from "../../ir/field.ts";
import { isDyadic } from "../../text/decimal.ts";
import { isJsonNumber } from "../../wire/json-type.ts";
import { hasKeywords } from "../../wire/keywords.ts";

const SCHEMA: RowReader = { name: "JSON Schema", unit: "row", evaluates: false };

/** How the schema of a contract checks each assertion. */
export type Verdicts = readonly (readonly [Assertion, RowVerdict])[];

/** Decides how the schema of a contract checks its assertions: by the shape of the row, by keywords of a value, or not at all. */
export function verdictsOf({ dataset: { assertions, fields } }: Contract): Verdicts {
  return assertions.map((assertion) => [assertion, verdictOf(assertion, fields)]);
}

function verdictOf(assertion: Assertion, fields: readonly Field[]): RowVerdict {
  const verdict = rowVerdict(assertion, fields, SCHEMA);
  if (verdict.by !== "value") return verdict;
  const { rule, type } = verdict;
  const why = hasKeywords(rule) ? entryFor(LIMITS, rule)?.(type) : "JSON Schema has no keyword for it";
  return why === undefined ? verdict : unsupported(why, true);
}

/** The reasons why JSON Schema's keywords cannot express a rule for values of a type. */
const LIMITS: Partial<PerKind<Type, string | undefined, ValueKind>> = {
  in_set: (_rule, { kind }) =>
    kind === "timestamp" || kind === "time" ? `a ${kind} can be written in several ways` : undefined,
  range: (_rule, type) =>
    isJsonNumber(type) ? undefined : `a ${type.kind} is a string in JSON, and JSON Schema has no bounds for strings`,
  multiple_of: ({ divisor }, type) => {
    if (!isJsonNumber(type)) return `a ${type.kind} is a string in JSON, and multipleOf applies only to numbers`;
    return isDyadic(divisor)
      ? undefined
      : "validators divide in binary floating point, where 0.3 is not a multiple of 0.1";
  },
};
