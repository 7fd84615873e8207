import { Bug } from "../bug.ts";
import { Code } from "./code.ts";

/** A string as one word of a POSIX shell: bare if it contains no special characters, else in single quotes. */
export function word(text: string): Code {
  if (text.includes("\0")) throw new Bug("U+0000 in a word of a shell");
  if (/^[A-Za-z0-9_./:=,+-]+$/.test(text) && !/^[-=]/.test(text)) return Code.trusted(text);
  return Code.trusted(`'${text.replaceAll("'", "'\\''")}'`);
}
