import { type RowAssertions, rowAssertions } from "../../assertion/row.ts";
import type { FieldPath } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field, Type } from "../../ir/field.ts";
import { jsonLiteral } from "../../wire/json-type.ts";
import { narrow, nullableSchema } from "../../wire/keywords.ts";
import { jsonType, type Schema } from "./types.ts";
import { verdictsOf } from "./verdict.ts";

/** The schema of a contract's rows. */
export function contractSchema(contract: Contract, project: string, verdicts = verdictsOf(contract)): Schema {
  const { dataset } = contract;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:dex:${project}:${contract.name}:${contract.version}`,
    title: contract.name,
    description: contract.description,
    ...(contract.status === "deprecated" && { deprecated: true }),
    ...objectSchema(dataset.fields, rowAssertions(verdicts), []),
    ...(dataset.closed && { additionalProperties: false }),
  };
}

function objectSchema(fields: readonly Field[], rules: RowAssertions, path: FieldPath): Schema {
  const required = fields.filter((field) => field.presence === "required").map((field) => field.name);
  const properties = fields.map((field) => [field.name, fieldSchema(field, rules, [...path, field.name])]);
  return {
    type: "object",
    properties: Object.fromEntries(properties) as Schema,
    ...(required.length > 0 && { required }),
  };
}

function fieldSchema(field: Field, rules: RowAssertions, path: FieldPath): Schema {
  const { type, description, unit, privacy, evolution, default: given } = field;
  return {
    description,
    ...valueSchema(type, rules, { path, isNullable: rules.isNullable(field, path) }),
    ...(given && given.kind !== "null" && { default: jsonLiteral(given, type) }),
    ...(evolution.deprecated && { deprecated: true }),
    ...(unit !== undefined && { "x-unit": unit }),
    ...(privacy.pii && { "x-pii": true }),
  };
}

/** The schema of a value: its type, the keywords of its rules, and whether it may be null. */
function valueSchema(
  type: Type,
  rules: RowAssertions,
  { path, isNullable: mayBeNull }: { readonly path: FieldPath; readonly isNullable: boolean },
): Schema {
  const schema = rules
    .at(path)
    .reduce<Schema>((narrowed, { rule }) => narrow(narrowed, rule, type), typeSchema(type, rules, path));
  return mayBeNull ? nullableSchema(schema) : type.kind === "json" ? { ...schema, not: { type: "null" } } : schema;
}

function typeSchema(type: Type, rules: RowAssertions, path: FieldPath): Schema {
  const schema = jsonType(type);
  switch (type.kind) {
    case "struct":
      return { ...objectSchema(type.fields, rules, path), ...(type.closed && { additionalProperties: false }) };
    case "array": {
      const place = { path: [...path, "[]"], isNullable: type.itemsNullable };
      return { ...schema, items: valueSchema(type.items, rules, place) };
    }
    case "map": {
      const place = { path: [...path, "{}"], isNullable: type.valuesNullable };
      return { ...schema, additionalProperties: valueSchema(type.values, rules, place) };
    }
    default:
      return schema;
  }
}
