import { duckdb } from "../../dialect/duckdb.ts";
import type { Code } from "../../text/quote/code.ts";

/** A path as a string of DuckDB that matches only this path: its functions for files read patterns. */
export function pathPattern(path: string): Code {
  return duckdb.string(path.replace(/[[*?]/g, (mark) => `[${mark}]`));
}
