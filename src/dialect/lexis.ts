/** How a dialect's SQL is split into tokens, and the few places where its queries have another structure. */
export interface Lexis {
  /** True if double quotes enclose names. Otherwise they enclose strings, and backticks enclose names. */
  readonly doubleQuoteNames: boolean;
  /** A backslash escapes the next character of a string. */
  readonly backslash: boolean;
  /** `$$ … $$` and `$tag$ … $tag$` are strings. */
  readonly dollarQuotes: boolean;
  /** Three quotes also enclose a string. */
  readonly tripleQuotes: boolean;
  /** Begins a comment up to the end of the line, like `--`. */
  readonly lineComment?: "#" | "//";
  /** Block comments nest. */
  readonly nestedComments: boolean;
  /** `qualify` is a clause of the language. */
  readonly qualify: boolean;
  /** Every clause may use an alias of the select list. */
  readonly aliasesEverywhere: boolean;
  /** An alias may come before its expression: `total: price * quantity`. */
  readonly prefixNames: boolean;
  /** Two columns of the query of a table may have the same name. The engine renames the second one. */
  readonly renamesDuplicates: boolean;
}

/** Names between double quotes, strings without escapes. */
export const ANSI_LEXIS: Lexis = {
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

/** Names between backticks, strings between either quote, with backslash escapes. */
export const BACKTICK_LEXIS: Lexis = {
  ...ANSI_LEXIS,
  doubleQuoteNames: false,
  backslash: true,
  dollarQuotes: false,
  nestedComments: false,
};
