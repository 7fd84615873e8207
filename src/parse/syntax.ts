import type { YAMLError } from "yaml";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { lineAround } from "./around.ts";
import { diagnostics } from "./diagnostics.ts";
import { type Fault, type Finding, RULES } from "./syntax-rules.ts";

const MOST = 20;

const UNKNOWN =
  "dex cannot read this YAML. Check the quotes, colons and indentation of this line and the one above it.";

/**
 * Explains syntax errors in the words of dex: one finding per line, at most twenty. Errors that follow from an earlier one are left
 * out, because the library reports noise after it has lost the structure of a document.
 */
export function syntaxReports({ path, text }: SourceFile, errors: readonly YAMLError[]): Report[] {
  const conflict = /^(?:<{7}|={7}|>{7})(?![<=>]).*/m.exec(text);
  if (conflict) {
    const problem = "This merge conflict is not resolved. Keep one of its two sides, and remove its markers.";
    const at = { path, start: conflict.index, end: conflict.index + conflict[0].length };
    return [diagnostics.report("syntax", at, { problem })];
  }
  const found = new Map<number, Finding>();
  let read = -1;
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    // One finding per line is enough: the library may report an error for every character.
    if (error.pos[0] < read) continue;
    const { start, end } = lineAround(text, error.pos[0]);
    read = end;
    const finding = explain({
      text,
      code: error.code,
      sentence: error.message,
      start: error.pos[0],
      end: error.pos[1],
    });
    const line = lineAround(text, finding.start).start;
    if (!found.has(start) && !found.has(line)) found.set(line, finding);
    if (found.size >= MOST || /in YAML (?:document|stream)/.test(error.message)) break;
  }
  return withoutOrphans([...found.values()]).map(({ problem, start, end }) =>
    diagnostics.report("syntax", { path, start, end }, { problem }),
  );
}

/** For a bracket with lines that are not indented, keeps the first finding and drops those about its lines and its closing bracket. */
function withoutOrphans(findings: readonly Finding[]): readonly Finding[] {
  const open = findings.findIndex(({ problem }) => /^This "[[{]" is not closed/.test(problem));
  const close = findings.findIndex(({ problem }, index) => index > open && /^This "[\]}]" closes/.test(problem));
  return open === -1 || close === -1 ? findings : findings.filter((_, index) => index <= open || index > close);
}

function explain(fault: Fault): Finding {
  for (const rule of RULES) {
    const finding = rule(fault);
    if (finding !== undefined) return finding;
  }
  const { start, text } = fault;
  return { problem: UNKNOWN, start, end: Math.max(start, lineAround(text, start).end) };
}
