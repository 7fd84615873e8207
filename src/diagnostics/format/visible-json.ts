import { replaceInvisible } from "../../text/visible.ts";

/** JSON with a newline at the end. Escapes all invisible characters, of which JSON itself escapes only some. */
export function visibleJson(value: unknown): string {
  const text = replaceInvisible(JSON.stringify(value, null, 2), (character) =>
    character === "\n"
      ? character
      : [...Array(character.length).keys()].map((index) => escaped(character.charCodeAt(index))).join(""),
  );
  return `${text}\n`;
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
