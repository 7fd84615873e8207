import type { StringFormat } from "../ir/field.ts";
import * as text from "../text/grammars.ts";

/** The one grammar of each string format; they stand in text/, where emitters see them too. */
export const FORMATS: Readonly<Record<StringFormat, string>> = text.FORMATS;

/** True for a format that dex knows. */
export function isFormat(name: string): name is StringFormat {
  return Object.hasOwn(FORMATS, name);
}
