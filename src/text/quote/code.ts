import type { Origin } from "../../source/origin.ts";
import { Bug } from "../bug.ts";

/** A range of a text in UTF-16 code units (`end` is exclusive), and the document node that it was made from. */
export interface Region {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
}

const NO_REGIONS: readonly Region[] = [];

/**
 * Text that is safe in an output: made by a quoter of this folder, or literal text of dex. Its regions are the parts that come from document nodes;
 * inner regions come before outer ones. It is an object instead of a branded string, so that templates can reject raw strings at run time.
 */
export class Code {
  readonly text: string;
  readonly regions: readonly Region[];
  private constructor(text: string, regions: readonly Region[]) {
    this.text = text;
    this.regions = regions;
  }
  /** For quoters, and for literal text in the source of dex. Never use it for text from a contract. */
  static trusted(text: string, regions: readonly Region[] = NO_REGIONS): Code {
    return new Code(text, regions);
  }
  /** The same code, with the document node that it was made from. */
  at(origin: Origin): Code {
    if (this.text === "") return this;
    return new Code(this.text, [...this.regions, { start: 0, end: this.text.length, origin }]);
  }
  toString(): string {
    return this.text;
  }
}

/** Code from a template literal. The literal parts are trusted, and every value must be Code. */
export function code(strings: TemplateStringsArray, ...values: readonly Code[]): Code {
  const pieces: (Code | string)[] = [strings[0] ?? ""];
  for (const [index, value] of values.entries()) {
    if (!(value instanceof Code)) throw new Bug("raw text in a code template");
    pieces.push(value, strings[index + 1] ?? "");
  }
  return concatenate(pieces);
}

/** Joins pieces of code with a trusted separator. */
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
