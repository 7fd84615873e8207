import type { Node } from "yaml";
import type { Report } from "../diagnostics/diagnostic.ts";
import { hasErrors, type Outcome } from "../diagnostics/outcome.ts";
import type { SourceFile } from "../source/source-file.ts";
import { compose } from "./compose.ts";
import { guardCharacters } from "./guard.ts";
import { ignoresOf } from "./ignores.ts";
import type { Parsed } from "./parsed.ts";
import { toJson } from "./to-json.ts";

/** What is remembered of a clean file. */
export type StoredParse = Pick<Parsed, "value" | "ignores">;

/** Parses of earlier runs, by the hash of the file's bytes. */
export interface ParseMemory {
  get(hash: string): StoredParse | undefined;
  set(hash: string, stored: StoredParse): void;
}

/** Text to plain JSON, file by file. A file with an error is left out; a clean one is remembered. */
export function parse(files: readonly SourceFile[], memory?: ParseMemory): Outcome<readonly Parsed[]> {
  const reports: Report[] = [];
  const parsed = files.flatMap((file) => {
    const remembered = memory?.get(file.hash);
    if (remembered) return [{ path: file.path, ...remembered }];
    const outcome = parseFile(file);
    reports.push(...outcome.diagnostics);
    if (outcome.value === undefined) return [];
    if (outcome.diagnostics.length === 0) memory?.set(file.hash, outcome.value);
    return [{ path: file.path, ...outcome.value }];
  });
  return { value: parsed, diagnostics: reports };
}

function parseFile(file: SourceFile): Outcome<StoredParse | undefined> {
  const refused = guardCharacters(file);
  if (refused) return { value: undefined, diagnostics: [refused] };
  const composed = compose(file);
  if ("reports" in composed) return { value: undefined, diagnostics: composed.reports };
  const reports: Report[] = [];
  const value = toJson(composed.document.contents as Node | null, file, reports);
  const ignores = ignoresOf(file, composed.comments, reports);
  return { value: hasErrors(reports) ? undefined : { value, ignores }, diagnostics: reports };
}
