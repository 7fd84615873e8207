import type { Code } from "../text/quote/code.ts";
import type { SqlName } from "./naming.ts";
import { dialects, type SqlDialect } from "./registry.ts";

export { number } from "./literals.ts";
export type { SqlName } from "./naming.ts";
export { type SqlDialect, sqlDialects } from "./registry.ts";

/** A column's name as an engine knows it, and whether it must be quoted. */
export function columnName(name: string, dialect: SqlDialect): SqlName {
  return dialects[dialect].columnName(name);
}

/** A name as an identifier, quoted only where the bare word would not do. */
export function identifier(name: string, dialect: SqlDialect): Code {
  return dialects[dialect].identifier(name);
}

/** A text as a string literal on one line. */
export function string(text: string, dialect: SqlDialect): Code {
  return dialects[dialect].string(text);
}
