import { entryFor, type PerKind } from "../../assertion/per-kind.ts";
import type { ValueKind } from "../../assertion/registry.ts";
import type { ValueAssertion } from "../../assertion/row.ts";
import type { Literal } from "../../ir/literal.ts";
import type { Layout } from "../../text/layout.ts";
import { Code } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import { array, call } from "./layout.ts";

/** The runtime checks for each kind of rule about one value. `id` is the assertion's id as code. */
export const checkForms: Partial<PerKind<Code, readonly Layout[], ValueKind>> = {
  // `$.required` checks for null.
  not_null: () => [],
  in_set: ({ values, ofUuids }, id) => [
    call(ofUuids ? "$.oneOfUuids" : "$.oneOf", array(values.flatMap(literalText).map(typescript.string)), id),
  ],
  range: ({ minimum, maximum }, id) => [
    ...(minimum ? [call(minimum.exclusive ? "$.above" : "$.atLeast", typescript.string(minimum.value), id)] : []),
    ...(maximum ? [call(maximum.exclusive ? "$.below" : "$.atMost", typescript.string(maximum.value), id)] : []),
  ],
  length: ({ minimum, maximum }, id) => [
    ...(minimum === undefined ? [] : [call("$.minLength", Code.trusted(String(minimum)), id)]),
    ...(maximum === undefined ? [] : [call("$.maxLength", Code.trusted(String(maximum)), id)]),
  ],
  matches: ({ pattern }, id) => [call("$.matches", typescript.regex(pattern), id)],
  format: ({ format, pattern }, id) => [call("$.format", typescript.string(format), typescript.regex(pattern), id)],
  multiple_of: ({ divisor }, id) => [call("$.multipleOf", typescript.string(divisor), id)],
};

/** The runtime checks of a value. */
export function checkLayouts({ id, rule }: ValueAssertion): readonly Layout[] {
  return entryFor(checkForms, rule)?.(typescript.string(id)) ?? [];
}

/** A value of a set as a string. The runtime compares it by the type of the column. */
function literalText(literal: Literal): readonly string[] {
  return literal.kind === "null" ? [] : [String(literal.value)];
}
