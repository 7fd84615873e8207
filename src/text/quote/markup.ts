import { visible } from "../visible.ts";
import { Code } from "./code.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text in HTML or XML, between tags or inside a quoted attribute. Invisible characters are written out, so it is also valid in XML 1.0,
 * which does not allow most of them, and it is one line. It is not for the value of an attribute that contains a URL or a script.
 */
export function text(value: string): Code {
  return Code.trusted(visible(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character));
}
