import { bare, called, changed, either, list, placed } from "../kind.ts";
import { mapping } from "../mapping.ts";
import { member } from "../member.ts";
import {
  bound,
  constant,
  count,
  description,
  flag,
  label,
  name,
  oneOf,
  onViolation,
  scalar,
  text,
  whole,
} from "../scalar-kinds.ts";
import { TABLE_TARGETS } from "../used-by.ts";
import { FIELD_TYPES, type TypeName } from "./field-types.ts";

const [first, ...others] = Object.keys(FIELD_TYPES).filter((type): type is TypeName => type in FIELD_TYPES);

/** A field's type, by name. */
export const typeName = called("a type", oneOf(first ?? "string", ...others));

/** What a field's type is about, with what the values of each type are. */
export const TYPE_ABOUT = `the type of the value: ${Object.entries(FIELD_TYPES)
  .map(([type, what]) => `${type} (${what})`)
  .join(", ")}`;

/** The required members of an object. */
export const requiredNames = list(name);

/** A field requires itself; an object lists the members that it requires, which field.ts reads. */
const required = called(
  "`true`, `false` or a list of names",
  either(
    flag,
    changed(requiredNames, (): undefined => undefined),
  ),
);

/** The bounds of a value, of a field or of the rule `range`. */
export const boundMembers = {
  minimum: member(bound, { about: "the smallest value allowed" }),
  maximum: member(bound, { about: "the largest value allowed" }),
  exclusive_minimum: member(bound, { about: "the value must be larger than this", also: ["exclusiveMinimum"] }),
  exclusive_maximum: member(bound, { about: "the value must be smaller than this", also: ["exclusiveMaximum"] }),
};

/** Keys that constrain the values of a field. A `validity` mapping has them too. */
export const constraintMembers = {
  bits: member(bare(constant(16, 32, 64)), { about: "the number of bits of an integer; defaults to 64" }),
  precision: member(count, { about: "the number of digits of a decimal, 1 to 38", usedBy: "compiler" }),
  scale: member(count, { about: "the number of digits of a decimal after the point", usedBy: "compiler" }),
  dimensions: member(whole(1, 65536), {
    about: "the length of a vector",
    usedBy: ["dbt", "great-expectations", "json-schema", "kafka", "typescript"],
  }),
  format: member(label, {
    about:
      "the format of a string: uuid, email, uri, hostname, ipv4, ipv6, date, time or date-time, each with one exact grammar",
  }),
  nullable: member(flag, { about: "true: the value may be NULL, which is the default" }),
  not_null: member(
    changed(flag, ({ value, pointer }) => ({ value: !value, pointer })),
    { about: "true: the value is never NULL", also: ["notNull"], as: "nullable" },
  ),
  required: member(required, {
    about:
      "true: the field is always present, and not NULL unless nullable is true; for an object, the list of its required members",
  }),
  unique: member(flag, {
    about: "true: no two rows have the same value; NULLs do not count",
    usedBy: TABLE_TARGETS,
  }),
  primary_key: member(flag, {
    about: "true: the column is part of the primary key",
    also: ["primaryKey"],
    usedBy: "compiler",
  }),
  enum: member(placed(list(scalar, { min: 1, max: 10000 })), {
    about: "the only values allowed; exact and case-sensitive",
  }),
  default: member(scalar, {
    about: "the value of a row that gives none",
    usedBy: ["json-schema", "kafka", "typescript"],
  }),
  ...boundMembers,
  multiple_of: member(called("a number", bound), {
    about: "the value is a multiple of this number, in exact decimal arithmetic",
    also: ["multipleOf"],
  }),
  min_length: member(count, {
    about: "the smallest number of characters (Unicode code points) in a string",
    also: ["minLength"],
  }),
  max_length: member(count, {
    about: "the largest number of characters (Unicode code points) in a string",
    also: ["maxLength"],
  }),
  pattern: member(called("a pattern", text(512, 1)), {
    about:
      "a regular expression of the portable subset that matches somewhere in the value; anchor it with ^ and $ to match the whole value",
  }),
  min_items: member(count, { about: "the smallest number of items in an array", also: ["minItems"] }),
  max_items: member(count, { about: "the largest number of items in an array", also: ["maxItems"] }),
  references: member(called("a reference", text(255)), {
    about: "the contract.column that contains every value of this field",
    usedBy: TABLE_TARGETS,
  }),
};

/** Bounds that exclude each other: an end of a range is inclusive or exclusive. */
export const BOUND_RIVALS: readonly (readonly string[])[] = [
  ["minimum", "exclusive_minimum"],
  ["maximum", "exclusive_maximum"],
];

const deprecation = mapping(
  { usedBy: ["dbt"] },
  {
    since: member(bare(label), { about: "the version or date of the deprecation" }),
    sunset: member(bare(label), { about: "the version or date of the field's removal" }),
    replacement: member(bare(name), { about: "the field to use instead" }),
  },
);

/** `true`, a version or date, or a mapping with details. `false` has no effect. */
const deprecated = called(
  "`true`, a version or date, or a mapping of `since`, `sunset` and `replacement`",
  either(
    changed(flag, ({ value }): Deprecation | undefined => (value ? {} : undefined)),
    changed(label, ({ value }): Deprecation => ({ since: value })),
    changed(deprecation, ({ pointer: _pointer, ...said }): Deprecation => said),
  ),
);

/** What is said of a deprecated field. */
export interface Deprecation {
  readonly since?: string;
  readonly sunset?: string;
  readonly replacement?: string;
}

/** Keys that describe a field. */
export const factMembers = {
  on_violation: member(onViolation, {
    about: "what happens when values violate the constraints of the field; defaults to that of the contract",
  }),
  description: member(bare(description), { usedBy: "documentation" }),
  title: member(bare(label), {
    about: "a name for people; the description if there is no other",
    as: "description",
    usedBy: "documentation",
  }),
  examples: member(list(scalar), {
    about: "example values, each of the field's type and within its constraints",
    usedBy: "compiler",
  }),
  unit: member(bare(label), {
    about: "the unit of the value: EUR, kg, seconds",
    usedBy: ["dbt", "json-schema"],
  }),
  pii: member(bare(flag), {
    about: "true: the value is personal data",
    usedBy: ["dbt", "json-schema", "typescript"],
  }),
  classification: member(bare(oneOf("public", "internal", "confidential", "restricted")), {
    about: "who may see the value",
    usedBy: ["dbt"],
  }),
  retention_days: member(bare(count), { about: "how many days to retain the value", usedBy: ["dbt"] }),
  timezone: member(oneOf("UTC", "local"), {
    about: "UTC: the timestamp is an instant, which is the default; local: it has no time zone",
  }),
  deprecated: member(placed(deprecated), {
    about: "the field is deprecated: true, since when, or more details",
    usedBy: ["dbt", "json-schema"],
  }),
  renamed_from: member(name, { about: "the field's former name", also: ["renamedFrom"], usedBy: ["extract", "kafka"] }),
  breaking_change: member(
    changed(bare(oneOf("never", "allowed")), (word) => (word === "never" ? true : undefined)),
    { about: "never: only the documentation of this field may change", as: "locked", usedBy: [] },
  ),
  added_in: member(bare(label), { about: "the version that added the field", usedBy: [] }),
  removed_in: member(bare(label), { about: "the version that will remove the field", usedBy: [] }),
  migration: member(bare(description), { about: "what a consumer must do when the field changes", usedBy: [] }),
};
