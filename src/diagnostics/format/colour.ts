import type { Severity } from "../diagnostic.ts";

const CODES = { red: 31, yellow: 33, blue: 34, cyan: 36, grey: 90, bold: 1 } as const;

/** A colour, or bold. */
export type Style = keyof typeof CODES;

/** Puts text into ANSI styles, or leaves it as it is. */
export type Paint = (text: string, ...styles: readonly Style[]) => string;

/** The painter for a terminal that shows colours, or for one that does not. */
export function painter(colour: boolean): Paint {
  if (!colour) return (text) => text;
  return (text, ...styles) =>
    text === "" ? "" : `\u001b[${styles.map((style) => CODES[style]).join(";")}m${text}\u001b[0m`;
}

/** The colour that stands for a severity. */
export const SEVERITY_STYLE = { error: "red", warning: "yellow", info: "blue" } as const satisfies Record<
  Severity,
  Style
>;
