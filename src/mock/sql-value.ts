import type { Dialect } from "../dialect/dialect.ts";
import { floatNumber, number, printComparable } from "../dialect/literals.ts";
import { dialects, type SqlDialect } from "../dialect/registry.ts";
import { typeName } from "../dialect/type-names.ts";
import type { Field, Type } from "../ir/field.ts";
import { exact, exactText } from "../judge/exact.ts";
import { isMembers, memberOf, type Value } from "../judge/value.ts";
import { Code, code, join } from "../text/quote/code.ts";
import { jsonText, storedJson } from "./json-text.ts";

/** How an engine writes values that are no plain literals. An engine without a form for lists or structs stores them as JSON. */
interface ValueForms {
  readonly bytes: (base64: Code) => Code;
  readonly json: (text: Code) => Code;
  readonly list?: (items: readonly Code[], type: Code) => Code;
  readonly struct?: (members: readonly (readonly [Code, Code])[]) => Code;
  readonly map?: (members: readonly (readonly [Code, Code])[]) => Code;
}

const pairs = (members: readonly (readonly [Code, Code])[], separator: string) =>
  members.map(([name, value]) => code`${name}${Code.trusted(separator)}${value}`);
const flat = (members: readonly (readonly [Code, Code])[]) => members.flat();

const SPARK: ValueForms = {
  bytes: (base64) => code`unbase64(${base64})`,
  json: (text) => text,
  list: (items, type) => code`cast(array(${join(items, ", ")}) as ${type})`,
  struct: (members) => code`named_struct(${join(flat(members), ", ")})`,
  map: (members) => code`map(${join(flat(members), ", ")})`,
};

const FORMS: Readonly<Record<SqlDialect, ValueForms>> = {
  duckdb: {
    bytes: (base64) => code`from_base64(${base64})`,
    json: (text) => code`cast(${text} as json)`,
    list: (items, type) => code`cast([${join(items, ", ")}] as ${type})`,
    struct: (members) => code`{${join(pairs(members, ": "), ", ")}}`,
    map: (members) => code`map {${join(pairs(members, ": "), ", ")}}`,
  },
  postgres: {
    bytes: (base64) => code`decode(${base64}, 'base64')`,
    json: (text) => code`cast(${text} as jsonb)`,
    list: (items, type) => code`cast(array[${join(items, ", ")}] as ${type})`,
  },
  snowflake: { bytes: (base64) => code`to_binary(${base64}, 'BASE64')`, json: (text) => code`parse_json(${text})` },
  bigquery: {
    bytes: (base64) => code`from_base64(${base64})`,
    json: (text) => code`parse_json(${text})`,
    list: (items) => code`[${join(items, ", ")}]`,
    struct: (members) =>
      code`struct(${join(
        members.map(([, value]) => value),
        ", ",
      )})`,
  },
  redshift: { bytes: (base64) => code`from_base64(${base64})`, json: (text) => code`json_parse(${text})` },
  databricks: SPARK,
  spark: SPARK,
  mysql: { bytes: (base64) => code`from_base64(${base64})`, json: (text) => text },
};

/** A value as a literal of an engine, of the type that a column has there. */
export function sqlValue(value: Value, type: Type, name: SqlDialect): Code {
  if (value === null) return Code.trusted("null");
  const dialect = dialects[name];
  switch (type.kind) {
    case "int":
    case "decimal":
      return number(exactText(exact(typeof value === "bigint" ? value : String(value))));
    case "float":
      return floatNumber(exactText(exact(Number(value))), dialect);
    case "bool":
      return Code.trusted(String(value));
    case "date":
    case "timestamp":
    case "time":
      return printComparable(String(value), type, dialect);
    case "bytes":
      return FORMS[name].bytes(dialect.string(String(value)));
    case "json":
      return FORMS[name].json(dialect.string(jsonText(value)));
    case "array":
    case "map":
    case "struct":
    case "vector":
      return nested(value, type, { name, dialect });
    default:
      return dialect.string(String(value));
  }
}

interface Engine {
  readonly name: SqlDialect;
  readonly dialect: Dialect;
}

/** A nested value in the form of its type in the engine: a list, a struct, a map, or JSON. */
function nested(value: Value, type: Type, { name, dialect }: Engine): Code {
  const forms = FORMS[name];
  const own = typeName(type, dialect.types);
  const inner = (item: Value, itemType: Type) => sqlValue(item, itemType, name);
  const isJson = own.text === typeName({ kind: "json" }, dialect.types).text;
  if (!isJson && Array.isArray(value) && forms.list !== undefined && isList(own.text)) {
    const items: Type = type.kind === "array" ? type.items : { kind: "float", bits: 32 };
    return forms.list(
      value.map((item: Value) => inner(item, items)),
      own,
    );
  }
  const members = (fields: readonly Pick<Field, "name" | "type">[]) =>
    fields.map((field) => [dialect.string(field.name), inner(memberOf(value, field.name), field.type)] as const);
  if (!isJson && type.kind === "struct" && forms.struct !== undefined) return forms.struct(members(type.fields));
  if (!isJson && type.kind === "map" && forms.map !== undefined && isMembers(value))
    return forms.map(members(Object.keys(value).map((key) => ({ name: key, type: type.values }))));
  return forms.json(dialect.string(storedJson(value, type)));
}

/** True for the name of a list type: text[], float[3], array<string>. */
function isList(type: string): boolean {
  return /\]$|^array</.test(type);
}
