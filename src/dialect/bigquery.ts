import { floatsIn64, intsIn, LOSS, LOSSLESS, type TypeLosses } from "../ir/type-loss.ts";
import { code } from "../text/quote/code.ts";
import { BACKTICK } from "./backtick.ts";
import type { Dialect } from "./dialect.ts";
import { BACKTICK_LEXIS } from "./lexis.ts";
import { naming } from "./naming.ts";
import { decimalRemainder } from "./remainder.ts";
import { STORED_INSTANTS } from "./stored.ts";
import { members, type TypeNames, timestamps } from "./type-names.ts";

const WORDS =
  "aggregate all and any array as asc assert_rows_modified at between by case cast collate contains create cross cube current default define desc distinct else end enum escape except exclude exists extract false fetch following for from full graph_table group grouping groups hash having if ignore in inner intersect interval into is join lateral left like limit lookup match_recognize merge natural new no not null nulls of on or order outer over partition pivot preceding proto qualify range recursive respect right rollup rows select set some struct tablesample then to treat true unbounded union unnest unpivot using when where window with within";

const names = naming({
  reserved: WORDS,
  quote: (name) => `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``,
});

const types: TypeNames = {
  string: "string",
  int: "int64",
  float: "float64",
  // NUMERIC has 29 digits before the point and 9 after it.
  decimal: ({ precision, scale }) =>
    `${scale <= 9 && precision - scale <= 29 ? "numeric" : "bignumeric"}(${precision}, ${scale})`,
  bool: "bool",
  date: "date",
  time: "time",
  timestamp: timestamps({ instant: "timestamp", local: "datetime" }),
  duration: "string",
  uuid: "string",
  bytes: "bytes",
  json: "json",
  enum: "string",
  // BigQuery has no arrays of arrays.
  array: ({ items }, inner) => (items.kind === "array" ? "json" : `array<${inner(items)}>`),
  map: "json",
  struct: ({ fields }, inner) => `struct<${members(fields, inner, { ...names, mark: " " })}>`,
  vector: "array<float64>",
};

const losses: TypeLosses = {
  ...LOSSLESS,
  int: intsIn(64),
  float: floatsIn64,
  time: LOSS.micros,
  timestamp: LOSS.micros,
  duration: LOSS.duration,
  uuid: LOSS.uuid,
  array: ({ items, itemsNullable }) => {
    if (items.kind === "array") return LOSS.items();
    return itemsNullable ? "cannot store NULL as an item" : undefined;
  },
  map: LOSS.values,
  vector: LOSS.dimensions,
};

/** Google BigQuery. */
export const bigquery: Dialect = {
  ...BACKTICK,
  ...names,
  name: "bigquery",
  types,
  losses,
  castTypes: types,
  stored: STORED_INSTANTS,
  epoch: (of) => code`unix_micros(timestamp(${of})) / 1000000`,
  epochNow: code`unix_micros(current_timestamp()) / 1000000`,
  stringLength: "char_length",
  // With one argument, trim removes all Unicode spaces.
  trimmed: (of) => code`trim(${of}, ' ')`,
  itemsLength: (of) => code`array_length(${of})`,
  matches: (of, pattern) => code`regexp_contains(${of}, ${pattern})`,
  isNan: (of) => code`is_nan(${of})`,
  // NaN does not equal NaN.
  withoutNan: (of) => code`if(is_nan(${of}), null, ${of})`,
  widened: (of) => code`cast(${of} as bignumeric)`,
  remainder: (of, divisor) => code`mod(cast(${of} as bignumeric), bignumeric '${divisor}')`,
  floatRemainder: (of, divisor, odd) =>
    decimalRemainder(
      { divisor: code`bignumeric '${divisor}'`, odd },
      {
        text: code`cast(${of} as string)`,
        float: code`float64`,
        decimal: (text) => code`safe_cast(${text} as bignumeric)`,
        scales: [code`38`],
        digits: (text) => code`safe_cast(replace(split(${text}, 'e')[safe_offset(0)], '.', '') as int64)`,
      },
    ),
  limits: {
    identifierLength: 300,
    decimalPrecision: 76,
    decimalScale: 38,
    source: "cloud.google.com/bigquery/docs/reference/standard-sql/data-types",
    arithmeticPrecision: 76,
  },
  lexis: { ...BACKTICK_LEXIS, tripleQuotes: true, lineComment: "#", aliasesEverywhere: false },
};
