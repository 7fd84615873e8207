import type { Fix, Replacement } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/span.ts";
import { lineAround } from "./around.ts";

/** The fix that makes a replacement at a span, or undefined when the text there is not a simple string that has the replaced part. */
export function fixOf({ from, to, beside }: Replacement, { path, start, end }: Span, text: string): Fix | undefined {
  const written = text.slice(start.offset, end.offset);
  const fix = (at: number, old: string, put: string): Fix => ({
    title: `write ${put} in place of ${old}`,
    edits: [{ path, start: start.offset + at, end: start.offset + at + old.length, text: put }],
  });
  if (to === undefined) return /^[-+\w.]+$/.test(written) ? fix(0, written, `"${written}"`) : undefined;
  // Other characters may need quotes or escapes.
  if (!/^[\w.-]+$/.test(to)) return undefined;
  if (beside !== undefined) {
    const separator = separatorAt(text, start.offset, end.offset);
    return separator === undefined || !/^[^"'\n]+$/.test(written)
      ? undefined
      : {
          title: `write ${[to, ...beside].join(", ")} in place of ${written}`,
          edits: [{ path, start: start.offset, end: end.offset, text: [to, ...beside].join(separator) }],
        };
  }
  if (from !== undefined) {
    const at = written.indexOf(from);
    return at === -1 || written.indexOf(from, at + 1) !== -1 ? undefined : fix(at, from, to);
  }
  const [, quote, inside] = /^(["']?)([^"'\\\n]+)\1$/.exec(written) ?? [];
  if (inside === undefined) return undefined;
  return quote === "" && !/^[A-Za-z_]/.test(to) ? fix(0, written, `"${to}"`) : fix(quote?.length ?? 0, inside, to);
}

/** What separates a value from the next member of its mapping: a comma in braces, otherwise a line end and the indentation of its key. */
function separatorAt(text: string, start: number, end: number): string | undefined {
  const { start: lineStart, end: lineEnd } = lineAround(text, start);
  const [before, after] = [text.slice(lineStart, start), text.slice(end, lineEnd)];
  if (/^ *[,}]/.test(after)) return ", ";
  const indent = /^((?: |- )*)[\w-]+: +$/.exec(before)?.[1];
  return indent === undefined || !/^ *$/.test(after) ? undefined : `\n${" ".repeat(indent.length)}`;
}
