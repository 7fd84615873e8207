import type { Type, TypeKind } from "../../ir/field.ts";

/** How a type is known to the engines that suites run on. */
export interface EngineType {
  /** The Python type of the values in a data frame that the runner reads; without one, the values are not looked at. */
  readonly python?: string;
  /** PostgreSQL's names of the types that the contract's type allows, without their parameters. */
  readonly postgres: readonly string[];
  /** The type that the runner casts to when it reads rows through DuckDB; types that are not scalars are taken as they are. */
  readonly duckdb?: string;
}

type Names = { readonly [K in TypeKind]: (type: Extract<Type, { kind: K }>) => EngineType };

const INTS = { 16: ["int2"], 32: ["int2", "int4"], 64: ["int2", "int4", "int8"] } as const;
const TEXT: EngineType = { python: "str", postgres: ["text", "varchar", "bpchar"], duckdb: "varchar" };

const NAMES: Names = {
  string: () => TEXT,
  enum: () => TEXT,
  // An enumeration or a UUID of the database's own reads as text.
  uuid: () => ({ ...TEXT, postgres: ["uuid", ...TEXT.postgres] }),
  int: ({ bits }) => ({
    python: "int",
    postgres: INTS[bits],
    duckdb: { 16: "smallint", 32: "integer", 64: "bigint" }[bits],
  }),
  // 64 bits hold every number of 32, and loaders and warehouses without the smaller type keep it in the larger.
  float: ({ bits }) => ({
    python: "float",
    postgres: ["float4", "float8"],
    duckdb: bits === 32 ? "float" : "double",
  }),
  decimal: ({ precision, scale }) => ({
    python: "Decimal",
    postgres: ["numeric", "int2", "int4", "int8"],
    duckdb: `decimal(${precision}, ${scale})`,
  }),
  bool: () => ({ python: "bool", postgres: ["bool"], duckdb: "boolean" }),
  date: () => ({ python: "date", postgres: ["date"], duckdb: "date" }),
  time: () => ({ python: "time", postgres: ["time"], duckdb: "time" }),
  timestamp: ({ zone }) =>
    zone === "instant"
      ? { python: "datetime", postgres: ["timestamptz"], duckdb: "timestamptz" }
      : { python: "datetime", postgres: ["timestamp"], duckdb: "timestamp" },
  duration: () => ({ postgres: ["interval", ...TEXT.postgres] }),
  bytes: () => ({ python: "bytes", postgres: ["bytea"] }),
  json: () => ({ postgres: ["json", "jsonb"] }),
  array: ({ items }) => ({ python: "list", postgres: ["json", "jsonb", ...arrayNames(items)] }),
  map: () => ({ postgres: ["json", "jsonb", "hstore"] }),
  struct: () => ({ postgres: ["json", "jsonb"] }),
  vector: () => ({ postgres: ["_float4", "_float8", "vector"] }),
};

/** What PostgreSQL calls the arrays of a type. */
function arrayNames(items: Type): readonly string[] {
  return engineType(items).postgres.map((name) => `_${name}`);
}

/** The names of a type. */
export function engineType<K extends TypeKind>(type: Extract<Type, { kind: K }>): EngineType {
  // The table is total over the kinds; that the entry of a kind takes that kind's type is what `Names` says.
  return (NAMES[type.kind as K] as (type: Extract<Type, { kind: K }>) => EngineType)(type);
}
