/** The SQL dialects that dex reads and writes. */
export type SqlDialect = "duckdb" | "postgres" | "snowflake" | "bigquery" | "redshift" | "databricks" | "mysql";

/** How a dialect's text is cut into tokens. */
export interface Lexis {
  /** A double quote holds a name; where it does not, it holds a string, and a backtick holds a name. */
  readonly doubleQuoteNames: boolean;
  /** A backslash escapes the next character of a string. */
  readonly backslash: boolean;
  /** `$$ … $$` and `$tag$ … $tag$` hold strings. */
  readonly dollarQuotes: boolean;
  /** `#` begins a comment. */
  readonly hashComments: boolean;
}

const ANSI: Lexis = { doubleQuoteNames: true, backslash: false, dollarQuotes: true, hashComments: false };

/** The lexis of each dialect. */
export const LEXIS: Readonly<Record<SqlDialect, Lexis>> = {
  duckdb: ANSI,
  postgres: ANSI,
  redshift: ANSI,
  snowflake: { ...ANSI, backslash: true },
  bigquery: { doubleQuoteNames: false, backslash: true, dollarQuotes: false, hashComments: true },
  databricks: { doubleQuoteNames: false, backslash: true, dollarQuotes: false, hashComments: false },
  mysql: { doubleQuoteNames: false, backslash: true, dollarQuotes: false, hashComments: true },
};
