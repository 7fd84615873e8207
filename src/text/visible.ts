/** Control, bidirectional and other invisible characters: with them a terminal or a reviewer could see another text than the one that is there. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufff0-\uffff]/gu;

/** Text that is safe to print on one line: an invisible character is written `\u{...}`. */
export function visible(text: string): string {
  return replaceInvisible(text, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Replaces each invisible character. */
export function replaceInvisible(text: string, replacement: (character: string) => string): string {
  return text.replace(INVISIBLE, replacement);
}
