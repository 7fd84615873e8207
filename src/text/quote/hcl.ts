import { Code } from "./code.ts";

const SHORT: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A quoted string of HCL (Terraform), with template markers escaped. */
export function string(text: string): Code {
  const escaped = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    .replace(/[\\"\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, (character) => {
      return SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    })
    .replace(/([$%])\{/g, "$1$1{");
  return Code.trusted(`"${escaped}"`);
}
