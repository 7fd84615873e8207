import { pathProblem } from "../text/path-problem.ts";
import { isHash } from "./hash.ts";
import { isRecord, parseJson } from "./manifest.ts";
import { JOURNAL, MANIFEST } from "./reserved-paths.ts";

/** One rename from the stage to its final path. `before` is the hash of the file that it replaces; null means no file. */
export interface JournalWrite {
  readonly path: string;
  readonly stage: number;
  readonly hash: string;
  readonly before: string | null;
}

/** One removal of a file that has the hash `before`. */
interface JournalRemove {
  readonly path: string;
  readonly before: string;
}

/** The steps of a write. Once the journal is on disk, a later run completes them. The manifest is the last of `writes`. */
export interface Journal {
  readonly journalVersion: 1;
  readonly removes: readonly JournalRemove[];
  readonly writes: readonly JournalWrite[];
}

/** Reads a journal, or returns what is wrong with it. Like the manifest it is untrusted input, so every member is checked. */
export function readJournal(text: string): Journal | { readonly problem: string } {
  const given = parseJson(text);
  if (!isRecord(given)) return { problem: "it is not a JSON object" };
  const { journalVersion, removes, writes } = given;
  if (journalVersion !== 1) return { problem: `its "journalVersion" is not 1` };
  if (!Array.isArray(removes) || !removes.every(isRemove)) return { problem: `its "removes" name a bad path or hash` };
  if (!Array.isArray(writes) || !writes.every(isWrite)) return { problem: `its "writes" name a bad path or hash` };
  return { journalVersion, removes, writes };
}

/** The journal as text. */
export function printJournal(journal: Journal): string {
  return `${JSON.stringify(journal)}\n`;
}

/** The journal's path in a project with the output folder `out`. */
export function journalPath(out: string): string {
  return `${out}/${JOURNAL}`;
}

function isRemove(value: unknown): value is JournalRemove {
  return isRecord(value) && isPath(value["path"]) && isHash(value["before"]);
}

function isWrite(value: unknown): value is JournalWrite {
  if (!isRecord(value)) return false;
  const { path, stage, hash, before } = value;
  const index = typeof stage === "number" && Number.isInteger(stage) && stage >= 0;
  return index && isHash(hash) && (before === null || isHash(before)) && (path === MANIFEST || isPath(path));
}

function isPath(value: unknown): boolean {
  return typeof value === "string" && pathProblem(value) === undefined;
}
