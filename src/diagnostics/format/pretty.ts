import type { Span } from "../../source/span.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { codeFrame } from "./code-frame.ts";
import { type Paint, painter, SEVERITY_STYLE, type Style } from "./colour.ts";
import type { Format, FormatInput } from "./input.ts";
import { repeats } from "./message-with-fix.ts";
import { shownText } from "./shown-text.ts";
import { summary } from "./summary.ts";

const MOST_SHOWN = 100;
const MOST_PER_FILE = 20;

/** For people: the message, the place, the line with the fault marked, related places, and the fix. */
export const pretty: Format = (given) => {
  const input = { ...given, textOf: shownText(given) };
  const paint = painter(input.colour);
  const { shown, hidden } = mostImportant(input.diagnostics);
  const parts = shown.map((diagnostic) => block(diagnostic, input, paint).join("\n"));
  if (hidden > 0) parts.push(`${hidden} more not shown; --format concise lists all of them`);
  const total = summary(input.diagnostics);
  if (total !== "") parts.push(paint(total, "bold"));
  return parts.length === 0 ? "" : `${parts.join("\n\n")}\n`;
};

function block(diagnostic: Diagnostic, input: FormatInput, paint: Paint): string[] {
  const style = SEVERITY_STYLE[diagnostic.severity];
  const label = paint(`${diagnostic.severity}[${diagnostic.code}]`, style, "bold");
  if (diagnostic.severity === "info") return [`${label}: ${diagnostic.message}`, arrow(diagnostic.at, paint)];
  const lines = [`${label}${paint(":", "bold")} ${paint(diagnostic.message, "bold")}`];
  const note = diagnostic.note === undefined ? {} : { note: diagnostic.note };
  lines.push(...place({ span: diagnostic.at, style, ...note }, input, paint));
  for (const related of diagnostic.related) {
    lines.push(...place({ span: related.at, style: "blue", note: related.message }, input, paint));
  }
  if (diagnostic.fix && !repeats(diagnostic.fix, diagnostic.message))
    lines.push(`${paint("help:", "cyan", "bold")} ${diagnostic.fix.title}`);
  return lines;
}

interface Marked {
  readonly span: Span;
  readonly style: Style;
  readonly note?: string;
}

/** The arrow line of a place, and its code frame if the file's text is known. */
function place(marked: Marked, input: FormatInput, paint: Paint): string[] {
  const { path } = marked.span;
  const text = input.textOf(path);
  const line = arrow(marked.span, paint);
  if (text === undefined) return marked.note === undefined ? [line] : [`${line} ${marked.note}`];
  return [line, ...codeFrame({ ...marked, text, paint })];
}

function arrow({ path, start }: Span, paint: Paint): string {
  return `${" ".repeat(String(start.line).length)}${paint("-->", "grey")} ${path}:${start.line}:${start.column}`;
}

/** When there are too many to read, errors go before warnings, and each file has a maximum. The order of the places stays. */
function mostImportant(diagnostics: readonly Diagnostic[]): { shown: Diagnostic[]; hidden: number } {
  const perFile = new Map<string, number>();
  const chosen = new Set<Diagnostic>();
  for (const severity of ["error", "warning", "info"]) {
    for (const diagnostic of diagnostics) {
      const seen = perFile.get(diagnostic.at.path) ?? 0;
      if (diagnostic.severity !== severity || chosen.size >= MOST_SHOWN || seen >= MOST_PER_FILE) continue;
      perFile.set(diagnostic.at.path, seen + 1);
      chosen.add(diagnostic);
    }
  }
  return {
    shown: diagnostics.filter((diagnostic) => chosen.has(diagnostic)),
    hidden: diagnostics.length - chosen.size,
  };
}
