import { visible } from "../../text/visible.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Format, FormatInput } from "./input.ts";

const LONGEST_MESSAGE = 1000;

/**
 * Escapes the invisible characters in the messages and paths of a printer's input. They may come from a file name, a document or another tool,
 * and reach a terminal or a web page.
 */
export function ofVisible(format: Format): Format {
  return (input) => format(visibleInput(input, visible));
}

/** The same for a format that escapes line breaks itself. */
export function ofVisibleLines(format: Format): Format {
  return (input) => format(visibleInput(input, (text) => text.split("\n").map(visible).join("\n")));
}

type Shown = (text: string) => string;

function visibleInput(input: FormatInput, shown: Shown): FormatInput {
  const raw = new Map<string, string>();
  const diagnostics = input.diagnostics.map((diagnostic) => visibleDiagnostic(diagnostic, shown, raw));
  return { ...input, diagnostics, textOf: (path) => input.textOf(raw.get(path) ?? path) };
}

function visibleDiagnostic(diagnostic: Diagnostic, shown: Shown, raw: Map<string, string>): Diagnostic {
  const line = (text: string) =>
    text.length > LONGEST_MESSAGE ? `${shown(text.slice(0, LONGEST_MESSAGE))}…` : shown(text);
  const span = (at: Diagnostic["at"]) => {
    const path = visible(at.path);
    if (path !== at.path) raw.set(path, at.path);
    return path === at.path ? at : { ...at, path };
  };
  const related = diagnostic.related.map(({ at, message }) => ({ at: span(at), message: line(message) }));
  const fix = diagnostic.fix && { ...diagnostic.fix, title: line(diagnostic.fix.title) };
  return { ...diagnostic, message: line(diagnostic.message), at: span(diagnostic.at), related, ...(fix && { fix }) };
}
