import { Bug } from "../bug.ts";
import { Code } from "./code.ts";
import { reservedWords } from "./reserved-words.ts";
import type { SqlDialect } from "./sql-dialects.ts";

export { type SqlDialect, sqlDialects } from "./sql-dialects.ts";

/** A column's name as an engine knows it, and whether it must be written between quotes. */
export interface SqlName {
  readonly name: string;
  readonly quote: boolean;
}

/**
 * How a dialect knows a name. A lower-case word that is not reserved stands bare, so that it means what people mean by it in each dialect
 * (on Snowflake, which folds to upper case, the upper-case column; a reserved word there is quoted in upper case for the same reason).
 */
export function columnName(name: string, dialect: SqlDialect): SqlName {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) return { name, quote: true };
  if (!reservedWords[dialect].has(name)) return { name, quote: false };
  return { name: dialect === "snowflake" ? name.toUpperCase() : name, quote: true };
}

/** A name as an identifier: quoted only where the bare word would not do. */
export function identifier(name: string, dialect: SqlDialect): Code {
  const known = columnName(name, dialect);
  if (!known.quote) return Code.trusted(known.name);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  if (/[\u0000-\u001f]/.test(known.name)) throw new Bug("a control character in an identifier");
  if (dialect === "bigquery") {
    return Code.trusted(`\`${known.name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``);
  }
  const mark = dialect === "databricks" ? "`" : '"';
  return Code.trusted(`${mark}${known.name.replaceAll(mark, mark + mark)}${mark}`);
}

/** Dialects whose string literals read a backslash as the start of an escape. */
const BACKSLASH_ESCAPES: ReadonlySet<SqlDialect> = new Set(["snowflake", "bigquery", "redshift", "databricks"]);

/** A text as a string literal. Control characters are written as escapes or as `chr()`, so that the literal stays on its line. */
export function string(text: string, dialect: SqlDialect): Code {
  if (text.includes("\0")) throw new Bug("U+0000 in an SQL string");
  if (dialect === "bigquery" || dialect === "databricks" || dialect === "snowflake") {
    return Code.trusted(`'${escaped(text, dialect)}'`);
  }
  const pieces = text.split(CONTROLS).map((piece) => {
    if (CONTROL.test(piece)) return `chr(${piece.charCodeAt(0)})`;
    return `'${escaped(piece, dialect)}'`;
  });
  const shown = pieces.length === 1 ? pieces : pieces.filter((piece) => piece !== "''");
  return Code.trusted(shown.length === 1 ? (shown[0] ?? "''") : `(${shown.join(" || ")})`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROLS = /([\u0001-\u0008\u000a-\u001f\u007f])/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /^[\u0001-\u0008\u000a-\u001f\u007f]$/;

function escaped(text: string, dialect: SqlDialect): string {
  const slashed = BACKSLASH_ESCAPES.has(dialect) ? text.replaceAll("\\", "\\\\") : text;
  if (dialect !== "bigquery" && dialect !== "databricks" && dialect !== "snowflake")
    return slashed.replaceAll("'", "''");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  const line = slashed.replace(/[\u0001-\u0008\u000a-\u001f\u007f]/g, (c) => {
    if (c === "\n") return "\\n";
    return `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return line.replaceAll("'", dialect === "snowflake" ? "''" : "\\'");
}

/** A number from its canonical decimal text. */
export function number(text: string): Code {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) throw new Bug(`"${text}" is not canonical decimal text`);
  return Code.trusted(text);
}
