import { floatsIn64, intsIn, LOSS, LOSSLESS, type TypeLosses } from "../ir/type-loss.ts";
import { code } from "../text/quote/code.ts";
import { ANSI, ansiNaming } from "./ansi.ts";
import { backslashString } from "./backtick.ts";
import type { Dialect } from "./dialect.ts";
import { ANSI_LEXIS } from "./lexis.ts";
import { decimalRemainder, mod } from "./remainder.ts";
import { decimals, type TypeNames, timestamps } from "./type-names.ts";

const WORDS =
  "account all alter and any as asof between by case cast check column connect connection constraint create cross current current_date current_time current_timestamp current_user database default delete distinct drop else exists false following for from full grant group gscluster having ilike in increment inner insert intersect into is issue join lateral left like localtime localtimestamp match_condition match_recognize minus natural not null of on or order organization pivot qualify raise regexp revoke right rlike row rows sample schema select set some start table tablesample then to trigger true try_cast union unique unpivot update using values view when whenever where with";

const types: TypeNames = {
  string: "varchar",
  int: "number(38, 0)",
  float: "float",
  decimal: decimals("number"),
  bool: "boolean",
  date: "date",
  time: "time",
  timestamp: timestamps({ instant: "timestamp_tz", local: "timestamp_ntz" }),
  duration: "varchar",
  uuid: "varchar",
  bytes: "binary",
  json: "variant",
  enum: "varchar",
  array: "array",
  map: "object",
  struct: "object",
  vector: ({ dimensions }) => `vector(float, ${dimensions})`,
};

const losses: TypeLosses = {
  ...LOSSLESS,
  int: intsIn(undefined),
  float: floatsIn64,
  duration: LOSS.duration,
  uuid: LOSS.uuid,
  array: LOSS.items,
  map: LOSS.values,
  struct: LOSS.members,
};

/** Snowflake, which folds unquoted names to upper case. */
export const snowflake: Dialect = {
  ...ANSI,
  ...ansiNaming(WORDS, (name) => name.toUpperCase()),
  name: "snowflake",
  string: (text) => backslashString(text, "''"),
  types,
  losses,
  castTypes: types,
  epoch: (of) => code`date_part(epoch_millisecond, ${of}) / 1000`,
  epochNow: code`date_part(epoch_millisecond, current_timestamp()) / 1000`,
  stringLength: "length",
  itemsLength: (of) => code`array_size(${of})`,
  // regexp_like anchors the pattern at both ends.
  matches: (of, pattern) => code`regexp_instr(${of}, ${pattern}) > 0`,
  // A comparison as text, because a column of a source may have a type without NaN.
  isNan: (of) => code`cast(${of} as varchar) = 'NaN'`,
  withoutNan: (of) => code`nullif(${of}, cast('NaN' as float))`,
  // Whole numbers have 38 digits already.
  widened: (of) => of,
  remainder: mod,
  floatRemainder: (of, divisor, odd) =>
    decimalRemainder(
      { divisor, odd },
      {
        digits: (text) => code`try_to_number(replace(split_part(lower(${text}), 'e', 1), '.', ''), 38, 0)`,
        text: code`cast(${of} as varchar)`,
        float: code`float`,
        decimal: (text, scale) => code`try_to_decimal(${text}, 38, ${scale})`,
      },
    ),
  limits: {
    identifierLength: 255,
    decimalPrecision: 38,
    decimalScale: 37,
    stringBytes: 16_777_216,
    vectorDimensions: 4096,
    source: "docs.snowflake.com/en/sql-reference/intro-summary-data-types",
    arithmeticPrecision: 38,
    overflow: "error",
    productScale: 12,
  },
  lexis: { ...ANSI_LEXIS, backslash: true, lineComment: "//", nestedComments: false },
};
