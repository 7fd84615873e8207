import type { Dialect } from "../dialect/dialect.ts";
import type { Documents, JsonKind } from "../dialect/documents.ts";
import { enginePattern } from "../dialect/pattern.ts";
import type { Type, TypeKind, TypeOf } from "../ir/field.ts";
import { Code, code, join } from "../text/quote/code.ts";

/** How SQL decides whether a stored value fits a declared type. The conditions read the value as text, so they hold for every stored type. */
export interface Fit {
  readonly column: Code;
  readonly dialect: Dialect;
}

/** A value inside a JSON column, and how deep it is. */
interface Inside {
  readonly json: Code;
  readonly depth: number;
  readonly dialect: Dialect;
  readonly documents: Documents;
  /** The condition under which a scalar, read as text, does not fit its type. */
  readonly scalar: (type: Type, fit: Fit) => Code | undefined;
}

/** The kind of JSON value that each type is stored as. Floats are numbers, but JSON has no NaN and no infinity. */
const STORED_AS: Readonly<Record<TypeKind, JsonKind | undefined>> = {
  string: "string",
  enum: "string",
  uuid: "string",
  date: "string",
  time: "string",
  timestamp: "string",
  duration: "string",
  bytes: "string",
  int: "number",
  decimal: undefined,
  float: undefined,
  bool: "boolean",
  json: undefined,
  array: "array",
  vector: "array",
  map: "object",
  struct: "object",
};

/**
 * The condition under which a column of lists, maps, structs or JSON does not fit: it has another kind of JSON value, or a value inside it does
 * not fit its type. Undefined if the engine's JSON is not read.
 */
export function documentMisfit(type: Type, { column, dialect }: Fit, scalar: Inside["scalar"]): Code | undefined {
  const { documents } = dialect;
  if (documents === undefined) return undefined;
  const isText = documents.isText?.(column);
  if (type.kind === "json") return isText && code`${column} is not null and ${isText}`;
  const json = documents.json(column);
  const misfit = insideMisfit(type, { json, depth: 0, dialect, documents, scalar });
  return code`case when ${column} is null or ${documents.isTyped(column)} then false else ${misfit ?? Code.trusted("false")} end`;
}

/** The condition for a value that is not NULL. Undefined if every value fits. */
function insideMisfit(type: Type, inside: Inside): Code | undefined {
  const { json, documents } = inside;
  const kind = STORED_AS[type.kind];
  const isOther = OTHERS[type.kind]?.(inside) ?? (kind && code`not (${documents.isOfKind(json, kind)})`);
  const within = withinMisfit(type, inside);
  if (isOther === undefined || within === undefined) return isOther ?? within;
  return code`case when ${isOther} then true else ${within} end`;
}

const NOT_FINITE = "^([Nn]a[Nn]|-?[Ii]nf(inity)?)$";

/** The conditions of types that are stored as several kinds of JSON values. */
const OTHERS: Partial<Record<TypeKind, (inside: Inside) => Code>> = {
  float: notFloat,
  // A decimal is a string in JSON, so that no digit is lost, and a number in the JSON of databases.
  decimal: ({ json, documents }) =>
    code`not (${documents.isOfKind(json, "number")} or ${documents.isOfKind(json, "string")})`,
};

function notFloat({ json, documents, dialect }: Inside): Code {
  const pattern = dialect.string(enginePattern(NOT_FINITE, dialect));
  return code`not (${documents.isOfKind(json, "number")} or ${dialect.matches(documents.text(json), pattern)})`;
}

function withinMisfit(type: Type, inside: Inside): Code | undefined {
  switch (type.kind) {
    case "array":
      return listedMisfit(type.items, "items", inside);
    case "map":
      return listedMisfit(type.values, "values", inside);
    case "vector": {
      const items = listedMisfit({ kind: "float", bits: 32 }, "items", inside);
      const size = code`${inside.documents.count(inside.json)} <> ${Code.trusted(String(type.dimensions))}`;
      return items === undefined ? size : code`(${size} or ${items})`;
    }
    case "struct":
      return membersMisfit(type, inside);
    case "json":
      return undefined;
    default: {
      const { json, documents, dialect, scalar } = inside;
      return scalar(type, { column: documents.text(json), dialect });
    }
  }
}

function listedMisfit(type: Type, listed: "items" | "values", inside: Inside): Code | undefined {
  const { json, depth, documents } = inside;
  const item = Code.trusted(`item_${depth}`);
  const misfit = insideMisfit(type, { ...inside, json: item, depth: depth + 1 });
  if (misfit === undefined) return undefined;
  return code`exists (select 1 from ${documents[listed](json, item)} where ${item} is not null and not (${documents.isOfKind(item, "null")}) and (${misfit}))`;
}

/** Members whose names need no quotes in a path. */
const PLAIN = /^[\w-]+$/;

function membersMisfit({ fields }: TypeOf<"struct">, inside: Inside): Code | undefined {
  const { json, documents } = inside;
  const misfits = fields.flatMap(({ name, type }) => {
    if (!PLAIN.test(name)) return [];
    const member = documents.member(json, name);
    const misfit = insideMisfit(type, { ...inside, json: member });
    return misfit === undefined
      ? []
      : [code`(${member} is not null and not (${documents.isOfKind(member, "null")}) and (${misfit}))`];
  });
  return misfits.length === 0 ? undefined : code`(${join(misfits, " or ")})`;
}
