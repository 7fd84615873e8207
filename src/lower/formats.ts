import type { StringFormat } from "../ir/field.ts";
import * as text from "../text/grammars.ts";

/** The grammar of each string format, from text/, which emitters may import too. */
export const FORMATS: Readonly<Record<StringFormat, string>> = text.FORMATS;

/** The maximum length of the strings of a format, if its grammar does not limit the length. */
export const FORMAT_LENGTHS: { readonly [Format in StringFormat]?: number } = text.FORMAT_LENGTHS;

/** True for a format that dex knows. */
export function isFormat(name: string): name is StringFormat {
  return Object.hasOwn(FORMATS, name);
}
