import { styleText } from "node:util";
import type { Severity } from "../diagnostic.ts";

/** A colour, or bold. */
export type Style = "red" | "yellow" | "green" | "blue" | "cyan" | "grey" | "bold";

/** Styles a string for a terminal, or leaves it unchanged. */
export type Paint = (text: string, ...styles: readonly Style[]) => string;

/** The painter for a terminal with colours, or for one without. */
export function painter(colour: boolean): Paint {
  if (!colour) return (text) => text;
  // The terminal has decided already (--color, NO_COLOR), so Node must not decide again from its own stdout.
  return (text, ...styles) => (text === "" ? "" : styleText([...styles], text, { validateStream: false }));
}

/** The colour of a severity. */
export const SEVERITY_STYLE = { error: "red", warning: "yellow", info: "blue" } as const satisfies Record<
  Severity,
  Style
>;
