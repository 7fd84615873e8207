import type { Origin } from "../../source/origin.ts";
import { Bug } from "../bug.ts";

/** A range of a text, in UTF-16 code units (`end` is exclusive), and the node of a document that it was made from. */
export interface Region {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
}

const NO_REGIONS: readonly Region[] = [];

/**
 * Text that is safe in an output: made by a quoter of this folder, or written by dex itself. It records which parts come
 * from which nodes of a document; inner regions come before outer ones.
 * It is an object, not a branded string, so that a template slot can reject plain strings at run time.
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
  /** The same code, marked as made from a node of a document. */
  at(origin: Origin): Code {
    if (this.text === "") return this;
    return new Code(this.text, [...this.regions, { start: 0, end: this.text.length, origin }]);
  }
  toString(): string {
    return this.text;
  }
}

/** Code from a template literal: the literal parts are from the source of dex, every value must be Code. */
export function code(strings: TemplateStringsArray, ...values: readonly Code[]): Code {
  const pieces: (Code | string)[] = [strings[0] ?? ""];
  for (const [index, value] of values.entries()) {
    if (!(value instanceof Code)) throw new Bug("raw text in a code template");
    pieces.push(value, strings[index + 1] ?? "");
  }
  return concatenate(pieces);
}

/** Joins code with a separator from the source of dex. */
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
