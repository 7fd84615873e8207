import type { Report } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/span.ts";
import { lineAround } from "./around.ts";

/** Explains an empty value before a comment that should be the value, as in `channel: #news`. Undefined without such a comment. */
export function commentedValue({ path, end }: Span, text: string): Pick<Report, "message" | "fix"> | undefined {
  const rest = text.slice(end.offset, lineAround(text, end.offset).end);
  const [, before = "", written = ""] = /^(\s*(?::[ \t]*)?)(#[^\s#"\\][^"\\]*)$/.exec(rest) ?? [];
  const value = written.trimEnd();
  if (value === "") return undefined;
  const start = end.offset + before.length;
  const quoted = `"${value}"`;
  return {
    message: `"#" begins a comment, so this value is empty. Write the value in quotes: ${quoted}`,
    fix: {
      title: `write ${quoted} in place of ${value}`,
      edits: [{ path, start, end: start + value.length, text: quoted }],
    },
  };
}
