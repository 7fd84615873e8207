import { entryFor, type PerKind } from "../assertion/per-kind.ts";
import type { Assertion, Bound, Rule } from "../ir/assertion.ts";
import type { Field, Type } from "../ir/field.ts";
import type { Literal } from "../ir/literal.ts";
import { decimalSpellings } from "../text/grammars.ts";
import { numeral } from "../text/quote/json.ts";
import { isJsonNumber, jsonLiteral, jsonType, type Schema } from "../wire/json-type.ts";
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
  return { ...typeSchema(type, path, context), ...constraints(context.assertions.get(path) ?? [], type) };
}

function typeSchema(type: Type, path: string, context: JsonSchemaContext): Schema {
  switch (type.kind) {
    case "struct":
      return objectSchema(type.fields, path, context);
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

/** Allows null in the type and in the enumeration of a schema. */
function nullableSchema(schema: Schema): Schema {
  const { type, enum: values } = schema;
  if (typeof type !== "string") return schema;
  return { ...schema, type: [type, "null"], ...(Array.isArray(values) && { enum: [...values, null] }) };
}

/** The keywords that an assertion adds to the schema of its value. Patterns are separate, because a schema has only one `pattern`. */
interface Keywords {
  readonly members?: Schema;
  readonly pattern?: string;
}

/** The rules about one value that a schema can express. The schema ignores the others. */
const KEYWORDS: Partial<PerKind<Type, Keywords>> = {
  in_set: ({ values }, type) => {
    if (type.kind === "decimal") return { pattern: decimalSpellings(textsOf(values)) };
    // The values of an enumeration are already in its type.
    return type.kind === "enum" ? {} : { members: { enum: values.map((value) => jsonLiteral(value, type)) } };
  },
  range: ({ minimum, maximum }, type) =>
    isJsonNumber(type) ? { members: { ...limit("Minimum", minimum), ...limit("Maximum", maximum) } } : {},
  multiple_of: ({ divisor }, type) => (isJsonNumber(type) ? { members: { multipleOf: numeral(divisor) } } : {}),
  length: ({ of, minimum, maximum }) => {
    const noun = of === "string" ? "Length" : "Items";
    return {
      members: {
        ...(minimum !== undefined && { [`min${noun}`]: minimum }),
        ...(maximum !== undefined && { [`max${noun}`]: maximum }),
      },
    };
  },
  matches: ({ pattern }) => ({ pattern }),
  format: ({ format, pattern }) => ({ members: { format }, pattern }),
};

/** The keywords of all assertions about one value. */
function constraints(assertions: readonly Assertion[], type: Type): Schema {
  const found = assertions.map(({ rule }) => entryFor(KEYWORDS, rule)?.(type) ?? {});
  const members = Object.fromEntries(found.flatMap((keywords) => Object.entries(keywords.members ?? {})));
  const patterns = found.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
  if (patterns.length > 1) return { ...members, allOf: patterns.map((pattern) => ({ pattern })) };
  return { ...members, ...(patterns.length === 1 && { pattern: patterns[0] }) };
}

/** True for a rule that a schema can express about one value. */
export function hasKeywords({ kind }: Rule): boolean {
  return KEYWORDS[kind] !== undefined;
}

function limit(name: "Minimum" | "Maximum", bound: Bound | undefined): Schema {
  if (bound === undefined) return {};
  return { [bound.exclusive ? `exclusive${name}` : name.toLowerCase()]: numeral(bound.value) };
}

function textsOf(values: readonly Literal[]): readonly string[] {
  return values.flatMap((value) => (value.kind === "null" ? [] : [String(value.value)]));
}
