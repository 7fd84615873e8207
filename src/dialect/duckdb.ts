import { LOSS, LOSSLESS, type TypeLosses } from "../ir/type-loss.ts";
import { code } from "../text/quote/code.ts";
import { ANSI, ansiNaming, castToDecimal } from "./ansi.ts";
import type { Dialect } from "./dialect.ts";
import { duckdbDocuments } from "./documents.ts";
import { ANSI_LEXIS } from "./lexis.ts";
import { POSTGRES_WORDS } from "./postgres.ts";
import { decimalRemainder } from "./remainder.ts";
import { decimals, floats, integers, members, type TypeNames, timestamps, typeName } from "./type-names.ts";

const WORDS = `${POSTGRES_WORDS} anti asof at columns describe exclude generated glob grouping_id lambda map merges pivot pivot_longer pivot_wider positional qualify replace semi show struct summarize try_cast unpack unpivot`;

const names = ansiNaming(WORDS);

const types: TypeNames = {
  string: "varchar",
  int: integers({ 16: "smallint", 32: "integer", 64: "bigint" }),
  float: floats({ 32: "float", 64: "double" }),
  decimal: decimals("decimal"),
  bool: "boolean",
  date: "date",
  time: "time",
  timestamp: timestamps({ instant: "timestamptz", local: "timestamp" }),
  duration: "varchar",
  uuid: "uuid",
  bytes: "blob",
  json: "json",
  enum: "varchar",
  array: ({ items }, inner) => `${inner(items)}[]`,
  map: ({ values }, inner) => `map(varchar, ${inner(values)})`,
  struct: ({ fields }, inner) => `struct(${members(fields, inner, { ...names, mark: " " })})`,
  vector: ({ dimensions }) => `float[${dimensions}]`,
};

const losses: TypeLosses = {
  ...LOSSLESS,
  time: LOSS.micros,
  timestamp: LOSS.micros,
  duration: LOSS.duration,
};

/** DuckDB. */
export const duckdb: Dialect = {
  ...ANSI,
  ...names,
  name: "duckdb",
  types,
  losses,
  castTypes: types,
  epoch: (of) => code`epoch(${of})`,
  epochNow: code`epoch(now())`,
  stringLength: "length",
  // With one argument, trim removes all Unicode spaces.
  trimmed: (of) => code`trim(${of}, ' ')`,
  itemsLength: (of) => duckdbDocuments.count(duckdbDocuments.json(of)),
  documents: duckdbDocuments,
  matches: (of, pattern) => code`regexp_matches(${of}, ${pattern})`,
  // Arithmetic on decimals of up to 18 digits overflows at 18 digits, and arithmetic on longer decimals at 38 digits.
  widened: (of, type, digits) => {
    if (type.kind === "int") return castToDecimal(of, 19, 0);
    return digits <= 18 || type.precision > 18 ? of : castToDecimal(of, 19, type.scale);
  },
  isInterval: (of) => code`typeof(${of}) = 'INTERVAL'`,
  hasType: (of, type) => code`typeof(${of}) = typeof(cast(null as ${typeName(type, types)}))`,
  tryCast: (of, type) => code`try_cast(${of} as ${typeName(type, types)})`,
  isNan: (of) => code`isnan(${of})`,
  spelled: (of) => code`cast(cast(${of} as varchar) as double)`,
  remainder: (of, divisor) => code`${of} % ${divisor}`,
  floatRemainder: (of, divisor, odd) =>
    decimalRemainder(
      { divisor, odd },
      {
        digits: (text) => code`try_cast(replace(split_part(${text}, 'e', 1), '.', '') as bigint)`,
        text: code`cast(${of} as varchar)`,
        float: code`double`,
        decimal: (text, scale) => code`try_cast(${text} as decimal(38, ${scale}))`,
      },
    ),
  // DuckDB has no limit. With the limit of PostgreSQL, names are portable.
  limits: {
    identifierLength: 63,
    decimalPrecision: 38,
    decimalScale: 38,
    source: "duckdb.org/docs/stable/sql/data_types/numeric",
    arithmeticPrecision: 38,
    overflow: "error",
  },
  lexis: { ...ANSI_LEXIS, prefixNames: true, renamesDuplicates: true },
};
