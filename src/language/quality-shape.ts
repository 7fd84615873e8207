import { z } from "zod";
import { bound, count, description, duration, label, name, scalar, severity, sql, tolerance } from "./shapes.ts";

const common = {
  name: name.optional().describe("names the assertion; default: made from field and rule"),
  severity: severity.optional(),
  where: sql.optional().describe("the rows the rule is about, as a portable SQL expression"),
  tolerance: tolerance.optional().describe("how many rows may violate the rule"),
  description: description.optional(),
};
const column = label.describe("a column; a.b for a member of an object");
const oneOrMore = { field: column.optional(), fields: z.array(column).min(1).optional() };
const counts = { min: count.optional(), max: count.optional(), minimum: count.optional(), maximum: count.optional() };
const limits = {
  minimum: bound.optional(),
  maximum: bound.optional(),
  exclusive_minimum: bound.optional(),
  exclusiveMinimum: bound.optional(),
  exclusive_maximum: bound.optional(),
  exclusiveMaximum: bound.optional(),
};

/** Every quality rule, by its `rule`. */
export const rules = {
  not_null: z.strictObject({ rule: z.literal("not_null"), ...oneOrMore, ...common }),
  unique: z.strictObject({ rule: z.literal("unique"), ...oneOrMore, ...common }),
  in_set: z.strictObject({
    rule: z.literal("in_set"),
    field: column,
    values: z.array(scalar).min(1).max(10000),
    ...common,
  }),
  range: z.strictObject({ rule: z.literal("range"), field: column, ...limits, ...common }),
  length: z.strictObject({ rule: z.literal("length"), field: column, ...counts, ...common }),
  matches: z.strictObject({
    rule: z.literal("matches"),
    field: column,
    pattern: z.string().min(1).max(512),
    ...common,
  }),
  format: z.strictObject({ rule: z.literal("format"), field: column, format: label, ...common }),
  multiple_of: z.strictObject({ rule: z.literal("multiple_of"), field: column, value: bound, ...common }),
  reference: z.strictObject({ rule: z.literal("reference"), field: column, to: z.string(), ...common }),
  row_count: z.strictObject({ rule: z.literal("row_count"), ...counts, ...common }),
  volume: z.strictObject({ rule: z.literal("volume"), column: column.optional(), ...counts, ...common }),
  equal_row_count: z.strictObject({ rule: z.literal("equal_row_count"), dataset: name, ...common }),
  freshness: z.strictObject({
    rule: z.literal("freshness"),
    column: column.optional(),
    max_delay: duration,
    ...common,
  }),
  expression: z.strictObject({ rule: z.literal("expression"), sql, ...common }),
};

/** A list of quality rules. */
export const qualityRules = z.array(
  z.discriminatedUnion("rule", [
    rules.not_null,
    rules.unique,
    rules.in_set,
    rules.range,
    rules.length,
    rules.matches,
    rules.format,
    rules.multiple_of,
    rules.reference,
    rules.row_count,
    rules.volume,
    rules.equal_row_count,
    rules.freshness,
    rules.expression,
  ]),
);
