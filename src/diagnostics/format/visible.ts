/** Control, bidirectional and other invisible characters, which could make a terminal or a reviewer see something else. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufff0-\uffff]/gu;

/** Text that is safe to print on one line: what cannot be seen is written `\u{...}`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** How many terminal columns a character takes: 0 for combining marks, 2 for wide East Asian characters and emoji. */
export function columnsOf(character: string): number {
  if (/\p{Mn}|\p{Me}/u.test(character)) return 0;
  const point = character.codePointAt(0) ?? 0;
  const wide =
    (point >= 0x1100 && point <= 0x115f) ||
    (point >= 0x2e80 && point <= 0xa4cf) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1f300 && point <= 0x1faff) ||
    (point >= 0x20000 && point <= 0x3fffd);
  return wide ? 2 : 1;
}
