import type { Diagnostic } from "../diagnostic.ts";
import type { FormatInput } from "./input.ts";

/** A file's text as a printer may show it: what a diagnostic says is secret is blotted out, character by character, so that places stay. */
export function shownText({ diagnostics, textOf }: FormatInput): (path: string) => string | undefined {
  const secrets = diagnostics.filter(({ secret }) => secret === true);
  if (secrets.length === 0) return textOf;
  return (path) => {
    const text = textOf(path);
    return text === undefined ? undefined : secrets.reduce((shown, one) => blot(shown, path, one), text);
  };
}

function blot(text: string, path: string, { at }: Diagnostic): string {
  if (at.path !== path) return text;
  const [start, end] = [at.start.offset, at.end.offset];
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, "*") + text.slice(end);
}
