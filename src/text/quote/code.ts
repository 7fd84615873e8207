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
  let text = strings[0] ?? "";
  let regions: Region[] | undefined;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (!(value instanceof Code)) throw new Bug("raw text in a code template");
    regions = withRegionsOf(value, text.length, regions);
    text += value.text + (strings[index + 1] ?? "");
  }
  return Code.trusted(text, regions);
}

/** Joins code with a separator from the source of dex. */
export function join(pieces: readonly Code[], separator: string): Code {
  const texts: string[] = [];
  let regions: Region[] | undefined;
  let offset = 0;
  for (const piece of pieces) {
    regions = withRegionsOf(piece, offset, regions);
    texts.push(piece.text);
    offset += piece.text.length + separator.length;
  }
  return Code.trusted(texts.join(separator), regions);
}

/** Adds the regions of code that begins at an offset. Most code has no regions and needs no list. */
function withRegionsOf(piece: Code, offset: number, regions: Region[] | undefined): Region[] | undefined {
  if (piece.regions.length === 0) return regions;
  const all = regions ?? [];
  for (const { start, end, origin } of piece.regions) all.push({ start: start + offset, end: end + offset, origin });
  return all;
}
