/** Control, bidirectional and other invisible characters: with them a terminal or a reviewer could see another text than the one that is there. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufff0-\uffff]/gu;

/** Text that is safe to print on one line: an invisible character is written `\u{...}`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** JSON with a newline at the end. Escapes all invisible characters, of which JSON itself escapes only some. */
export function visibleJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(INVISIBLE, (character) =>
    character === "\n"
      ? character
      : [...Array(character.length).keys()].map((index) => escaped(character.charCodeAt(index))).join(""),
  );
  return `${text}\n`;
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
