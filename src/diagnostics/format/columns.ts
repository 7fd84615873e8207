import stringWidth from "string-width";

/** The width of a string in terminal columns: wide characters and emoji take two, combining marks none. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** Pads a string with spaces to a width in terminal columns. */
export function padColumns(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columnsOf(text)));
}
