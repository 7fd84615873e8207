import stringWidth from "string-width";

/** How many terminal columns a text takes: wide characters and emoji take two, combining marks none. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** Pads a text with blanks to a width in terminal columns. */
export function padColumns(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columnsOf(text)));
}
