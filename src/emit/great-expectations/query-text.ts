import { Code } from "../../text/quote/code.ts";

/** SQL with `{batch}` in place of the table, or the reason why GX cannot run it. */
export type QueryText = { readonly query: string } | { readonly why: string };

/** Marks the rows of the batch in the SQL of an expectation. The strings of a contract cannot contain this character. */
export const BATCH = "\u0000";

/**
 * Escapes SQL for `unexpected_rows_query`. GX passes it through `str.format`, where braces are placeholders, and through SQLAlchemy's `text()`,
 * where a word after a colon is a parameter unless a backslash precedes the colon.
 */
export function queryText(sql: string, { viaSqlAlchemy }: { readonly viaSqlAlchemy: boolean }): QueryText {
  const plain = viaSqlAlchemy ? withoutParameters(sql) : sql;
  if (plain === undefined)
    return { why: "its SQL contains a colon that SQLAlchemy would parse as the start of a parameter" };
  const escaped = plain.replace(/[{}]/g, (brace) => brace + brace);
  return { query: withSchemas(escaped).replaceAll(BATCH, "{batch}") };
}

/** Marks the schema of a model, which depends on the target of dbt. The runner replaces it. */
export function schemaMark(custom: string | undefined): Code {
  return Code.trusted(`${BATCH}schema${custom === undefined ? "" : `.${custom}`}${BATCH}`);
}

/** The placeholders of the runner, in place of the marks. */
export function withSchemas(sql: string): string {
  return sql.replace(new RegExp(`${BATCH}(schema(?:\\.\\w+)?)${BATCH}`, "g"), "{$1}");
}

const WORD = /[\p{L}\p{N}_]/u;

/**
 * SQLAlchemy replaces `(?<![:\w\\]):(\w+)(?![:\w])` and then drops the backslash of `\\(:\w*)(?![:\w])`. Up to 2.0.40 or so these were
 * `(?<![:\w\\]):(\w+)(?!:)` and `\\(:[\w$]*)(?![:\w$])`. The function rejects SQL that the two versions parse differently.
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

/** The escape before a colon: a backslash or an empty string. Undefined if neither works. */
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
