/** The most levels of JSON that DuckDB reads without a crash of its process, with a wide margin. */
export const MOST_LEVELS = 1000;

const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const BRACE = 0x7b;
const BRACE_END = 0x7d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LF = 0x0a;

/** The number of levels to which a file of JSON is nested, at most just above `MOST_LEVELS`. A broken line does not add to the next one. */
export async function deepestJson(content: AsyncIterable<Uint8Array>): Promise<number> {
  const depth = new Depth();
  for await (const piece of content) {
    depth.push(piece);
    if (depth.deepest > MOST_LEVELS) break;
  }
  return depth.deepest;
}

class Depth {
  deepest = 0;
  private level = 0;
  private isInString = false;
  private isEscaped = false;

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.isEscaped) this.isEscaped = false;
      else if (byte === QUOTE) this.isInString = !this.isInString;
      else if (this.isInString) this.isEscaped = byte === BACKSLASH;
      else this.read(byte);
      if (byte === LF) this.isInString = false;
    }
  }

  private read(byte: number): void {
    if (byte === BRACKET || byte === BRACE) {
      this.level += 1;
      this.deepest = Math.max(this.deepest, this.level);
    } else if (byte === BRACKET_END || byte === BRACE_END) this.level = Math.max(0, this.level - 1);
  }
}
