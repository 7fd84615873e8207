import type { Origin } from "../source/origin.ts";
import { lineStarts, positionAt } from "../source/span.ts";
import type { Code } from "../text/quote/code.ts";

/** A range of lines of an emitted file (1-based, inclusive), and the document node that they were made from. */
export interface Block {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
}

/** The text of an emitted file and its blocks. Inner blocks come before outer ones. */
export interface Traced {
  readonly text: string;
  readonly blocks: readonly Block[];
}

const NO_BLOCKS: readonly Block[] = [];

/** The text of code, with the lines of each region. */
export function trace({ text, regions }: Code): Traced {
  if (regions.length === 0) return { text, blocks: NO_BLOCKS };
  const starts = lineStarts(text);
  const lineOf = (offset: number) => positionAt(starts, offset).line;
  return {
    text,
    blocks: regions.map(({ start, end, origin }) => ({ start: lineOf(start), end: lineOf(end - 1), origin })),
  };
}
