import { LOSS, LOSSLESS, loses, type TypeLosses } from "../ir/type-loss.ts";
import { Code, code } from "../text/quote/code.ts";
import { BACKTICK } from "./backtick.ts";
import { piecesAround, withoutNul } from "./controls.ts";
import type { Dialect } from "./dialect.ts";
import { BACKTICK_LEXIS } from "./lexis.ts";
import { isoTimestampText } from "./literals.ts";
import { doubled, naming } from "./naming.ts";
import { decimalRemainder, mod } from "./remainder.ts";
import { decimals, floats, integers, type TypeNames } from "./type-names.ts";

// MySQL 8.4.
const WORDS =
  "accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade case change char character check collate column condition constraint continue convert create cross cube cume_dist current_date current_time current_timestamp current_user cursor database databases day_hour day_microsecond day_minute day_second dec decimal declare default delayed delete dense_rank desc describe deterministic distinct distinctrow div double drop dual each else elseif empty enclosed end escaped except exists exit explain false fetch first_value float float4 float8 for force foreign from fulltext function generated get grant group grouping groups having high_priority hour_microsecond hour_minute hour_second if ignore in index infile inner inout insensitive insert int int1 int2 int3 int4 int8 integer intersect interval into io_after_gtids io_before_gtids is iterate join json_table key keys kill lag last_value lateral lead leading leave left like limit linear lines load localtime localtimestamp lock long longblob longtext loop low_priority manual master_bind match maxvalue mediumblob mediumint mediumtext middleint minute_microsecond minute_second mod modifies natural not no_write_to_binlog nth_value ntile null numeric of on optimize optimizer_costs option optionally or order out outer outfile over parallel partition percent_rank precision primary procedure purge qualify range rank read reads read_write real recursive references regexp release rename repeat replace require resignal restrict return revoke right rlike row row_number rows schema schemas second_microsecond select sensitive separator set show signal smallint spatial specific sql sqlexception sqlstate sqlwarning sql_big_result sql_calc_found_rows sql_small_result ssl starting stored straight_join system table tablesample terminated then tinyblob tinyint tinytext to trailing trigger true undo union unique unlock unsigned update usage use using utc_date utc_time utc_timestamp values varbinary varchar varcharacter varying virtual when where while window with write xor year_month zerofill";

const types: TypeNames = {
  string: "longtext",
  int: integers({ 16: "smallint", 32: "int", 64: "bigint" }),
  float: floats({ 32: "float", 64: "double" }),
  decimal: decimals("decimal"),
  bool: "boolean",
  date: "date",
  time: "time(6)",
  // The type TIMESTAMP ends in 2038, so an instant is a DATETIME in UTC.
  timestamp: "datetime(6)",
  duration: "longtext",
  uuid: "char(36)",
  bytes: "longblob",
  json: "json",
  enum: "longtext",
  array: "json",
  map: "json",
  struct: "json",
  vector: "json",
};

const losses: TypeLosses = {
  ...LOSSLESS,
  bool: loses("is a number: it accepts other numbers than 0 and 1"),
  time: LOSS.micros,
  timestamp: ({ zone }) =>
    zone === "instant" ? "has no time zone, so values are in UTC, and has microseconds" : LOSS.micros(),
  duration: LOSS.duration,
  uuid: LOSS.uuid,
  array: LOSS.items,
  map: LOSS.values,
  struct: LOSS.members,
  vector: LOSS.dimensions,
};

const castTypes: TypeNames = {
  ...types,
  string: "char",
  int: "signed",
  bool: "signed",
  duration: "char",
  uuid: "char",
  bytes: "binary",
  enum: "char",
};

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r" };

function string(text: string): Code {
  const escaped = withoutNul(text).replace(/[\\'\n\r]/g, (found) => ESCAPES[found] ?? `\\${found}`);
  const pieces = piecesAround(escaped, {
    control: (code) => `char(${code} using utf8mb4)`,
    literal: (piece) => `'${piece}'`,
  });
  return Code.trusted(pieces.length === 1 ? (pieces[0] ?? "''") : `concat(${pieces.join(", ")})`);
}

/** A timestamp in UTC: a literal with an offset would be read in the zone of the session. */
function timestampText(value: string): string {
  const [, date, time, fraction = "", offset = ""] = WITH_OFFSET.exec(value) ?? [];
  const [hours, minutes = "00"] = offset.match(/[+-]?\d{2}/g) ?? ["+00"];
  const instant = Date.parse(`${date}T${time}${hours}:${minutes}`);
  if (Number.isNaN(instant)) return isoTimestampText(value);
  return `${new Date(instant).toISOString().slice(0, 19).replace("T", " ")}${fraction}`;
}

const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(?:[zZ]|([+-]\d{2}(?::?\d{2})?))$/;

/** MySQL 8. If columns have the type TIMESTAMP, the session must run in UTC. */
export const mysql: Dialect = {
  ...BACKTICK,
  ...naming({ reserved: WORDS, quote: (name) => doubled(name, "`") }),
  name: "mysql",
  string,
  // In the default collation, "a" equals "A" and "á".
  exact: (of) => code`${of} collate utf8mb4_0900_bin`,
  timestampText,
  types,
  losses,
  castTypes,
  epoch: (of) => code`timestampdiff(microsecond, '1970-01-01', ${of}) / 1000000`,
  epochNow: code`timestampdiff(microsecond, '1970-01-01', utc_timestamp(6)) / 1000000`,
  stringLength: "char_length",
  itemsLength: (of) => code`json_length(${of})`,
  // The mode c is case-sensitive, the default collation is not.
  matches: (of, pattern) => code`regexp_like(${of}, ${pattern}, 'c')`,
  patternSyntax: "java",
  // MySQL has no NaN.
  isNan: () => code`false`,
  withoutNan: (of) => of,
  // MySQL writes a FLOAT with six digits.
  spelled: (of) => code`cast(cast(${of} as char) as double)`,
  remainder: mod,
  floatRemainder: (of, divisor, odd) =>
    decimalRemainder(
      { divisor, odd },
      {
        digits: (text) => code`cast(replace(substring_index(${text}, 'e', 1), '.', '') as signed)`,
        text: code`cast(${of} as char)`,
        float: code`double`,
        decimal: (text) => code`cast(${text} as decimal(65, 30))`,
        scales: [code`30`],
      },
    ),
  concatenation: "function",
  limits: {
    identifierLength: 64,
    decimalPrecision: 65,
    decimalScale: 30,
    source: "dev.mysql.com/doc/refman/8.4/en/precision-math-decimal-characteristics.html",
    arithmeticPrecision: 65,
  },
  lexis: { ...BACKTICK_LEXIS, lineComment: "#", qualify: false, aliasesEverywhere: false },
};
