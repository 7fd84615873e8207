import type { Origin } from "../source/origin.ts";
import { positionAt } from "../source/span.ts";
import type { Code } from "../text/quote/code.ts";

/** A range of lines of an emitted file (from 1, inclusive), and the node of a document that they were made from. */
export interface Block {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
}

/** The text of an emitted file and its blocks; blocks inside another come before it. */
export interface Traced {
  readonly text: string;
  readonly blocks: readonly Block[];
}

const NO_BLOCKS: readonly Block[] = [];

/** The text of code, with the lines of each region. */
export function trace({ text, regions }: Code): Traced {
  if (regions.length === 0) return { text, blocks: NO_BLOCKS };
  const starts = lineStartsOf(text);
  const lineOf = (offset: number) => positionAt(starts, offset).line;
  return {
    text,
    blocks: regions.map(({ start, end, origin }) => ({ start: lineOf(start), end: lineOf(end - 1), origin })),
  };
}

/** Where the lines of an emitted text begin. It has no line ends but LF, so the fast search of strings finds them. */
function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
