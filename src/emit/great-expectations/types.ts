import type { Type } from "../../ir/field.ts";
import { ofType, type PerType } from "../../ir/per-type.ts";
import { LOSSLESS, loses, type TypeLosses } from "../../ir/type-loss.ts";
import { dialectOf } from "./location.ts";
import type { Source } from "./options.ts";

/** The names of a type in the engines that suites run on. */
export interface EngineType {
  /** The Python type of the values in the runner's data frame. If it is missing, the type is not checked. */
  readonly python?: string;
  /** The PostgreSQL types that match the contract's type, without parameters. */
  readonly postgres: readonly string[];
  /** The type that the runner casts to when it reads rows through DuckDB. Values of types that are not scalars are not cast. */
  readonly duckdb?: string;
}

const NUMBERS = ["int2", "int4", "int8", "numeric", "float4", "float8"] as const;
const TEXT: EngineType = { python: "str", postgres: ["text", "varchar", "bpchar"], duckdb: "varchar" };

const NAMES: PerType<EngineType> = {
  string: () => TEXT,
  enum: () => TEXT,
  // Values of a native enumeration or UUID are read as text.
  uuid: () => ({ ...TEXT, postgres: ["uuid", ...TEXT.postgres] }),
  int: ({ bits }) => ({
    python: "int",
    postgres: NUMBERS,
    duckdb: { 16: "smallint", 32: "integer", 64: "bigint" }[bits],
  }),
  float: ({ bits }) => ({
    python: "float",
    postgres: NUMBERS,
    duckdb: bits === 32 ? "float" : "double",
  }),
  decimal: ({ precision, scale }) => ({
    python: "Decimal",
    postgres: NUMBERS,
    duckdb: `decimal(${precision}, ${scale})`,
  }),
  bool: () => ({ python: "bool", postgres: ["bool"], duckdb: "boolean" }),
  date: () => ({ python: "date", postgres: ["date", "timestamp"], duckdb: "date" }),
  time: () => ({ python: "time", postgres: ["time"], duckdb: "time" }),
  timestamp: ({ zone }) =>
    zone === "instant"
      ? { python: "datetime", postgres: ["timestamptz"], duckdb: "timestamptz" }
      : { python: "datetime", postgres: ["timestamp"], duckdb: "timestamp" },
  duration: () => ({ postgres: ["interval", ...TEXT.postgres] }),
  bytes: () => ({ python: "bytes", postgres: ["bytea"] }),
  json: () => ({ postgres: ["json", "jsonb"] }),
  array: ({ items }) => ({ postgres: ["json", "jsonb", ...arrayNames(items)] }),
  map: () => ({ postgres: ["json", "jsonb", "hstore"] }),
  struct: () => ({ postgres: ["json", "jsonb"] }),
  vector: () => ({ postgres: ["json", "jsonb", "_float4", "_float8", "vector"] }),
};

/** The PostgreSQL names of arrays of a type. */
function arrayNames(items: Type): readonly string[] {
  return engineType(items).postgres.map((name) => `_${name}`);
}

/** The names of a type. */
export function engineType(type: Type): EngineType {
  return ofType(NAMES, type);
}

const INSIDE = loses("is checked as a whole: suites do not read the values inside it");

/** The types whose values the suites of a source check only in part. */
export function suiteLosses(source: Source): TypeLosses {
  if (dialectOf(source).documents !== undefined) return LOSSLESS;
  return { ...LOSSLESS, array: INSIDE, map: INSIDE, struct: INSIDE, vector: INSIDE };
}
