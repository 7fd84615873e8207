import type { Fix, Replacement } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/span.ts";
import { lineAround } from "./around.ts";

/** Turns a replacement at a span into a fix. Undefined if the value there is not a simple string that contains the part to replace. */
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

/** The separator between a value and the next member of its mapping: a comma in braces, otherwise a line break and the indentation of the key. */
function separatorAt(text: string, start: number, end: number): string | undefined {
  const { start: lineStart, end: lineEnd } = lineAround(text, start);
  const [before, after] = [text.slice(lineStart, start), text.slice(end, lineEnd)];
  if (/^ *[,}]/.test(after)) return ", ";
  const indent = /^((?: |- )*)[\w-]+: +$/.exec(before)?.[1];
  return indent === undefined || !/^ *$/.test(after) ? undefined : `\n${" ".repeat(indent.length)}`;
}
