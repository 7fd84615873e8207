import { printComparable, printLiteral } from "../../dialect/literals.ts";
import { uuidSpelling } from "../../dialect/uuid.ts";
import type { Literal } from "../../ir/literal.ts";
import { type Code, code, join } from "../../text/quote/code.ts";
import { comparedValue } from "../compared.ts";
import { type ColumnValue, defineRule } from "../define.ts";
import { SCALARS } from "../types.ts";

/** The value is one of a list. */
export const inSet = defineRule("in_set", {
  scope: "value",
  dimension: "conformity",
  sentence: ({ field, values }) => `${field.join(".")} is one of ${values.map(spoken).join(", ")}`,
  takes: () => SCALARS,
  refusal: ({ values }) =>
    values.every(({ kind }) => kind === "null") ? { why: "its set of values is empty" } : undefined,
  violation: ({ values, ofUuids }, value) => {
    const literals = values.flatMap((literal) => literalOf(literal, value));
    const compared = ofUuids ? uuidSpelling(value.column, value.dialect) : comparedValue(value);
    return code`${compared} not in (${join(literals, ", ")})`;
  },
});

function spoken(literal: Literal): string {
  return literal.kind === "null" ? "null" : String(literal.value);
}

function literalOf(literal: Literal, { type, dialect }: ColumnValue): readonly Code[] {
  if (literal.kind === "null") return [];
  const isTime = type?.kind === "date" || type?.kind === "time" || type?.kind === "timestamp";
  const isComparable = (isTime && literal.kind === "string") || (type?.kind === "float" && literal.kind === "number");
  return [isComparable ? printComparable(literal.value, type, dialect) : printLiteral(literal, dialect)];
}
