import { isValueRule } from "../assertion/registry.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Field, Type } from "../ir/field.ts";
import { isJsonNumber, jsonLiteral, jsonType, type Schema } from "../wire/json-type.ts";
import { narrow, nullableSchema } from "../wire/keywords.ts";
import { type StrictAssertions, strictAssertions, takesNull } from "./strict.ts";
import type { TopicContract } from "./topics.ts";

/** The inputs of all builders of one schema. */
interface JsonSchemaContext {
  readonly assertions: StrictAssertions;
  /** The schema rejects members that the contract does not list. */
  readonly closed: boolean;
}

/**
 * The JSON Schema of a contract's messages, in the draft that every registry supports (draft-07). A `closed` schema rejects members that it does
 * not list. For registries, the compatibility of a change depends on it.
 */
export function jsonSchema({ contract }: TopicContract, closed: boolean): Schema {
  const context = { assertions: strictAssertions(contract), closed };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: contract.name,
    description: contract.description,
    ...objectSchema(contract.dataset.fields, "", context),
  };
}

function objectSchema(fields: readonly Field[], path: string, context: JsonSchemaContext): Schema {
  const required = fields.filter((field) => field.presence === "required").map((field) => field.name);
  const properties = fields.map((field) => [
    field.name,
    fieldSchema(field, path === "" ? field.name : `${path}.${field.name}`, context),
  ]);
  return {
    type: "object",
    // A column may have the name __proto__, of which fromEntries makes an own member.
    properties: Object.fromEntries(properties) as Schema,
    ...(required.length > 0 && { required }),
    ...(context.closed && { additionalProperties: false }),
  };
}

function fieldSchema(field: Field, path: string, context: JsonSchemaContext): Schema {
  const schema = valueSchema(field.type, path, context);
  return {
    description: field.description,
    ...(takesNull(field, path, context.assertions) ? nullableSchema(schema) : schema),
    ...(field.default && field.default.kind !== "null" && { default: jsonLiteral(field.default, field.type) }),
  };
}

function valueSchema(type: Type, path: string, context: JsonSchemaContext): Schema {
  return constrained(typeSchema(type, path, context), context.assertions.get(path) ?? [], type);
}

function typeSchema(type: Type, path: string, context: JsonSchemaContext): Schema {
  switch (type.kind) {
    case "struct":
      return { ...objectSchema(type.fields, path, context), ...(type.closed && { additionalProperties: false }) };
    case "array": {
      const items = valueSchema(type.items, `${path}[]`, context);
      return { ...jsonType(type), items: type.itemsNullable ? nullableSchema(items) : items };
    }
    case "map": {
      const values = valueSchema(type.values, `${path}{}`, context);
      return { ...jsonType(type), additionalProperties: type.valuesNullable ? nullableSchema(values) : values };
    }
    default:
      return jsonType(type);
  }
}

/** Adds the rules about a value that JSON Schema can express. */
function constrained(schema: Schema, assertions: readonly Assertion[], type: Type): Schema {
  return assertions.reduce((narrowed, { rule }) => {
    const isExpressed =
      isValueRule(rule) && (isJsonNumber(type) || (rule.kind !== "range" && rule.kind !== "multiple_of"));
    return isExpressed ? narrow(narrowed, rule, type) : narrowed;
  }, schema);
}
