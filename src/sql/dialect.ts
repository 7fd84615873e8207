/** The SQL dialects that dex reads and writes. */
export type SqlDialect = "duckdb" | "postgres" | "snowflake" | "bigquery" | "redshift" | "databricks" | "mysql";

/** How a dialect's text is cut into tokens, and the few places where its queries have another structure. */
export interface Lexis {
  /** A double quote holds a name; where it does not, it holds a string, and a backtick holds a name. */
  readonly doubleQuoteNames: boolean;
  /** A backslash escapes the next character of a string. */
  readonly backslash: boolean;
  /** `$$ … $$` and `$tag$ … $tag$` hold strings. */
  readonly dollarQuotes: boolean;
  /** Three quotes hold a string too. */
  readonly tripleQuotes: boolean;
  /** What begins a comment besides `--`, up to the end of the line. */
  readonly lineComment?: "#" | "//";
  /** A comment may stand inside a comment. */
  readonly nestedComments: boolean;
  /** `qualify` is a word of the language. */
  readonly qualify: boolean;
  /** A name that the select list gives may be read in any clause. */
  readonly aliasesEverywhere: boolean;
  /** A column of the result may be named before its expression: `total: price * quantity`. */
  readonly prefixNames: boolean;
  /** Two columns of a table's query may have one name; the second gets another. */
  readonly renamesDuplicates: boolean;
}

const ANSI: Lexis = {
  doubleQuoteNames: true,
  backslash: false,
  dollarQuotes: true,
  tripleQuotes: false,
  nestedComments: true,
  qualify: true,
  aliasesEverywhere: true,
  prefixNames: false,
  renamesDuplicates: false,
};
const BACKTICKS: Lexis = {
  ...ANSI,
  doubleQuoteNames: false,
  backslash: true,
  dollarQuotes: false,
  nestedComments: false,
};

/** The lexis of each dialect. */
export const LEXIS: Readonly<Record<SqlDialect, Lexis>> = {
  duckdb: { ...ANSI, prefixNames: true, renamesDuplicates: true },
  postgres: { ...ANSI, qualify: false, aliasesEverywhere: false },
  redshift: ANSI,
  snowflake: { ...ANSI, backslash: true, lineComment: "//", nestedComments: false },
  bigquery: { ...BACKTICKS, tripleQuotes: true, lineComment: "#", aliasesEverywhere: false },
  databricks: { ...BACKTICKS, nestedComments: true },
  mysql: { ...BACKTICKS, lineComment: "#", qualify: false, aliasesEverywhere: false },
};
