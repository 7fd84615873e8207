import type { YAMLError } from "yaml";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { diagnostics } from "./diagnostics.ts";

const MOST = 20;

/** What to say for each kind of syntax error: what is wrong, then what to do. */
const SENTENCES: Partial<Record<YAMLError["code"], string>> = {
  BAD_DQ_ESCAPE:
    "This escape is not known in a double-quoted string. Use single quotes to have a backslash stand for itself.",
  BAD_INDENT: "This line is not indented like the others of its block. Line it up with them; use spaces only.",
  BAD_PROP_ORDER: "This is in the wrong order for YAML. Write the key, a colon, a space, and the value.",
  BAD_SCALAR_START: "A value cannot begin with this character. Put the value in quotes.",
  BLOCK_AS_IMPLICIT_KEY:
    "A second key begins on this line. Put every key on a line of its own, indented like its neighbours; quote a value that contains a colon and a space.",
  BLOCK_IN_FLOW: "An indented block cannot stand inside { } or [ ]. Write it with braces or brackets too.",
  DUPLICATE_KEY: "This key stands twice in one mapping. Remove one of the two.",
  IMPOSSIBLE: "This cannot be read as YAML here. Check the quotes, braces and indentation above it.",
  KEY_OVER_1024_CHARS: "This key is longer than 1024 characters. Use a shorter one.",
  MISSING_CHAR: "A character is missing here: a comma, a closing quote, bracket or brace, or the colon after a key.",
  MULTILINE_IMPLICIT_KEY:
    "A key cannot run over several lines. Check that the line above ends as it should, and that keys have a colon.",
  MULTIPLE_DOCS: 'A second document begins here. Put each document into a file of its own and remove the "---".',
  TAB_AS_INDENT: "Indentation must be spaces; this line is indented with a tab.",
  UNEXPECTED_TOKEN:
    "This is not expected here. Check the line for a missing quote, a stray bracket, or a value that needs quotes.",
};

/** The library's errors in our own words; the first of each place, at most twenty. */
export function syntaxReports({ path }: SourceFile, errors: readonly YAMLError[]): Report[] {
  const seen = new Set<number>();
  const reports: Report[] = [];
  for (const { code, pos } of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    if (seen.has(pos[0]) || reports.length >= MOST) continue;
    seen.add(pos[0]);
    const problem =
      SENTENCES[code] ?? "This is not YAML that dex can read. Check the quotes, colons and indentation around it.";
    reports.push(diagnostics.report("syntax", { path, start: pos[0], end: Math.max(pos[1], pos[0] + 1) }, { problem }));
  }
  return reports;
}
