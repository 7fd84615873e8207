import stringWidth from "string-width";

/** The width of a string in terminal columns: wide characters and emoji take two, combining marks none. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** Pads a string with spaces to a width in terminal columns. */
export function padColumns(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columnsOf(text)));
}

/** The most code units of a terminal column. A character has a few code units, and hundreds only in an attack. */
const MOST_UNITS = 20;

// "und": the segments do not depend on the machine's language.
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** Cuts a string to a width in terminal columns. An ellipsis replaces what is cut off. */
export function cutColumns(text: string, width: number): string {
  if (!Number.isFinite(width) || (text.length <= MOST_UNITS * width && columnsOf(text) <= width)) return text;
  let shown = "";
  let room = width - 1;
  for (const { segment } of graphemes.segment(text.slice(0, MOST_UNITS * width))) {
    room -= columnsOf(segment);
    if (room < 0) break;
    shown += segment;
  }
  return `${shown}…`;
}

/** Breaks a string between words into lines of at most a width in terminal columns. A longer word has its own line. */
export function wrapColumns(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
