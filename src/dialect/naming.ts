import { Bug } from "../text/bug.ts";
import { Code } from "../text/quote/code.ts";

/** The name of a column in an engine, and whether it needs quotes. */
export interface SqlName {
  readonly name: string;
  readonly quote: boolean;
}

/** How a dialect writes names. */
export interface Naming {
  /** Words that need quotes as the name of a column. */
  readonly reservedWords: ReadonlySet<string>;
  /**
   * The name of a column in the engine. A lower-case word that is not reserved has no quotes, so that it names the usual column of each dialect
   * (on Snowflake, which folds to upper case, the upper-case column). For the same reason, a reserved word is quoted in upper case there.
   */
  readonly columnName: (name: string) => SqlName;
  /** A name as an identifier, with quotes only if it needs them. */
  readonly identifier: (name: string) => Code;
}

interface NamingRules {
  /**
   * The reserved words of the engine's documentation, and words that only some places accept as a column (`timestamp`, `values`), separated by
   * spaces. An extra word only adds quotes; a missing word breaks a statement.
   */
  readonly reserved: string;
  readonly quote: (name: string) => string;
  /** How the engine folds an unquoted word. By default, a lower-case word is unchanged. */
  readonly fold?: (name: string) => string;
}

/** The naming of a dialect, from its reserved words and its quotes. */
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
