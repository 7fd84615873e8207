import { Bug } from "../text/bug.ts";
import { Code } from "../text/quote/code.ts";

/** A column's name as an engine knows it, and whether it must be quoted. */
export interface SqlName {
  readonly name: string;
  readonly quote: boolean;
}

/** How a dialect writes names. */
export interface Naming {
  /** Words that cannot be a column's name without quotes. */
  readonly reservedWords: ReadonlySet<string>;
  /**
   * How the engine knows a name. A lower-case word that is not reserved needs no quotes, so that it means what people mean by it in each
   * dialect (on Snowflake, which folds to upper case, the upper-case column; a reserved word is quoted in upper case for the same reason).
   */
  readonly columnName: (name: string) => SqlName;
  /** A name as an identifier, quoted only where the bare word would not do. */
  readonly identifier: (name: string) => Code;
}

interface NamingRules {
  /** The reserved words, separated by blanks. */
  readonly reserved: string;
  readonly quote: (name: string) => string;
  /** How the engine folds a bare word; by default to lower case, or not at all. */
  readonly fold?: (name: string) => string;
}

/** The names of a dialect, from its reserved words and its quotes. */
export function naming({ reserved, quote, fold = (name) => name }: NamingRules): Naming {
  const reservedWords: ReadonlySet<string> = new Set(reserved.split(" "));
  const columnName = (name: string): SqlName => {
    if (!/^[a-z_][a-z0-9_]*$/.test(name)) return { name, quote: true };
    return reservedWords.has(name) ? { name: fold(name), quote: true } : { name, quote: false };
  };
  const identifier = (name: string): Code => {
    const known = columnName(name);
    if (!known.quote) return Code.trusted(known.name);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    if (/[\u0000-\u001f]/.test(known.name)) throw new Bug("a control character in an identifier");
    return Code.trusted(quote(known.name));
  };
  return { reservedWords, columnName, identifier };
}

/** A name between marks, with the mark doubled inside. */
export function doubled(name: string, mark: '"' | "`"): string {
  return `${mark}${name.replaceAll(mark, mark + mark)}${mark}`;
}
