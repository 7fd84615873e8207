import type { Report } from "../diagnostics/diagnostic.ts";
import type { Document } from "../language/document.ts";
import { type ParseMemory, parse } from "../parse/parse.ts";
import type { Parsed } from "../parse/parsed.ts";
import type { SourceFile } from "../source/source-file.ts";
import { unparsed, validate } from "./validate.ts";

/** The comments that ignore warnings, by file. */
export type Ignores = readonly Pick<Parsed, "path" | "ignores">[];

/** The documents of the files, and the faults of each by itself. */
export interface ReadDocuments {
  readonly documents: readonly Document[];
  readonly ignores: Ignores;
  readonly reports: readonly Report[];
}

/** Parses and validates file by file: plain values are larger than documents, so only those of one file are in memory at a time. */
export function readDocuments(files: readonly SourceFile[], memory?: ParseMemory): ReadDocuments {
  const documents: Document[] = [];
  const ignores: Ignores[number][] = [];
  const reports: Report[] = [];
  for (const file of files) {
    const parsed = parse([file], memory);
    const read = validate(parsed.value);
    documents.push(...read.value, ...unparsed([file], parsed.value));
    for (const report of [...parsed.diagnostics, ...read.diagnostics]) reports.push(report);
    for (const { path, ignores: own } of parsed.value) if (own.length > 0) ignores.push({ path, ignores: own });
  }
  return { documents, ignores, reports };
}
