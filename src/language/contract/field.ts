import type { Json } from "../../source/json.ts";
import { pointerTo } from "../../source/pointer.ts";
import { diagnostics } from "../diagnostics.ts";
import type { Located } from "../located.ts";
import {
  at,
  bound,
  entries,
  extended,
  flag,
  number,
  type ObjectNode,
  object,
  plain,
  raw,
  text,
  texts,
} from "../node.ts";
import { decimalText } from "../scalars.ts";
import type { FieldDocument, ScalarDocument, TypeName } from "./contract-document.ts";
import { isTemporal, membersFit } from "./field-members.ts";

/** The fields of a mapping from name to field, in the order written; `required` names those that a list beside it requires. */
export function fieldsOf(node: ObjectNode, required: readonly Located<string>[]): readonly FieldDocument[] {
  requiredExist(Object.keys(node.value), required, node);
  return listedFields(entries(node), required);
}

/** Reports names of a `required` list that nothing beside it describes. */
export function requiredExist(
  names: readonly string[],
  required: readonly Located<string>[],
  { path, reports }: Pick<ObjectNode, "path" | "reports">,
): void {
  for (const { value: name, pointer } of required)
    if (!names.includes(name)) reports.push(diagnostics.report("unknown-column", { path, pointer }, { name, names }));
}

/** Fields by their names, those in `required` marked so. */
export function listedFields(
  named: readonly (readonly [string, ObjectNode])[],
  required: readonly Located<string>[],
): readonly FieldDocument[] {
  const pointers = new Map(required.map((item) => [item.value, item.pointer]));
  return named.map(([name, entry]) => {
    const pointer = pointers.get(name);
    return fieldOf(name, entry, pointer === undefined ? undefined : { value: true, pointer });
  });
}

/** One field as it was written, in snake_case or in JSON Schema's spelling, with the fields inside it. */
function fieldOf(name: string, node: ObjectNode, listed?: Located<boolean>): FieldDocument {
  membersFit(node);
  const members = object(node, "properties");
  const items = object(node, "items");
  const values = object(node, "values");
  return extended<FieldDocument>(bareFieldOf(name, node, listed), {
    fields: members && fieldsOf(members, Array.isArray(node.value["required"]) ? texts(node, "required") : []),
    items: items && fieldOf("", items),
    values: values && fieldOf("", values),
  });
}

/** A field without the fields inside it. */
export function bareFieldOf(name: string, node: ObjectNode, listed?: Located<boolean>): FieldDocument {
  const type = text(node, "type", "data_type") ?? { value: "string", pointer: node.pointer };
  // The shape has checked that it is one of the names.
  const field: FieldDocument = { name, pointer: node.pointer, type: type as Located<TypeName> };
  return extended(field, nullability(node, listed), constraints(node), boundsOf(node), facts(node));
}

/** What a mapping promises about the values of a field. */
export function constraintsOf(node: ObjectNode): Omit<FieldDocument, "name" | "pointer" | "type"> {
  return extended<Omit<FieldDocument, "name" | "pointer" | "type">>(
    {},
    nullability(node),
    constraints(node),
    boundsOf(node),
  );
}

/** What is said about NULL and about being left out; two words that contradict each other are reported. */
function nullability(node: ObjectNode, listed?: Located<boolean>) {
  const nullable = flag(node, "nullable");
  const notNull = flag(node, "not_null", "notNull");
  if (nullable !== undefined && notNull !== undefined && nullable.value === notNull.value) {
    const [one, other] = [`nullable: ${nullable.value}`, `not_null: ${notNull.value}`];
    node.reports.push(diagnostics.report("contradiction", at(node, notNull.pointer), { one, other }));
  }
  const required = flag(node, "required");
  if (listed !== undefined && required?.value === false) {
    node.reports.push(
      diagnostics.report("contradiction", at(node, required.pointer), {
        one: "required: false",
        other: "the list of required fields",
      }),
    );
  }
  return {
    nullable: nullable ?? (notNull && { value: !notNull.value, pointer: notNull.pointer }),
    required: listed ?? required,
    unique: flag(node, "unique"),
    primaryKey: flag(node, "primary_key", "primaryKey"),
  };
}

function constraints(node: ObjectNode) {
  const bits = number(node, "bits")?.value;
  return {
    bits: bits as FieldDocument["bits"],
    precision: number(node, "precision"),
    scale: number(node, "scale"),
    dimensions: number(node, "dimensions"),
    format: formatOf(node),
    enum: scalarList(node, "enum", "allowed_values"),
    default: scalarMember(node, "default"),
    multipleOf: bound(node, "multiple_of", "multipleOf"),
    minLength: number(node, "min_length", "minLength"),
    maxLength: number(node, "max_length", "maxLength"),
    minItems: number(node, "min_items", "minItems"),
    maxItems: number(node, "max_items", "maxItems"),
    pattern: text(node, "pattern"),
    references: text(node, "references"),
  };
}

/** The ends of a range. An end is inclusive or exclusive, and not both. */
export function boundsOf(node: ObjectNode) {
  raw(node, "minimum", "min_value", "min", "exclusive_minimum", "exclusiveMinimum");
  raw(node, "maximum", "max_value", "max", "exclusive_maximum", "exclusiveMaximum");
  return {
    minimum: bound(node, "minimum", "min_value", "min"),
    maximum: bound(node, "maximum", "max_value", "max"),
    exclusiveMinimum: bound(node, "exclusive_minimum", "exclusiveMinimum"),
    exclusiveMaximum: bound(node, "exclusive_maximum", "exclusiveMaximum"),
  };
}

/** The format of a string. `ISO8601`, and a format that is what the type says anyway, are no promise of their own. */
function formatOf(node: ObjectNode): Located<string> | undefined {
  const found = text(node, "format");
  if (found === undefined) return undefined;
  const type = plain(node, "type", "data_type") ?? "string";
  const isIso = /^iso[-_ ]?8601$/i.test(found.value);
  if (isTemporal(type) && (isIso || found.value === "date-time" || found.value === type)) return undefined;
  if (found.value === type) return undefined;
  return isIso ? { value: "date-time", pointer: found.pointer } : found;
}

function facts(node: ObjectNode) {
  const classification = plain(node, "classification");
  const deprecated = raw(node, "deprecated");
  return {
    description: plain(node, "description") ?? plain(node, "title"),
    unit: plain(node, "unit"),
    pii: flag(node, "pii")?.value,
    classification: classification as FieldDocument["classification"],
    retentionDays: number(node, "retention_days")?.value,
    timezone: text(node, "timezone"),
    deprecated:
      deprecated && deprecated.value !== false
        ? { value: deprecation(deprecated.value), pointer: deprecated.pointer }
        : undefined,
    renamedFrom: text(node, "renamed_from", "renamedFrom"),
    addedIn: plain(node, "added_in"),
    removedIn: plain(node, "removed_in"),
    migration: plain(node, "migration"),
    locked: plain(node, "breaking_change") === "never" ? true : undefined,
  };
}

/** `true`, a version or date since when, or a mapping that says more. */
function deprecation(value: Json): { since?: string; sunset?: string; replacement?: string } {
  if (typeof value === "string") return { since: value };
  return typeof value === "object" && value !== null ? { ...(value as Readonly<Record<string, string>>) } : {};
}

/** A scalar of the language from plain JSON. */
function scalarOf(value: Json): ScalarDocument {
  if (value === null) return { kind: "null" };
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (typeof value === "number") return { kind: "number", value: decimalText(value) ?? String(value) };
  return { kind: "string", value: String(value) };
}

/** The scalars of a list. */
export function scalarList(
  node: ObjectNode,
  ...keys: readonly string[]
): Located<readonly Located<ScalarDocument>[]> | undefined {
  const found = raw(node, ...keys);
  if (found === undefined || !Array.isArray(found.value)) return undefined;
  const items = found.value.map((item: Json, index) => ({
    value: scalarOf(item),
    pointer: pointerTo(found.pointer, index),
  }));
  return { value: items, pointer: found.pointer };
}

function scalarMember(node: ObjectNode, key: string): Located<ScalarDocument> | undefined {
  const found = raw(node, key);
  return found && { value: scalarOf(found.value), pointer: found.pointer };
}
