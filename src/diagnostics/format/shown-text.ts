import type { Diagnostic } from "../diagnostic.ts";
import type { FormatInput } from "./input.ts";

/** A file's text without its secrets: each character of a secret becomes an asterisk, so that places stay the same. */
export function shownText({ diagnostics, textOf }: FormatInput): (path: string) => string | undefined {
  const secrets = diagnostics.filter(({ secret }) => secret === true);
  if (secrets.length === 0) return textOf;
  return (path) => {
    const text = textOf(path);
    return text === undefined ? undefined : secrets.reduce((shown, one) => mask(shown, path, one), text);
  };
}

function mask(text: string, path: string, { at }: Diagnostic): string {
  if (at.path !== path) return text;
  const [start, end] = [at.start.offset, at.end.offset];
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, "*") + text.slice(end);
}
