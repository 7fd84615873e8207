import type { Origin } from "../../source/origin.ts";
import { Bug } from "../bug.ts";

/** A stretch of a text, in UTF-16 code units (`end` is exclusive), and the node of a document that it was made from. */
export interface Region {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
}

const NO_REGIONS: readonly Region[] = [];

/**
 * Text that is safe to place into an output: made by a quoter of this folder, or written by dex itself. It remembers which parts of it come
 * from which nodes of a document; regions inside another come before it.
 * It is an object, not a branded string, so that a template slot can refuse at run time what the compiler could not see.
 */
export class Code {
  readonly text: string;
  readonly regions: readonly Region[];
  private constructor(text: string, regions: readonly Region[]) {
    this.text = text;
    this.regions = regions;
  }
  /** For quoters, and for literal text in dex's own source; never for text that came from a contract. */
  static trusted(text: string, regions: readonly Region[] = NO_REGIONS): Code {
    return new Code(text, regions);
  }
  /** The same code, marked as made from a node of a document. */
  at(origin: Origin): Code {
    if (this.text === "") return this;
    return new Code(this.text, [...this.regions, { start: 0, end: this.text.length, origin }]);
  }
  toString(): string {
    return this.text;
  }
}

/** Code from a template literal: the literal parts are dex's own, every value must be Code already. */
export function code(strings: TemplateStringsArray, ...values: readonly Code[]): Code {
  const pieces: (Code | string)[] = [strings[0] ?? ""];
  for (const [index, value] of values.entries()) {
    if (!(value instanceof Code)) throw new Bug("raw text in a code template");
    pieces.push(value, strings[index + 1] ?? "");
  }
  return concatenate(pieces);
}

/** Joins pieces of code with a separator that is dex's own text. */
export function join(pieces: readonly Code[], separator: string): Code {
  return concatenate(pieces.flatMap((piece, index) => (index === 0 ? [piece] : [separator, piece])));
}

function concatenate(pieces: readonly (Code | string)[]): Code {
  const texts: string[] = [];
  const regions: Region[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const text = typeof piece === "string" ? piece : piece.text;
    if (typeof piece !== "string")
      for (const { start, end, origin } of piece.regions)
        regions.push({ start: start + offset, end: end + offset, origin });
    texts.push(text);
    offset += text.length;
  }
  return Code.trusted(texts.join(""), regions.length === 0 ? NO_REGIONS : regions);
}
