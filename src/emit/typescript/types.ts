import type { Type, TypeKind } from "../../ir/field.ts";
import type { Layout } from "../../text/layout.ts";
import { Code } from "../../text/quote/code.ts";
import { call } from "./layout.ts";
import type { TypescriptOptions } from "./options.ts";

/** The types that hold other types; their names and shapes are made where their members are. */
export type NestedKind = "enum" | "array" | "map" | "struct";

/** A type without types inside: the name it has in a row, the value of the runtime that checks it, and what Kysely's drivers give and take. */
interface PlainType<T> {
  readonly name: string | ((type: T) => string);
  readonly value: (type: T, int64: TypescriptOptions["int64"]) => Layout;
  /** The alias in kysely.d.ts; the row's own type where there is none. */
  readonly column?: string;
}

type PlainTypes = {
  readonly [K in Exclude<TypeKind, NestedKind>]: PlainType<Extract<Type, { kind: K }>>;
};

function is(name: string): () => Layout {
  const code = Code.trusted(`$.${name}`);
  return () => code;
}

function digits(number: number): Code {
  return Code.trusted(String(number));
}

const INT64 = { string: is("int64Text"), bigint: is("int64Bigint"), number: is("int64Number") };

/** Every type that holds no other. */
const PLAIN: PlainTypes = {
  string: { name: "string", value: is("text") },
  int: {
    name: ({ bits }) => (bits === 64 ? "Int64" : "number"),
    value: ({ bits }, int64) => (bits === 64 ? INT64[int64]() : Code.trusted(`$.int${bits}`)),
  },
  float: { name: "number", value: is("float") },
  decimal: {
    name: "Decimal",
    value: ({ precision, scale }) => call("$.decimal", digits(precision), digits(scale)),
    column: "Numeric",
  },
  bool: { name: "boolean", value: is("bool") },
  date: { name: "IsoDate", value: is("date"), column: "Timestamp" },
  time: { name: "IsoTime", value: is("time") },
  timestamp: {
    name: ({ zone }) => (zone === "instant" ? "Instant" : "LocalTimestamp"),
    value: ({ zone }) => Code.trusted(`$.${zone}`),
    column: "Timestamp",
  },
  duration: { name: "Duration", value: is("duration") },
  uuid: { name: "Uuid", value: is("uuid") },
  bytes: { name: "Base64", value: is("bytes"), column: "Binary" },
  json: { name: "unknown", value: is("json"), column: "Json" },
  vector: { name: "number[]", value: ({ dimensions }) => call("$.vector", digits(dimensions)) },
};

/** The types of contract.d.ts that a row's type may be made of. */
export const ALIASES: readonly string[] = [
  "Base64",
  "Decimal",
  "Duration",
  "Instant",
  "Int64",
  "IsoDate",
  "IsoTime",
  "LocalTimestamp",
  "Uuid",
];

/** The entry of a type that holds no other. */
export function plainType(type: Exclude<Type, { kind: NestedKind }>): {
  readonly name: string;
  readonly value: (int64: TypescriptOptions["int64"]) => Layout;
  readonly column?: string;
} {
  // The table is total over the kinds; that the entry of a kind takes that kind's type is what `PlainTypes` says.
  const entry = PLAIN[type.kind] as PlainType<Type>;
  return {
    name: typeof entry.name === "string" ? entry.name : entry.name(type),
    value: (int64) => entry.value(type, int64),
    ...(entry.column !== undefined && { column: entry.column }),
  };
}
