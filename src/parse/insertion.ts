import type { Fix } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/span.ts";

/**
 * Returns the fix that adds members, such as `id: 1`, to the end of the mapping at a span. Undefined for a mapping in braces that has several
 * lines or a comment.
 */
export function insertionFix(members: readonly string[], { path, start, end }: Span, text: string): Fix | undefined {
  const written = text.slice(start.offset, end.offset);
  const edit = (at: number, put: string): Fix => ({
    title: `add ${members.join(", ")}`,
    edits: [{ path, start: at, end: at, text: put }],
  });
  if (written.startsWith("{")) {
    const inside = /^\{([^\n#]*)\}$/.exec(written.trimEnd())?.[1];
    if (inside === undefined) return undefined;
    const body = inside.trimEnd();
    return edit(start.offset + 1 + body.length, `${body.trim() === "" ? "" : ", "}${members.join(", ")}`);
  }
  const line = text.lastIndexOf("\n", start.offset - 1) + 1;
  const before = text.slice(line, start.offset);
  if (!/^(?: |- )*$/.test(before)) return undefined;
  const last = text.indexOf("\n", start.offset + written.trimEnd().length);
  const margin = `\n${" ".repeat(before.length)}`;
  return edit(last === -1 ? text.length : last, members.map((member) => margin + member).join(""));
}
