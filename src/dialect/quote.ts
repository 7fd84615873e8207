import type { Code } from "../text/quote/code.ts";
import type { SqlName } from "./naming.ts";
import { dialects, type SqlDialect } from "./registry.ts";

export { number } from "./literals.ts";
export type { SqlName } from "./naming.ts";
export { type SqlDialect, sqlDialects } from "./registry.ts";

/** The name of a column in an engine, and whether it needs quotes. */
export function columnName(name: string, dialect: SqlDialect): SqlName {
  return dialects[dialect].columnName(name);
}

/** A name as an identifier, with quotes only if it needs them. */
export function identifier(name: string, dialect: SqlDialect): Code {
  return dialects[dialect].identifier(name);
}

/** A string literal on one line. */
export function string(text: string, dialect: SqlDialect): Code {
  return dialects[dialect].string(text);
}
