import { duckdb } from "../../dialect/duckdb.ts";
import { asPattern } from "../../engine/duckdb/literals.ts";
import type { Code } from "../../text/quote/code.ts";

/** A path as a string of DuckDB that matches only this path: its functions for files read patterns. */
export function pathPattern(path: string): Code {
  return duckdb.string(asPattern(path));
}
