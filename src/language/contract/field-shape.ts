import { z } from "zod";
import { bound, count, description, label, name, scalar } from "../shapes.ts";
import type { TypeName } from "./contract-document.ts";

/** The types of the language and what they hold. `number` is not among them, on purpose. */
const TYPES = {
  string: "text",
  integer: "a whole number of 64 bits, or of as many as bits says",
  bigint: "a whole number of 64 bits",
  smallint: "a whole number of 16 bits",
  float: "a floating-point number of 32 bits",
  double: "a floating-point number of 64 bits",
  decimal: "an exact number with precision and scale",
  boolean: "true or false",
  date: "a day of the calendar",
  time: "a time of day",
  timestamp: "an instant",
  timestamp_local: "a date and time of day without a zone",
  duration: "a length of time",
  uuid: "a UUID",
  bytes: "binary data",
  json: "any JSON value",
  object: "named members",
  array: "a list of values of one type",
  map: "values of one type by text keys",
  vector: "a list of a fixed number of floats",
} as const satisfies Record<TypeName, string>;

/** A field's type, by name. */
const typeName = z.enum(Object.keys(TYPES) as [TypeName, ...TypeName[]]).describe(
  `the type of the value: ${Object.entries(TYPES)
    .map(([type, what]) => `${type} (${what})`)
    .join(", ")}`,
);

const constraints = {
  bits: z
    .union([z.literal(16), z.literal(32), z.literal(64)])
    .describe("how many bits an integer has; 64 when left out"),
  precision: count.describe("the digits of a decimal, 1 to 38"),
  scale: count.describe("the digits of a decimal after the point"),
  dimensions: z.int().min(1).max(65536).describe("the length of a vector"),
  format: label.describe(
    "the format of a string: uuid, email, uri, hostname, ipv4, ipv6, date, time or date-time, each by one stated grammar",
  ),
  nullable: z.boolean().describe("true: the value may be NULL"),
  not_null: z.boolean().describe("true: the value is never NULL"),
  notNull: z.boolean().describe("not_null"),
  required: z
    .union([z.boolean(), z.array(name)])
    .describe(
      "true: the field is always there, and not NULL unless nullable says so; in an object, the list of its required members",
    ),
  unique: z.boolean().describe("true: no two rows have the same value; NULLs do not count"),
  primary_key: z.boolean().describe("true: the column is part of the primary key"),
  primaryKey: z.boolean().describe("primary_key"),
  enum: z.array(scalar).min(1).max(10000).describe("the only values possible; exact and case-sensitive"),
  default: scalar.describe("the value of a row that gives none"),
  minimum: bound.describe("the smallest value possible"),
  maximum: bound.describe("the largest value possible"),
  exclusive_minimum: bound.describe("the value is larger than this"),
  exclusiveMinimum: bound.describe("exclusive_minimum"),
  exclusive_maximum: bound.describe("the value is smaller than this"),
  exclusiveMaximum: bound.describe("exclusive_maximum"),
  multiple_of: bound.describe("the value is a multiple of this, in exact decimal arithmetic"),
  multipleOf: bound.describe("multiple_of"),
  min_length: count.describe("the fewest characters (Unicode code points) of a string"),
  minLength: count.describe("min_length"),
  max_length: count.describe("the most characters (Unicode code points) of a string"),
  maxLength: count.describe("max_length"),
  pattern: z
    .string()
    .min(1)
    .max(512)
    .describe(
      "a regular expression, of the portable subset, that is found somewhere in the value; anchor it with ^ and $",
    ),
  min_items: count.describe("the fewest items of an array"),
  minItems: count.describe("min_items"),
  max_items: count.describe("the most items of an array"),
  maxItems: count.describe("max_items"),
  references: z.string().max(255).describe("the contract.column whose values these are"),
};

const facts = {
  description,
  title: label.describe("a name for people"),
  examples: z.array(scalar).describe("values that may stand here; documentation only"),
  unit: label.describe("the unit of the value: EUR, kg, seconds"),
  pii: z.boolean().describe("true: the value is about a person"),
  classification: z.enum(["public", "internal", "confidential", "restricted"]).describe("who may see the value"),
  retention_days: count.describe("how long the value is kept"),
  timezone: z.enum(["UTC", "local"]).describe("UTC: the timestamp is an instant; local: it has no zone"),
  deprecated: z
    .union([
      z.boolean(),
      label,
      z.strictObject({
        since: label.optional().describe("the version or date since when"),
        sunset: label.optional().describe("the version or date of the field's end"),
        replacement: name.optional().describe("the field to use instead"),
      }),
    ])
    .describe("that the field is on its way out: true, since when, or all there is to say"),
  renamed_from: name.describe("the field's former name"),
  renamedFrom: name.describe("renamed_from"),
  breaking_change: z
    .enum(["never", "allowed"])
    .describe("never: nothing about this field may change but its documentation"),
  added_in: label.describe("the version that added the field"),
  removed_in: label.describe("the version that will remove it"),
  migration: description.describe("what a consumer does when the field changes"),
};

/** The constraints of a field: what a `validity` map may say of a column. */
export const constraintMembers = z.strictObject(constraints).partial().shape;

const fieldMembers = z.strictObject({ ...constraints, ...facts }).partial().shape;
const self: z.ZodType = z.lazy(() => field);
const nested = {
  properties: z.record(name, self).optional().describe("the members of an object, by name"),
  items: self.optional().describe("the items of an array"),
  values: self.optional().describe("the values of a map"),
};

/** A field of a contract. */
export const field: z.ZodType = z.strictObject({ type: typeName, ...fieldMembers, ...nested }).meta({
  id: "field",
  title: "field",
  description: "a field: its type, what is promised about its values, and what is known about it",
});

/** The words that column lists have for constraints. */
export const listSpellings = {
  min_value: bound.optional().describe("minimum"),
  max_value: bound.optional().describe("maximum"),
  allowed_values: z.array(scalar).min(1).max(10000).optional().describe("enum"),
};

/** One column of a column list: a field that says its own name, in the spellings that such lists have. */
export const listedColumn: z.ZodType = z
  .strictObject({
    name: name.optional().describe("the column's name"),
    column: name.optional().describe("name"),
    type: typeName.optional(),
    data_type: typeName.optional().describe("type"),
    ...fieldMembers,
    ...nested,
    ...listSpellings,
  })
  .meta({
    id: "column",
    title: "column",
    description: "a column of a list: name and type, what is promised about its values, and what is known about it",
  });
