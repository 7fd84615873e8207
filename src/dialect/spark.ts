import { LOSS, LOSSLESS, type TypeLosses } from "../ir/type-loss.ts";
import { code } from "../text/quote/code.ts";
import { BACKTICK } from "./backtick.ts";
import type { Dialect } from "./dialect.ts";
import { BACKTICK_LEXIS } from "./lexis.ts";
import { doubled, naming } from "./naming.ts";
import { decimalRemainder, mod } from "./remainder.ts";
import { STORED_INSTANTS } from "./stored.ts";
import { decimals, floats, integers, members, type TypeNames, timestamps } from "./type-names.ts";

const WORDS =
  "all and anti any array as asc at authorization between both by case cast check collate column constraint create cross cube current current_date current_time current_timestamp current_user default delete desc describe distinct drop else end escape except exists external extract false fetch filter for foreign from full function global grant group grouping having in inner insert intersect interval into is join lateral leading left like local map minus natural no not null of on only or order out outer overlaps partition position primary qualify range references revoke right rollup row rows select semi session_user set some start table tablesample then time timestamp to trailing true truncate union unique unknown update user using values when where window with";

const names = naming({ reserved: WORDS, quote: (name) => doubled(name, "`") });

const types: TypeNames = {
  string: "string",
  int: integers({ 16: "smallint", 32: "int", 64: "bigint" }),
  float: floats({ 32: "float", 64: "double" }),
  decimal: decimals("decimal"),
  bool: "boolean",
  date: "date",
  // Spark has the type TIME since version 4.1.
  time: "string",
  timestamp: timestamps({ instant: "timestamp", local: "timestamp_ntz" }),
  duration: "string",
  uuid: "string",
  bytes: "binary",
  json: "string",
  enum: "string",
  array: ({ items }, inner) => `array<${inner(items)}>`,
  map: ({ values }, inner) => `map<string, ${inner(values)}>`,
  struct: ({ fields }, inner) => `struct<${members(fields, inner, { ...names, mark: ": " })}>`,
  vector: "array<float>",
};

const losses: TypeLosses = {
  ...LOSSLESS,
  time: LOSS.time,
  timestamp: LOSS.micros,
  duration: LOSS.duration,
  uuid: LOSS.uuid,
  json: LOSS.json,
  vector: LOSS.dimensions,
};

/** Apache Spark 3.4 and later, with and without ANSI mode. */
export const spark: Dialect = {
  ...BACKTICK,
  ...names,
  name: "spark",
  types,
  losses,
  castTypes: types,
  stored: STORED_INSTANTS,
  epoch: (of, moment) => {
    if (moment === "instant") return code`unix_micros(${of}) / 1000000`;
    if (moment === "date") return code`unix_date(${of}) * 86400`;
    // Spark's functions on timestamps read a local time in the time zone of the session, with its daylight saving time.
    return code`unix_micros(cast(concat(cast(${of} as string), 'Z') as timestamp)) / 1000000`;
  },
  epochNow: code`unix_micros(current_timestamp()) / 1000000`,
  stringLength: "char_length",
  // `size(null)` is -1 outside ANSI mode.
  itemsLength: (of) => code`array_size(${of})`,
  matches: (of, pattern) => code`${of} rlike ${pattern}`,
  patternSyntax: "java",
  isNan: (of) => code`isnan(${of})`,
  spelled: (of) => code`cast(cast(${of} as string) as double)`,
  remainder: mod,
  floatRemainder: (of, divisor, odd) =>
    decimalRemainder(
      { divisor, odd },
      {
        digits: (text) => code`try_cast(replace(substring_index(${text}, 'E', 1), '.', '') as bigint)`,
        text: code`cast(${of} as string)`,
        float: code`double`,
        decimal: (text, scale) => code`try_cast(${text} as decimal(38, ${scale}))`,
      },
    ),
  // Spark has no limit. The Hive metastore stores table names of up to 128 characters.
  limits: {
    identifierLength: 128,
    decimalPrecision: 38,
    decimalScale: 38,
    stringBytes: 2_147_483_647,
    source: "spark.apache.org/docs/latest/sql-ref-datatypes.html",
    arithmeticPrecision: 38,
  },
  lexis: { ...BACKTICK_LEXIS, nestedComments: true, qualify: false },
};
