import type { Assertion, Bound } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field, Type } from "../../ir/field.ts";
import type { Literal } from "../../ir/literal.ts";
import type { JsonValue } from "../../text/quote/json.ts";
import { numeral } from "../../text/quote/json.ts";
import { type Schema, schemaOfType } from "./types.ts";

/** The schema of a contract's rows. */
export function contractSchema(contract: Contract, project: string): Schema {
  const { dataset } = contract;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:dex:${project}:${contract.name}:${contract.version}`,
    title: contract.name,
    description: contract.description,
    ...(contract.status === "deprecated" && { deprecated: true }),
    ...objectSchema(dataset.fields, byField(dataset.assertions)),
    ...(dataset.closed && { additionalProperties: false }),
  };
}

/** Assertions about one value, by the path of the value. Conditional, tolerant and less than certain ones are not a schema's to decide. */
type Assertions = ReadonlyMap<string, readonly Assertion[]>;

function byField(assertions: readonly Assertion[]): Assertions {
  const found = new Map<string, Assertion[]>();
  for (const assertion of assertions) {
    if (!("field" in assertion.rule) || !isStrict(assertion)) continue;
    const key = assertion.rule.field.join("/");
    found.set(key, [...(found.get(key) ?? []), assertion]);
  }
  return found;
}

/** True for an assertion that every single row must keep. */
export function isStrict({ severity, where, tolerance }: Assertion): boolean {
  return severity === "error" && where === undefined && tolerance === undefined;
}

function objectSchema(fields: readonly Field[], assertions: Assertions, path = ""): Schema {
  const required = fields.filter((field) => field.presence === "required").map((field) => field.name);
  const properties = fields.map((field) => [
    field.name,
    fieldSchema(field, assertions, path === "" ? field.name : `${path}/${field.name}`),
  ]);
  return {
    type: "object",
    properties: Object.fromEntries(properties) as Schema,
    ...(required.length > 0 && { required }),
  };
}

function fieldSchema(field: Field, assertions: Assertions, path: string): Schema {
  const tolerated = field.nullable || !assertions.get(path)?.some(({ rule }) => rule.kind === "not_null");
  const schema = {
    ...typeSchema(field.type, assertions, path),
    ...constraints(assertions.get(path) ?? [], field.type),
  };
  return {
    description: field.description,
    ...(tolerated ? nullableSchema(schema) : schema),
    ...(field.default && field.default.kind !== "null" && { default: literal(field.default) }),
    ...(field.evolution.deprecated && { deprecated: true }),
    ...(field.unit !== undefined && { "x-unit": field.unit }),
    ...(field.privacy.pii && { "x-pii": true }),
  };
}

function typeSchema(type: Type, assertions: Assertions, path: string): Schema {
  const schema = schemaOfType(type);
  switch (type.kind) {
    case "struct":
      return objectSchema(type.fields, assertions, path);
    case "array": {
      const items = itemSchema(type.items, assertions, `${path}/[]`);
      return { ...schema, items: type.itemsNullable ? nullableSchema(items) : items };
    }
    case "map": {
      const values = itemSchema(type.values, assertions, `${path}/{}`);
      return { ...schema, additionalProperties: type.valuesNullable ? nullableSchema(values) : values };
    }
    default:
      return schema;
  }
}

function itemSchema(type: Type, assertions: Assertions, path: string): Schema {
  return { ...typeSchema(type, assertions, path), ...constraints(assertions.get(path) ?? [], type) };
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
    if (rule.kind === "in_set" && type.kind === "decimal") members["allOf"] = [{ pattern: decimals(rule.values) }];
    else if (rule.kind === "in_set" && type.kind !== "enum") members["enum"] = rule.values.map(literal);
    if (rule.kind === "range" && isJsonNumber(type)) Object.assign(members, rangeMembers(rule));
    if (rule.kind === "multiple_of" && isJsonNumber(type)) members["multipleOf"] = numeral(rule.divisor);
    if (rule.kind === "length") Object.assign(members, lengthMembers(rule));
    if (rule.kind === "matches" || rule.kind === "format") patterns.push(rule.pattern);
    if (rule.kind === "format") members["format"] = rule.format;
  }
  const [first, ...others] = patterns;
  if (first !== undefined && others.length === 0) members["pattern"] = first;
  if (others.length > 0) members["allOf"] = patterns.map((pattern) => ({ pattern }));
  return members;
}

/** A decimal travels as text, and 0.07 and 0.070 are one number: each value, with any number of zeros behind. */
function decimals(values: readonly Literal[]): string {
  const texts = values.flatMap((value) => (value.kind === "number" ? value.value : []));
  const patterns = texts.map((text) => {
    const padded = text.includes(".") ? `${text.replace(".", "\\.")}0*` : `${text}(\\.0+)?`;
    return text === "0" ? `-?${padded}` : padded;
  });
  return `^(${patterns.join("|")})$`;
}

/** True for a number that travels as a JSON number. */
export function isJsonNumber(type: Type | undefined): boolean {
  return type?.kind === "int" || type?.kind === "float";
}

function rangeMembers({ minimum, maximum }: { readonly minimum?: Bound; readonly maximum?: Bound }): Schema {
  return {
    ...(minimum && { [minimum.exclusive ? "exclusiveMinimum" : "minimum"]: numeral(minimum.value) }),
    ...(maximum && { [maximum.exclusive ? "exclusiveMaximum" : "maximum"]: numeral(maximum.value) }),
  };
}

function lengthMembers({
  of,
  minimum,
  maximum,
}: {
  readonly of: "string" | "items";
  readonly minimum?: number;
  readonly maximum?: number;
}): Schema {
  const noun = of === "string" ? "Length" : "Items";
  return {
    ...(minimum !== undefined && { [`min${noun}`]: minimum }),
    ...(maximum !== undefined && { [`max${noun}`]: maximum }),
  };
}

function literal(value: Literal): JsonValue {
  if (value.kind === "null") return null;
  return value.kind === "number" ? numeral(value.value) : value.value;
}
