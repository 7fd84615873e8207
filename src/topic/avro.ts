import type { Field, Type } from "../ir/field.ts";
import type { Literal } from "../ir/literal.ts";
import type { JsonValue } from "../text/quote/json.ts";
import type { Schema } from "../wire/json-type.ts";
import { avroDefault } from "./avro-default.ts";
import { type StrictAssertions, strictAssertions, takesNull } from "./strict.ts";
import type { TopicContract } from "./topics.ts";
import { avroType } from "./types.ts";

/** What is known while a record is put together. */
interface Context {
  readonly assertions: StrictAssertions;
  /** Names of records and enums that are taken; Avro has one space of names for the whole schema. */
  readonly names: Set<string>;
}

/** The Avro record of a contract's messages. */
export function avroSchema({ contract }: TopicContract, project: string): Schema {
  const context = { assertions: strictAssertions(contract), names: new Set<string>() };
  const { type, name, fields } = record(contract.dataset.fields, { name: contract.name, path: "" }, context);
  return { type, name, namespace: project, doc: contract.description, fields };
}

/** Where a type stands: the name that a record or enum there gets, and the path of the value. */
interface Where {
  readonly name: string;
  readonly path: string;
}

function record(fields: readonly Field[], where: Where, context: Context) {
  const name = unusedName(where.name, context.names);
  return {
    type: "record",
    name,
    fields: fields.map((field) => {
      const path = where.path === "" ? field.name : `${where.path}.${field.name}`;
      return fieldSchema(field, { name: `${where.name}_${field.name}`, path }, context);
    }),
  } as const;
}

function fieldSchema(field: Field, where: Where, context: Context): Schema {
  const type = typeSchema(field.type, where, context);
  const nullable = field.presence === "optional" || takesNull(field, where.path, context.assertions);
  const preset = field.default && defaultOf(field.default, field.type, type);
  const first = preset !== undefined && preset !== null;
  const { renamedFrom } = field.evolution;
  return {
    name: field.name,
    doc: field.description,
    type: nullable ? (first ? [type, "null"] : ["null", type]) : type,
    ...(first ? { default: preset } : nullable && field.presence === "optional" ? { default: null } : {}),
    ...(renamedFrom !== undefined && NAME.test(renamedFrom) && { aliases: [renamedFrom] }),
  };
}

function defaultOf(literal: Literal, type: Type, schema: JsonValue): JsonValue | undefined {
  if (type.kind === "enum" && schema !== "string" && literal.kind === "string") return literal.value;
  return avroDefault(literal, type);
}

function typeSchema(type: Type, where: Where, context: Context): JsonValue {
  switch (type.kind) {
    case "struct":
      return record(type.fields, where, context);
    case "array": {
      const items = typeSchema(type.items, { name: `${where.name}_item`, path: `${where.path}[]` }, context);
      return { type: "array", items: type.itemsNullable ? ["null", items] : items };
    }
    case "map": {
      const values = typeSchema(type.values, { name: `${where.name}_value`, path: `${where.path}{}` }, context);
      return { type: "map", values: type.valuesNullable ? ["null", values] : values };
    }
    case "enum":
      // Values that are no names cannot be symbols; such an enumeration travels as text.
      if (!type.values.every((value) => NAME.test(value))) return "string";
      return { type: "enum", name: unusedName(where.name, context.names), symbols: type.values };
    default:
      return avroType(type);
  }
}

/** What Avro takes as the name of a field, a record or a symbol. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

function unusedName(wanted: string, names: Set<string>): string {
  let name = wanted;
  for (let count = 2; names.has(name); count++) name = `${wanted}_${count}`;
  names.add(name);
  return name;
}
