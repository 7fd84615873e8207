/** How a dialect's text is cut into tokens, and the few places where its queries have another structure. */
export interface Lexis {
  /** A double quote encloses a name; where it does not, it encloses a string, and a backtick encloses a name. */
  readonly doubleQuoteNames: boolean;
  /** A backslash escapes the next character of a string. */
  readonly backslash: boolean;
  /** `$$ … $$` and `$tag$ … $tag$` are strings. */
  readonly dollarQuotes: boolean;
  /** Three quotes enclose a string too. */
  readonly tripleQuotes: boolean;
  /** What begins a comment besides `--`, up to the end of the line. */
  readonly lineComment?: "#" | "//";
  /** Block comments nest. */
  readonly nestedComments: boolean;
  /** `qualify` is a clause of the language. */
  readonly qualify: boolean;
  /** Every clause may read a name that the select list gives. */
  readonly aliasesEverywhere: boolean;
  /** A column of the result may be named before its expression: `total: price * quantity`. */
  readonly prefixNames: boolean;
  /** Two columns of a table's query may have one name; the engine renames the second. */
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
