import { Bug } from "../bug.ts";
import { Code } from "./code.ts";

/** Text as one word of a POSIX shell: unquoted when it has no special characters, otherwise in single quotes. */
export function word(text: string): Code {
  if (text.includes("\0")) throw new Bug("U+0000 in a word of a shell");
  if (/^[A-Za-z0-9_./:=,+-]+$/.test(text) && !/^[-=]/.test(text)) return Code.trusted(text);
  return Code.trusted(`'${text.replaceAll("'", "'\\''")}'`);
}
