/** SQL with `{batch}` in the place of the rows, or why GX cannot run it. */
export type QueryText = { readonly query: string } | { readonly why: string };

/** The rows that a suite looks at, in the SQL of an expectation. Texts of a contract cannot hold the character. */
export const BATCH = "\u0000";

/**
 * SQL as `unexpected_rows_query` takes it. Two readers stand between it and the database: `str.format`, to which braces mean something,
 * and SQLAlchemy's `text()`, to which a word behind a colon is a parameter unless a backslash stands before it.
 */
export function queryText(sql: string, { viaSqlAlchemy }: { readonly viaSqlAlchemy: boolean }): QueryText {
  const plain = viaSqlAlchemy ? withoutParameters(sql) : sql;
  if (plain === undefined)
    return { why: "its SQL holds a colon that SQLAlchemy would take for the beginning of a parameter" };
  return { query: plain.replace(/[{}]/g, (brace) => brace + brace).replaceAll(BATCH, "{batch}") };
}

const WORD = /[\p{L}\p{N}_]/u;

/**
 * SQLAlchemy replaces `(?<![:\w\\]):(\w+)(?![:\w])` and then drops the backslash of `\\(:\w*)(?![:\w])`. Up to 2.0.40 or so these were
 * `(?<![:\w\\]):(\w+)(?!:)` and `\\(:[\w$]*)(?![:\w$])`. What the two would not read alike is refused.
 */
function withoutParameters(sql: string): string | undefined {
  let text = "";
  let rest = 0;
  for (let colon = sql.indexOf(":"); colon >= 0; colon = sql.indexOf(":", colon + 1)) {
    const mark = escapeAt(sql, colon);
    if (mark === undefined) return undefined;
    text += sql.slice(rest, colon) + mark;
    rest = colon;
  }
  return text + sql.slice(rest);
}

/** What must stand before a colon: a backslash or nothing; undefined where neither would do. */
function escapeAt(sql: string, colon: number): "\\" | "" | undefined {
  const before = [...sql.slice(Math.max(0, colon - 2), colon)].at(-1) ?? "";
  const [after = ""] = sql.slice(colon + 1, colon + 3);
  const run = /^[\p{L}\p{N}_$]*/u.exec(sql.slice(colon + 1))?.[0] ?? "";
  const closed = sql[colon + 1 + run.length] === ":";
  if (closed && run.includes("$") && (before === "\\" || WORD.test(after))) return undefined;
  if (before === "\\") return closed ? "" : "\\";
  if (before === ":" || WORD.test(before) || !WORD.test(after)) return "";
  if (!closed) return "\\";
  return run === after ? "" : undefined;
}
