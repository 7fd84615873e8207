import { z } from "zod";
import {
  bound,
  count,
  description,
  duration,
  label,
  name,
  oneOrMore,
  scalar,
  severity,
  sql,
  tolerance,
} from "../shapes.ts";
import type { RuleDocument } from "./contract-document.ts";

const common = {
  name: name.optional().describe("names the assertion; by default it is named after its columns and rule"),
  severity: severity.optional(),
  where: sql.optional().describe("the rows the rule is about, as a portable SQL expression"),
  tolerance: tolerance.optional().describe("how many rows may violate the rule: a fraction, or {max_rows: 5}"),
  description: description.optional(),
};
const column = label.describe("a column; a.b is the member b of an object a");
const columns = {
  field: column.optional(),
  fields: oneOrMore.optional().describe("the columns; one of field and fields"),
};
const counts = {
  min: count.optional().describe("the fewest"),
  max: count.optional().describe("the most"),
  minimum: count.optional().describe("min"),
  maximum: count.optional().describe("max"),
};
const limits = {
  minimum: bound.optional().describe("the smallest value possible"),
  maximum: bound.optional().describe("the largest value possible"),
  exclusive_minimum: bound.optional().describe("the value is larger than this"),
  exclusiveMinimum: bound.optional().describe("exclusive_minimum"),
  exclusive_maximum: bound.optional().describe("the value is smaller than this"),
  exclusiveMaximum: bound.optional().describe("exclusive_maximum"),
};

function rule<const Name extends RuleDocument["rule"], Members extends z.ZodRawShape>(
  name: Name,
  what: string,
  members: Members,
) {
  return z
    .strictObject({ rule: z.literal(name).describe("the kind of the rule"), ...members, ...common })
    .describe(what);
}

const rules = [
  rule("not_null", "The columns are not NULL.", columns),
  rule(
    "unique",
    "No two rows have the same values in the columns together; a row with a NULL among them does not count.",
    columns,
  ),
  rule("in_set", "The value is one of a list.", {
    field: column,
    values: z.array(scalar).min(1).max(10000).describe("the only values possible"),
  }),
  rule("range", "The value lies between two bounds.", { field: column, ...limits }),
  rule("length", "The string has as many characters, or the array as many items.", { field: column, ...counts }),
  rule("matches", "A regular expression of the portable subset is found in the value.", {
    field: column,
    pattern: z.string().min(1).max(512).describe("the regular expression; anchor it with ^ and $"),
  }),
  rule("format", "The value has a format.", { field: column, format: label.describe("uuid, email, uri, …") }),
  rule("multiple_of", "The value is a multiple of a number.", { field: column, value: bound.describe("the number") }),
  rule("reference", "The value is found in a column of another contract.", {
    field: column,
    to: z.string().max(255).describe("contract.column"),
  }),
  rule("row_count", "The dataset has as many rows.", counts),
  rule("volume", "Each day has as many rows.", {
    column: column.optional().describe("tells the day of a row; by default dataset.event_time"),
    ...counts,
  }),
  rule("equal_row_count", "The dataset has as many rows as another one.", {
    dataset: name.describe("the other contract"),
  }),
  rule("freshness", "The newest row is not older than this.", {
    column: column
      .optional()
      .describe("tells the age of a row; by default dataset.updated_at, then dataset.event_time"),
    max_delay: duration.describe('the largest age: a duration such as "1h"'),
  }),
  rule("expression", "An SQL expression is not false.", {
    sql: sql.describe("a portable SQL expression over the row's columns; NULL counts as true"),
  }),
] as const;

/** A list of quality rules. */
export const qualityRules = z
  .array(z.discriminatedUnion("rule", rules))
  .meta({ id: "rules", description: "what the schema cannot say" });
