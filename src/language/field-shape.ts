import { z } from "zod";
import { bound, count, description, label, name, scalar } from "./shapes.ts";

/** The types of the language. `number` is not among them, on purpose. */
export const TYPES = [
  "string",
  "integer",
  "bigint",
  "smallint",
  "float",
  "double",
  "decimal",
  "boolean",
  "date",
  "time",
  "timestamp",
  "timestamp_local",
  "duration",
  "uuid",
  "bytes",
  "json",
  "object",
  "array",
  "map",
  "vector",
] as const;

/** How confidential a value is. */
export const classification = z.enum(["public", "internal", "confidential", "restricted"]);

/** That a field is on its way out: a flag, a date or version, or all there is to say. */
export const deprecated = z.union([
  z.boolean(),
  label,
  z.strictObject({ since: label.optional(), sunset: label.optional(), replacement: name.optional() }),
]);

const constraints = {
  bits: z.union([z.literal(16), z.literal(32), z.literal(64)]).describe("width of an integer; 64 when left out"),
  precision: count.describe("digits of a decimal"),
  scale: count.describe("digits of a decimal after the point"),
  dimensions: z.int().min(1).max(65536).describe("length of a vector"),
  format: label.describe("format of a string: uuid, email, uri, hostname, ipv4, ipv6, date, time, date-time"),
  nullable: z.boolean().describe("the value may be NULL"),
  not_null: z.boolean().describe("the value is never NULL"),
  notNull: z.boolean(),
  required: z
    .union([z.boolean(), z.array(name)])
    .describe("the field is always there and not NULL; for an object, the list of its required members"),
  unique: z.boolean().describe("no two rows have the same value"),
  primary_key: z.boolean(),
  primaryKey: z.boolean(),
  enum: z.array(scalar).min(1).max(10000).describe("the only values possible"),
  default: scalar.describe("the value of a row that does not give one"),
  minimum: bound.describe("smallest value"),
  maximum: bound.describe("largest value"),
  exclusive_minimum: bound.describe("the value is larger than this"),
  exclusiveMinimum: bound,
  exclusive_maximum: bound.describe("the value is smaller than this"),
  exclusiveMaximum: bound,
  multiple_of: bound.describe("the value is a multiple of this, in exact decimal arithmetic"),
  multipleOf: bound,
  min_length: count.describe("fewest Unicode code points"),
  minLength: count,
  max_length: count.describe("most Unicode code points"),
  maxLength: count,
  pattern: z
    .string()
    .min(1)
    .max(512)
    .describe("a regular expression (the portable subset) that is found somewhere in the value"),
  min_items: count.describe("fewest items"),
  minItems: count,
  max_items: count.describe("most items"),
  maxItems: count,
  references: z.string().describe("contract.column whose values these are"),
};

const about = {
  description,
  unit: label.describe("the unit of the value: EUR, kg, seconds"),
  pii: z.boolean().describe("the value is about a person"),
  classification,
  retention_days: count.describe("how long the value is kept"),
  timezone: label.describe("UTC, or local for a timestamp without zone"),
  deprecated,
  renamed_from: name.describe("the field's former name"),
  renamedFrom: name,
  breaking_change: z.enum(["never", "allowed"]).describe("never: no change to this field but to its documentation"),
  added_in: label,
  removed_in: label,
  migration: description,
  title: label,
  examples: z.array(scalar),
};

const self: z.ZodType = z.lazy(() => field);

/** Members of a field that hold fields. */
export const nestedMembers = {
  properties: z.record(name, self).optional().describe("the members of an object"),
  items: self.optional().describe("the items of an array"),
  values: self.optional().describe("the values of a map"),
};

/** The constraints and facts of a field, all optional: what the column list and the validity map add to. */
export const fieldMembers = z.strictObject({ ...constraints, ...about }).partial().shape;

/** A field of a house contract. */
export const field: z.ZodType = z.strictObject({ type: z.enum(TYPES), ...fieldMembers, ...nestedMembers }).meta({
  id: "field",
  description: "A field: its type, what is promised about its values, and what is known about it.",
});
