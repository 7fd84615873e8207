/** A string of DuckDB's SQL. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as a pattern of DuckDB that matches only this path: `[` begins a class, `*` and `?` are wildcards. */
export function asPattern(path: string): string {
  return path.replace(/[[*?]/g, (mark) => `[${mark}]`);
}
