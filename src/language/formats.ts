import { FORMATS } from "../text/formats.ts";

/** The string formats of the language; text/formats.ts has the grammar of each. */
export const FORMAT_NAMES: readonly string[] = Object.keys(FORMATS);
