import type { Type, TypeKind } from "../../ir/field.ts";
import type { Layout } from "../../text/layout.ts";
import { Code } from "../../text/quote/code.ts";
import { call } from "./layout.ts";
import type { TypescriptOptions } from "./options.ts";

/** The types that contain other types. The code that prints their members prints their names and shapes. */
export type NestedKind = "enum" | "array" | "map" | "struct";

/** A type without nested types: its name in a row, the runtime value that checks it, and the type that Kysely's drivers return and accept. */
interface PlainType<T> {
  readonly name: string | ((type: T) => string);
  readonly value: (type: T, int64: TypescriptOptions["int64"]) => Layout;
  /** The alias in kysely.d.ts. It defaults to the type in a row. */
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

/** All types without nested types. */
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

/** The types of contract.d.ts that a row type may use. */
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

/** The entry of a type without nested types. */
export function plainType(type: Exclude<Type, { kind: NestedKind }>): {
  readonly name: string;
  readonly value: (int64: TypescriptOptions["int64"]) => Layout;
  readonly column?: string;
} {
  // The table has an entry for every kind, and `PlainTypes` declares that each entry accepts the type of its kind.
  const entry = PLAIN[type.kind] as PlainType<Type>;
  return {
    name: typeof entry.name === "string" ? entry.name : entry.name(type),
    value: (int64) => entry.value(type, int64),
    ...(entry.column !== undefined && { column: entry.column }),
  };
}
