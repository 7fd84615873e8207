import type { Origin } from "../../source/origin.ts";
import { Code } from "../../text/quote/code.ts";
import type { Block } from "../emitter.ts";

/** Code of several lines, and which of them (from 0) say which node of a contract. */
export interface Marked {
  readonly code: Code;
  readonly marks: readonly Block[];
}

/** Joins pieces, each of whole lines, and marks those that have an origin. */
export function markLines(pieces: readonly { readonly text: string; readonly origin?: Origin | undefined }[]): Marked {
  const marks: Block[] = [];
  let line = 0;
  for (const { text, origin } of pieces) {
    const lines = countLines(text);
    if (origin !== undefined) marks.push({ start: line, end: line + lines - 1, origin });
    line += lines;
  }
  return { code: Code.trusted(pieces.map(({ text }) => text).join("\n")), marks };
}

/** The marks of pieces as blocks of a rendered file. A piece that a project's own template leaves out has none. */
export function blocksOf(text: string, pieces: readonly Marked[]): readonly Block[] {
  const blocks = pieces.flatMap(({ code, marks }) => {
    const offset = marks.length === 0 ? -1 : text.indexOf(code.text);
    if (offset < 0) return [];
    const first = countLines(text.slice(0, offset));
    return marks.map(({ start, end, origin }) => ({ start: first + start, end: first + end, origin }));
  });
  return blocks.sort((a, b) => a.start - b.start);
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
