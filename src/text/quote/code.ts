import { Bug } from "../bug.ts";

/**
 * Text that is safe to place into an output: made by a quoter of this folder, or written by dex itself.
 * It is an object, not a branded string, so that a template slot can refuse at run time what the compiler could not see.
 */
export class Code {
  readonly text: string;
  private constructor(text: string) {
    this.text = text;
  }
  /** For quoters, and for literal text in dex's own source; never for text that came from a contract. */
  static trusted(text: string): Code {
    return new Code(text);
  }
  toString(): string {
    return this.text;
  }
}

/** Code from a template literal: the literal parts are dex's own, every value must be Code already. */
export function code(strings: TemplateStringsArray, ...values: readonly Code[]): Code {
  let text = strings[0] ?? "";
  for (const [index, value] of values.entries()) {
    if (!(value instanceof Code)) throw new Bug("raw text in a code template");
    text += value.text + (strings[index + 1] ?? "");
  }
  return Code.trusted(text);
}

/** Joins pieces of code with a separator that is dex's own text. */
export function join(pieces: readonly Code[], separator: string): Code {
  return Code.trusted(pieces.map((piece) => piece.text).join(separator));
}
