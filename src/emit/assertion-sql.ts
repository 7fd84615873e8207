import type { Assertion } from "../ir/assertion.ts";
import type { Type } from "../ir/field.ts";
import { Code, code, join } from "../text/quote/code.ts";
import * as sql from "../text/quote/sql.ts";
import { printTimestamp } from "./sql-expression.ts";

/*
 * What assertions mean in SQL, by dialect: the one place where it is written. Queries of Great Expectations are made of it, and so are the
 * dispatched macros of dbt, which are these functions printed with Jinja in the place of the values.
 */

/** What a column that tells the time holds. */
export type Moment = "instant" | "local" | "date";

const trusted = Code.trusted;

/** Seconds since 1970, in UTC, of a column; a local time is taken for UTC, and a date for its first moment. */
export function epoch(of: Code, kind: Moment, dialect: sql.SqlDialect): Code {
  switch (dialect) {
    case "duckdb":
      return code`epoch(${of})`;
    case "postgres":
    case "redshift":
      return code`extract(epoch from ${of})`;
    case "snowflake":
      return code`date_part(epoch_millisecond, ${of}) / 1000`;
    case "bigquery":
      return code`unix_micros(timestamp(${of})) / 1000000`;
    case "databricks":
      if (kind === "instant") return code`unix_micros(${of}) / 1000000`;
      // A time without a zone would be read in the zone of the session.
      return kind === "date"
        ? code`unix_date(${of}) * 86400`
        : code`timestampdiff(second, timestamp_ntz '1970-01-01 00:00:00', ${of})`;
  }
}

const NOW: Readonly<Record<sql.SqlDialect, string>> = {
  duckdb: "epoch(now())",
  postgres: "extract(epoch from current_timestamp)",
  redshift: "extract(epoch from getdate())",
  snowflake: "date_part(epoch_millisecond, current_timestamp()) / 1000",
  bigquery: "unix_micros(current_timestamp()) / 1000000",
  databricks: "unix_micros(current_timestamp()) / 1000000",
};

/** Seconds since 1970 of the present. */
export function epochNow(dialect: sql.SqlDialect): Code {
  return trusted(NOW[dialect]);
}

const LENGTHS: Readonly<Record<"string" | "items", Readonly<Record<sql.SqlDialect, string>>>> = {
  string: {
    duckdb: "length",
    postgres: "char_length",
    redshift: "len",
    snowflake: "length",
    bigquery: "char_length",
    databricks: "char_length",
  },
  items: {
    duckdb: "length",
    postgres: "cardinality",
    redshift: "get_array_length",
    snowflake: "array_size",
    bigquery: "array_length",
    databricks: "size",
  },
};

/** The length of a text in code points, or the number of items of a list. */
export function length(of: Code, what: "string" | "items", dialect: sql.SqlDialect): Code {
  return code`${trusted(LENGTHS[what][dialect])}(${of})`;
}

/** True when the pattern, a literal, is found anywhere in the text. */
export function matches(of: Code, pattern: Code, dialect: sql.SqlDialect): Code {
  switch (dialect) {
    case "duckdb":
      return code`regexp_matches(${of}, ${pattern})`;
    case "postgres":
      return code`${of} ~ ${pattern}`;
    case "redshift":
      // The mode p is Perl's syntax: POSIX lacks groups that do not capture.
      return code`regexp_instr(${of}, ${pattern}, 1, 1, 0, 'p') > 0`;
    case "snowflake":
      // regexp_like would anchor the pattern at both ends.
      return code`regexp_instr(${of}, ${pattern}) > 0`;
    case "bigquery":
      return code`regexp_contains(${of}, ${pattern})`;
    case "databricks":
      return code`${of} rlike ${pattern}`;
  }
}

/** Engines whose `$` (of Java and of Perl) also matches before a last line break; `\z` is only the end. */
const LENIENT_END: ReadonlySet<sql.SqlDialect> = new Set(["databricks", "redshift"]);

/** A portable pattern for one engine. The portable `$` is the end of the text and nothing else. */
export function enginePattern(pattern: string, dialect: sql.SqlDialect): string {
  return LENIENT_END.has(dialect) ? rewrittenPattern(pattern, { $: "\\z" }) : pattern;
}

/** A pattern with characters replaced that are neither escaped nor inside a class. */
export function rewrittenPattern(pattern: string, replacements: Readonly<Record<string, string>>): string {
  let text = "";
  let inClass = false;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? "";
    if (character === "\\") {
      text += character + (pattern[++index] ?? "");
      continue;
    }
    if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    text += inClass ? character : (replacements[character] ?? character);
  }
  return text;
}

/** True for the value of a floating-point column that is no number. Most engines take it for the greatest, which lies below no minimum. */
export function isNan(of: Code, dialect: sql.SqlDialect): Code {
  switch (dialect) {
    case "duckdb":
    case "databricks":
      return code`isnan(${of})`;
    case "bigquery":
      return code`is_nan(${of})`;
    // As text, since the column of a source may be of another type, which has no such value.
    case "postgres":
      return code`cast(${of} as text) = 'NaN'`;
    case "redshift":
      return code`cast(${of} as varchar(64)) = 'NaN'`;
    case "snowflake":
      return code`cast(${of} as varchar) = 'NaN'`;
  }
}

/**
 * A number of 32 bits by its shortest decimal spelling, so that it compares with 0.1 as one reads it: beside a number of 64 bits, the one that
 * is nearest to 0.1 is greater. Where such a column is compared in 32 bits anyway, or has 64, it stays what it is.
 */
export function spelled(of: Code, dialect: sql.SqlDialect): Code {
  switch (dialect) {
    case "postgres":
      return code`cast(cast(${of} as text) as double precision)`;
    case "redshift":
      return code`cast(cast(${of} as varchar(64)) as double precision)`;
    case "databricks":
      return code`cast(cast(${of} as string) as double)`;
    case "duckdb":
    case "snowflake":
    case "bigquery":
      return of;
  }
}

/**
 * What is left over of a number when it is divided, in exact decimal arithmetic. A floating-point number goes by its shortest decimal
 * spelling; one that has none, such as NaN, leaves the divisor itself, and so does one that is too large or too fine for the decimals of the
 * engine.
 */
export function remainder(
  of: Code,
  divisor: Code,
  { viaText, dialect }: { readonly viaText: boolean; readonly dialect: sql.SqlDialect },
): Code {
  if (viaText) return floatRemainder(of, divisor, dialect);
  switch (dialect) {
    case "duckdb":
      return code`${of} % ${divisor}`;
    case "postgres":
      return code`mod(cast(${of} as numeric), ${divisor})`;
    case "bigquery":
      return code`mod(cast(${of} as bignumeric), bignumeric '${divisor}')`;
    default:
      return code`mod(${of}, ${divisor})`;
  }
}

function floatRemainder(of: Code, divisor: Code, dialect: sql.SqlDialect): Code {
  switch (dialect) {
    case "postgres":
      return code`mod(cast(cast(${of} as text) as numeric), ${divisor})`;
    case "redshift":
      return code`mod(cast(cast(${of} as varchar(64)) as decimal(38, 15)), ${divisor})`;
    case "bigquery": {
      const exact = code`bignumeric '${divisor}'`;
      return code`coalesce(mod(safe_cast(cast(${of} as string) as bignumeric), ${exact}), ${exact})`;
    }
    case "duckdb":
    case "snowflake":
    case "databricks":
      return decimalRemainder(of, divisor, dialect);
  }
}

/**
 * The first of the decimals that is the number itself, and not rounded to fit, is divided. The rest becomes a float, which is zero only where
 * the rest is: a decimal that fits both branches might have too few digits.
 */
function decimalRemainder(of: Code, divisor: Code, dialect: "duckdb" | "snowflake" | "databricks"): Code {
  const float = trusted(dialect === "snowflake" ? "float" : "double");
  const text = code`cast(${of} as ${trusted(dialect === "databricks" ? "string" : "varchar")})`;
  const branches = ["18", "10"].map((scale) => {
    const decimal =
      dialect === "snowflake"
        ? code`try_to_decimal(${text}, 38, ${trusted(scale)})`
        : code`try_cast(${text} as decimal(38, ${trusted(scale)}))`;
    return code`    when cast(${decimal} as ${float}) = cast(${text} as ${float})
        then cast(mod(${decimal}, ${divisor}) as ${float})`;
  });
  return code`case\n${join(branches, "\n")}\n    else ${divisor}\nend`;
}

/** A column's type, and the dialect it is written about in. */
export interface TypedColumn {
  readonly type: Type | undefined;
  readonly dialect: sql.SqlDialect;
}

/** An end of a range, or another value that a column is compared with. A moment without an offset is UTC where the column holds instants. */
export function comparable(value: string, { type, dialect }: TypedColumn): Code {
  switch (type?.kind) {
    case "date":
      return code`cast(${sql.string(value, dialect)} as date)`;
    case "time":
      // Databricks has no such type, and keeps it as text.
      return dialect === "databricks" ? sql.string(value, dialect) : code`cast(${sql.string(value, dialect)} as time)`;
    case "timestamp": {
      const moment = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00` : value;
      const hasOffset = /(?:z|[+-]\d{2}(?::?\d{2})?)$/i.test(moment.slice(11));
      return printTimestamp(type.zone === "instant" && !hasOffset ? `${moment}Z` : moment, dialect);
    }
    default:
      return sql.number(value);
  }
}

/** How many rows are bad, and how many were looked at. */
export interface Counts {
  readonly violations: Code;
  readonly total: Code;
}

/** `violations > 2`, or, where so many in so many rows are tolerated, `violations * 1000 > total * 1`: whole numbers only, so that the border is exact. */
export function exceeds({ violations, total }: Counts, { max, unit }: NonNullable<Assertion["tolerance"]>): Code {
  const [whole = "0", fraction = ""] = max.split(".");
  if (unit === "rows") return code`${violations} > ${sql.number(whole)}`;
  const tolerated = sql.number(`${whole}${fraction}`.replace(/^0+(?=\d)/, ""));
  return code`${violations} * ${sql.number(`1${"0".repeat(fraction.length)}`)} > ${total} * ${tolerated}`;
}
