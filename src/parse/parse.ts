import type { Report } from "../diagnostics/diagnostic.ts";
import type { Outcome } from "../diagnostics/outcome.ts";
import type { Json } from "../source/json.ts";
import type { SourceFile } from "../source/source-file.ts";
import { guardCharacters } from "./guard.ts";
import type { Parsed, StoredParse } from "./parsed.ts";
import { readFully } from "./read-fully.ts";
import { readSubset } from "./subset/read-subset.ts";

export type { StoredParse } from "./parsed.ts";

/** Parses of earlier runs, by the hash of the file's bytes. */
export interface ParseMemory {
  get(hash: string): StoredParse | undefined;
  set(hash: string, stored: StoredParse): void;
}

/**
 * Parses text into plain JSON, file by file. Leaves out files with errors. Remembers only clean files of the full reader, because
 * reading everyday YAML again is about as fast as looking it up.
 */
export function parse(files: readonly SourceFile[], memory?: ParseMemory): Outcome<readonly Parsed[]> {
  const reports: Report[] = [];
  const parsed = files.flatMap((file) => {
    const { value, diagnostics } = parseFile(file, memory);
    reports.push(...diagnostics);
    return value === undefined ? [] : [{ path: file.path, ...value }];
  });
  return { value: parsed, diagnostics: reports };
}

function parseFile(file: SourceFile, memory?: ParseMemory): Outcome<StoredParse | undefined> {
  const refused = guardCharacters(file);
  if (refused) return { value: undefined, diagnostics: [refused] };
  const everyday = readSubset(file.text);
  if (everyday !== undefined) return { value: { value: everyday, ignores: [] }, diagnostics: [] };
  const remembered = memory?.get(file.hash);
  if (remembered) return { value: { ...remembered, value: bare(remembered.value) }, diagnostics: [] };
  const outcome = readFully(file);
  if (outcome.value !== undefined && outcome.diagnostics.length === 0) memory?.set(file.hash, outcome.value);
  return outcome;
}

/** The same value with objects without prototype, as a parse makes them. Values restored from JSON have one. */
function bare(value: Json): Json {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const object: { [key: string]: Json } = Object.create(null);
  for (const [key, member] of Object.entries(value)) object[key] = bare(member);
  return object;
}
