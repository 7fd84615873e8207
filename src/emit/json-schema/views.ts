import type { FieldPath } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field, Type } from "../../ir/field.ts";
import { jsonLiteral } from "../../wire/json-type.ts";
import { narrow } from "./keywords.ts";
import { heldBy, type ValueRule } from "./promises.ts";
import { jsonType, type Schema } from "./types.ts";

/** The schema of a contract's rows. */
export function contractSchema(contract: Contract, project: string): Schema {
  const { dataset } = contract;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:dex:${project}:${contract.name}:${contract.version}`,
    title: contract.name,
    description: contract.description,
    ...(contract.status === "deprecated" && { deprecated: true }),
    ...objectSchema(dataset.fields, promisesOf(contract), []),
    ...(dataset.closed && { additionalProperties: false }),
  };
}

/** What the schema says at each value, and which not-null promises some rows may break. */
interface Promises {
  readonly rules: ReadonlyMap<string, readonly ValueRule[]>;
  readonly tolerant: ReadonlySet<string>;
}

function promisesOf(contract: Contract): Promises {
  const rules = new Map<string, ValueRule[]>();
  const tolerant = new Set<string>();
  for (const assertion of contract.dataset.assertions) {
    const { rule, tolerance } = assertion;
    if (rule.kind === "not_null" && tolerance !== undefined) tolerant.add(rule.field.join("/"));
    const held = heldBy(assertion, contract);
    if (held.by !== "value") continue;
    const key = held.rule.field.join("/");
    rules.set(key, [...(rules.get(key) ?? []), held.rule]);
  }
  return { rules, tolerant };
}

function rulesAt(path: FieldPath, { rules }: Promises): readonly ValueRule[] {
  return rules.get(path.join("/")) ?? [];
}

function objectSchema(fields: readonly Field[], promises: Promises, path: FieldPath): Schema {
  const required = fields.filter((field) => field.presence === "required").map((field) => field.name);
  const properties = fields.map((field) => [field.name, fieldSchema(field, promises, [...path, field.name])]);
  return {
    type: "object",
    properties: Object.fromEntries(properties) as Schema,
    ...(required.length > 0 && { required }),
  };
}

function fieldSchema(field: Field, promises: Promises, path: FieldPath): Schema {
  const { type, description, unit, privacy, evolution, default: given } = field;
  return {
    description,
    ...valueSchema(type, promises, { path, isNullable: isNullable(field, promises, path) }),
    ...(given && given.kind !== "null" && { default: jsonLiteral(given, type) }),
    ...(evolution.deprecated && { deprecated: true }),
    ...(unit !== undefined && { "x-unit": unit }),
    ...(privacy.pii && { "x-pii": true }),
  };
}

/** A promise that some rows may break lets null through; one without exceptions keeps it out. */
function isNullable({ nullable }: Field, promises: Promises, path: FieldPath): boolean {
  if (rulesAt(path, promises).some(({ kind }) => kind === "not_null")) return false;
  return nullable || promises.tolerant.has(path.join("/"));
}

/** The schema of a value: its type, what is promised of it, and whether it may be null. */
function valueSchema(
  type: Type,
  promises: Promises,
  { path, isNullable: mayBeNull }: { readonly path: FieldPath; readonly isNullable: boolean },
): Schema {
  const schema = rulesAt(path, promises).reduce<Schema>(
    (narrowed, rule) => narrow(narrowed, rule, type),
    typeSchema(type, promises, path),
  );
  return mayBeNull ? nullableSchema(schema) : type.kind === "json" ? { ...schema, not: { type: "null" } } : schema;
}

function typeSchema(type: Type, promises: Promises, path: FieldPath): Schema {
  const schema = jsonType(type);
  switch (type.kind) {
    case "struct":
      return objectSchema(type.fields, promises, path);
    case "array": {
      const place = { path: [...path, "[]"], isNullable: type.itemsNullable };
      return { ...schema, items: valueSchema(type.items, promises, place) };
    }
    case "map": {
      const place = { path: [...path, "{}"], isNullable: type.valuesNullable };
      return { ...schema, additionalProperties: valueSchema(type.values, promises, place) };
    }
    default:
      return schema;
  }
}

/** Lets null through as well: in the type, and in an enumeration. */
function nullableSchema(schema: Schema): Schema {
  const { type, enum: values, allOf } = schema;
  if (typeof type !== "string") return schema;
  // A second enumeration stands in allOf; every other keyword passes over null by itself.
  const parts = Array.isArray(allOf) ? allOf.map((part) => withNull(part as Schema)) : undefined;
  return {
    ...schema,
    type: [type, "null"],
    ...(Array.isArray(values) && { enum: [...values, null] }),
    ...(parts && { allOf: parts }),
  };
}

function withNull(part: Schema): Schema {
  const { enum: values } = part;
  return Array.isArray(values) ? { ...part, enum: [...values, null] } : part;
}
