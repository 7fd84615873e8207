import type { Report } from "../diagnostics/diagnostic.ts";
import type { Document } from "../language/document.ts";
import { type ParseMemory, parse } from "../parse/parse.ts";
import type { Parsed } from "../parse/parsed.ts";
import type { SourceFile } from "../source/source-file.ts";
import { unparsed, validate } from "./validate.ts";

/** The `dex-ignore` comments of the files that have any. */
export type Ignores = readonly Pick<Parsed, "path" | "ignores">[];

/** The documents of the files, and the reports about each file on its own. */
export interface ReadDocuments {
  readonly documents: readonly Document[];
  readonly ignores: Ignores;
  readonly reports: readonly Report[];
}

interface ReadOptions {
  readonly memory?: ParseMemory;
  readonly progress?: (text: string) => void;
}

/** Parses and validates file by file, so that only one file's plain values, which are larger than documents, are in memory. */
export function readDocuments(files: readonly SourceFile[], { memory, progress }: ReadOptions = {}): ReadDocuments {
  const documents: Document[] = [];
  const ignores: Ignores[number][] = [];
  const reports: Report[] = [];
  for (const [index, file] of files.entries()) {
    progress?.(`reading document ${index + 1} of ${files.length}`);
    const parsed = parse([file], memory);
    const read = validate(parsed.value);
    documents.push(...read.value, ...unparsed([file], parsed.value));
    for (const report of [...parsed.diagnostics, ...read.diagnostics]) reports.push(report);
    for (const { path, ignores: own } of parsed.value) if (own.length > 0) ignores.push({ path, ignores: own });
  }
  return { documents, ignores, reports };
}
