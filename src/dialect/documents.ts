import type { Type } from "../ir/field.ts";
import { Code, code } from "../text/quote/code.ts";

/** The kinds of JSON values. */
export type JsonKind = "array" | "object" | "string" | "number" | "boolean" | "null";

/** How an engine reads the values inside a column of JSON. */
export interface Documents {
  /** True for a value of the engine's own lists, maps and structs, whose values have their types. */
  readonly isTyped: (of: Code) => Code;
  /** True for a string in a column of strings, if queries may read one in place of JSON. */
  readonly isText?: (of: Code) => Code;
  /** Any value as JSON. */
  readonly json: (of: Code) => Code;
  /** True for a JSON value of a kind. */
  readonly isOfKind: (json: Code, kind: JsonKind) => Code;
  /** A string, number or boolean without its quotes. */
  readonly text: (json: Code) => Code;
  /** The number of items. NULL for values that are not arrays. */
  readonly count: (json: Code) => Code;
  /** What follows `from`: the items of an array, or the values of an object, as a column with a name. The value is of that kind. */
  readonly items: (json: Code, name: Code) => Code;
  readonly values: (json: Code, name: Code) => Code;
  /** The member of an object. The name has only letters, digits, underscores and hyphens. */
  readonly member: (json: Code, name: string) => Code;
  /** A column of JSON, or of the type itself, as a type with a name. Undefined if a cast does that. */
  readonly read: (of: Code, type: Type, name: Code) => Code | undefined;
}

/** PostgreSQL stores lists as arrays, or as JSON. */
export const postgresDocuments: Documents = {
  isTyped: (of) => code`cast(pg_typeof(${of}) as text) not in ('json', 'jsonb')`,
  json: (of) => code`to_jsonb(${of})`,
  isOfKind: (json, kind) => code`jsonb_typeof(${json}) = ${Code.trusted(`'${kind}'`)}`,
  text: (json) => code`jsonb_extract_path_text(jsonb_build_array(${json}), '0')`,
  count: (json) => code`case when jsonb_typeof(${json}) = 'array' then jsonb_array_length(${json}) end`,
  items: (json, name) => code`jsonb_array_elements(${json}) as listed (${name})`,
  values: (json, name) => code`jsonb_each(${json}) as listed (member_name, ${name})`,
  member: (json, name) => code`jsonb_extract_path(${json}, ${Code.trusted(`'${name}'`)})`,
  read: (of, type, name) => {
    if (type.kind !== "array" && type.kind !== "vector") return undefined;
    const json = code`to_jsonb(${of})`;
    if (name.text === "jsonb") return json;
    const isOfJson = type.kind === "array" && type.items.kind === "json";
    const items = isOfJson ? code`jsonb_array_elements` : code`jsonb_array_elements_text`;
    return code`case when ${of} is not null then cast(array(select ${items}(${json})) as ${name}) end`;
  },
};

const DUCKDB_KINDS: Readonly<Record<JsonKind, string>> = {
  array: "= 'ARRAY'",
  object: "= 'OBJECT'",
  string: "= 'VARCHAR'",
  number: "in ('BIGINT', 'UBIGINT', 'HUGEINT', 'UHUGEINT', 'DOUBLE')",
  boolean: "= 'BOOLEAN'",
  null: "= 'NULL'",
};

/** DuckDB stores lists, structs and maps, or JSON. */
export const duckdbDocuments: Documents = {
  isTyped: (of) => code`regexp_matches(typeof(${of}), ${Code.trusted("'^(STRUCT|MAP|UNION)[(]|[]]$'")})`,
  isText: (of) => code`typeof(${of}) = 'VARCHAR'`,
  json: (of) => code`to_json(${of})`,
  isOfKind: (json, kind) => code`json_type(${json}) ${Code.trusted(DUCKDB_KINDS[kind])}`,
  text: (json) => code`json_extract_string(${json}, '$')`,
  count: (json) => code`case when json_type(${json}) = 'ARRAY' then json_array_length(${json}) end`,
  items: (json, name) => code`(select unnest(json_extract(${json}, '$[*]')) as ${name}) as listed`,
  values: (json, name) => code`(select unnest(json_extract(${json}, '$.*')) as ${name}) as listed`,
  member: (json, name) => code`json_extract(${json}, ${Code.trusted(`'$."${name}"'`)})`,
  read: (of, type, name) => {
    if (!hasMembers(type)) return undefined;
    // A cast of JSON fails if an object lacks an optional member, or has one more.
    const structure = Code.trusted(`'${JSON.stringify(name.text).replaceAll("'", "''")}'`);
    return code`case when typeof(${of}) = 'JSON' then json_transform(to_json(${of}), ${structure}) else cast(${of} as ${name}) end`;
  },
};

/** True for a struct, and for a list or a map of structs. */
function hasMembers(type: Type): boolean {
  if (type.kind === "array") return hasMembers(type.items);
  if (type.kind === "map") return hasMembers(type.values);
  return type.kind === "struct" && type.fields.length > 0;
}
