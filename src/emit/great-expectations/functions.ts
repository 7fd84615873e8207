import type { Assertion } from "../../ir/assertion.ts";
import type { Type } from "../../ir/field.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import * as sql from "../../text/quote/sql.ts";
import { printTimestamp } from "../sql-expression.ts";
import { enginePattern } from "./pattern.ts";

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

/** True when the pattern is found anywhere in the text. */
export function matches(of: Code, pattern: string, dialect: sql.SqlDialect): Code {
  const text = sql.string(enginePattern(pattern, dialect), dialect);
  switch (dialect) {
    case "duckdb":
      return code`regexp_matches(${of}, ${text})`;
    case "postgres":
      return code`${of} ~ ${text}`;
    case "redshift":
      // The mode p is Perl's syntax: POSIX lacks groups that do not capture.
      return code`regexp_instr(${of}, ${text}, 1, 1, 0, 'p') > 0`;
    case "snowflake":
      // regexp_like would anchor the pattern at both ends.
      return code`regexp_instr(${of}, ${text}) > 0`;
    case "bigquery":
      return code`regexp_contains(${of}, ${text})`;
    case "databricks":
      return code`${of} rlike ${text}`;
  }
}

/**
 * What is left over of a number when it is divided, in exact decimal arithmetic. A floating-point number goes by its shortest decimal
 * spelling; one that has none, such as NaN, leaves the divisor itself, and so does one that is too large or too fine for the decimals of the
 * engine.
 */
export function remainder(of: Code, divisor: Code, { type, dialect }: TypedColumn): Code {
  if (type?.kind === "float") return floatRemainder(of, divisor, dialect);
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
    case "databricks": {
      // The first of the decimals that is the number itself, and not rounded to fit, is divided.
      const branches = [18, 10].map((scale) => {
        const decimal = decimalOf(of, scale, dialect);
        const float = trusted(dialect === "snowflake" ? "float" : "double");
        return code`when cast(${decimal} as ${float}) = ${of} then cast(mod(${decimal}, ${divisor}) as ${float})`;
      });
      return code`case ${join(branches, " ")} else ${divisor} end`;
    }
  }
}

function decimalOf(of: Code, scale: number, dialect: "duckdb" | "snowflake" | "databricks"): Code {
  const digits = trusted(String(scale));
  if (dialect === "snowflake") return code`try_to_decimal(cast(${of} as varchar), 38, ${digits})`;
  const text = code`cast(${of} as ${trusted(dialect === "duckdb" ? "varchar" : "string")})`;
  return code`try_cast(${text} as decimal(38, ${digits}))`;
}

/** A column's type and the dialect it is written about in. */
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
      return code`cast(${sql.string(value, dialect)} as time)`;
    case "timestamp": {
      const moment = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00` : value;
      const hasOffset = /(?:z|[+-]\d{2}(?::?\d{2})?)$/i.test(moment.slice(11));
      return printTimestamp(type.zone === "instant" && !hasOffset ? `${moment}Z` : moment, dialect);
    }
    default:
      return sql.number(value);
  }
}

/** `violations > 2`, or, where so many in so many rows are tolerated, `violations * 1000 > total_rows * 1`: whole numbers only, so that the border is exact. */
export function exceeds(violations: Code, { max, unit }: NonNullable<Assertion["tolerance"]>): Code {
  const [whole = "0", fraction = ""] = max.split(".");
  if (unit === "rows") return code`${violations} > ${sql.number(whole)}`;
  const tolerated = sql.number(`${whole}${fraction}`.replace(/^0+(?=\d)/, ""));
  return code`${violations} * ${sql.number(`1${"0".repeat(fraction.length)}`)} > total_rows * ${tolerated}`;
}
