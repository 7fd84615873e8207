import type { Report } from "../diagnostics/diagnostic.ts";
import type { TextPlace } from "../source/origin.ts";
import type { SourceFile } from "../source/source-file.ts";
import { type JinjaReading, readJinja } from "../sql/jinja-references.ts";
import { diagnostics } from "./diagnostics.ts";

/** A macro of the project, and whether it calls `ref` or `source`, directly or through another macro. */
export interface MacroReading {
  readonly name: string;
  readonly reads: boolean;
}

interface File {
  readonly defined: readonly string[];
  readonly reading: JinjaReading;
}

/** Reads the macros of the project. Reports macros with the same name, and tags that are not closed. */
export function readMacros(files: readonly SourceFile[], reports: Report[]): readonly MacroReading[] {
  const places = new Map<string, TextPlace>();
  const read = files.flatMap(({ path, text }): File[] => {
    const reading = readJinja(text);
    if ("problem" in reading) {
      const { start, end, message } = reading.problem;
      reports.push(diagnostics.report("sql-jinja", { path, start, end }, { problem: message }));
      return [];
    }
    const defined = [...text.matchAll(DEFINITION)].map((match) => {
      const [whole, kind = "", name = ""] = match;
      const macro = kind === "test" ? `test_${name}` : name;
      const at = { path, start: match.index + whole.length - name.length, end: match.index + whole.length };
      const first = places.get(macro);
      if (first === undefined) places.set(macro, at);
      else {
        const related = [{ at: first, message: "first here" }];
        reports.push({ ...diagnostics.report("duplicate-macro", at, { name }), related });
      }
      return macro;
    });
    return [{ defined, reading }];
  });
  return withReads(read);
}

/** The start of a macro or a generic test. */
const DEFINITION = /\{%-?\s*(macro|test)\s+([A-Za-z_]\w*)/g;

/** Marks the macros of files that call `ref` or `source`, and of files that use a macro of a marked file. */
function withReads(files: readonly File[]): readonly MacroReading[] {
  const reading = new Set(
    files.filter(({ reading: { references, dynamic } }) => references.length + dynamic.length > 0),
  );
  for (let before = -1; before < reading.size; ) {
    before = reading.size;
    const names = [...reading].flatMap(({ defined }) => defined);
    for (const file of files) if (names.some((name) => file.reading.names.has(name))) reading.add(file);
  }
  return files.flatMap((file) => file.defined.map((name) => ({ name, reads: reading.has(file) })));
}
