import type { Assertion } from "../../ir/assertion.ts";
import type { Field, Type } from "../../ir/field.ts";
import type { Literal } from "../../ir/literal.ts";
import { decimalSpellings } from "../../text/grammars.ts";
import { type JsonValue, numeral } from "../../text/quote/json.ts";
import { type StrictAssertions, strictAssertions, takesNull } from "./strict.ts";
import type { TopicContract } from "./topics.ts";
import { jsonType, type Schema } from "./types.ts";

/** What is known while a schema is put together. */
interface Context {
  readonly assertions: StrictAssertions;
  /** Members that the contract does not list are refused. */
  readonly closed: boolean;
}

/**
 * The JSON Schema of a contract's messages, in the draft that every registry reads. `closed` says whether a message may have members that are not
 * listed; a registry decides by it which changes are compatible.
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

function objectSchema(fields: readonly Field[], path: string, context: Context): Schema {
  const required = fields.filter((field) => field.presence === "required").map((field) => field.name);
  const properties = fields.map((field) => [
    field.name,
    fieldSchema(field, path === "" ? field.name : `${path}.${field.name}`, context),
  ]);
  return {
    type: "object",
    // A column may be called __proto__; fromEntries makes an own member of any name.
    properties: Object.fromEntries(properties) as Schema,
    ...(required.length > 0 && { required }),
    ...(context.closed && { additionalProperties: false }),
  };
}

function fieldSchema(field: Field, path: string, context: Context): Schema {
  const schema = valueSchema(field.type, path, context);
  return {
    description: field.description,
    ...(takesNull(field, path, context.assertions) ? nullableSchema(schema) : schema),
    ...(field.default && field.default.kind !== "null" && { default: literalOf(field.default, field.type) }),
  };
}

function valueSchema(type: Type, path: string, context: Context): Schema {
  return { ...typeSchema(type, path, context), ...constraints(context.assertions.get(path) ?? [], type) };
}

function typeSchema(type: Type, path: string, context: Context): Schema {
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

/** Lets null through as well: in the type, and in an enumeration. */
function nullableSchema(schema: Schema): Schema {
  const { type, enum: values } = schema;
  if (typeof type !== "string") return schema;
  return { ...schema, type: [type, "null"], ...(Array.isArray(values) && { enum: [...values, null] }) };
}

/** What the assertions about one value add to its schema. */
function constraints(assertions: readonly Assertion[], type: Type): Schema {
  const members: { [key: string]: JsonValue | undefined } = {};
  const patterns: string[] = [];
  for (const { rule } of assertions) {
    if (rule.kind === "in_set" && type.kind === "decimal") patterns.push(decimalSpellings(textsOf(rule.values)));
    else if (rule.kind === "in_set" && type.kind !== "enum")
      members["enum"] = rule.values.map((value) => literalOf(value, type));
    if (rule.kind === "range" && isJsonNumber(type)) {
      if (rule.minimum) members[rule.minimum.exclusive ? "exclusiveMinimum" : "minimum"] = numeral(rule.minimum.value);
      if (rule.maximum) members[rule.maximum.exclusive ? "exclusiveMaximum" : "maximum"] = numeral(rule.maximum.value);
    }
    if (rule.kind === "multiple_of" && isJsonNumber(type)) members["multipleOf"] = numeral(rule.divisor);
    if (rule.kind === "length") {
      const noun = rule.of === "string" ? "Length" : "Items";
      if (rule.minimum !== undefined) members[`min${noun}`] = rule.minimum;
      if (rule.maximum !== undefined) members[`max${noun}`] = rule.maximum;
    }
    if (rule.kind === "matches" || rule.kind === "format") patterns.push(rule.pattern);
    if (rule.kind === "format") members["format"] = rule.format;
  }
  const [first, ...others] = patterns;
  if (first !== undefined && others.length === 0) members["pattern"] = first;
  if (others.length > 0) members["allOf"] = patterns.map((pattern) => ({ pattern }));
  return members;
}

function textsOf(values: readonly Literal[]): readonly string[] {
  return values.flatMap((value) => (value.kind === "null" ? [] : [String(value.value)]));
}

/** True for a number that travels as a JSON number. */
export function isJsonNumber(type: Type | undefined): boolean {
  return type?.kind === "int" || type?.kind === "float";
}

/** A literal as a value of the type travels: a decimal is text. */
function literalOf(value: Literal, type: Type): JsonValue {
  if (value.kind === "null") return null;
  if (value.kind !== "number") return value.value;
  return type.kind === "decimal" ? value.value : numeral(value.value);
}
