import type { Host } from "../host/host.ts";
import { decode, hashBytes } from "./hash.ts";
import { type Journal, journalPath, printJournal, readJournal } from "./journal.ts";
import { inParallel } from "./parallel.ts";
import { ancestorsOf } from "./paths.ts";
import { STAGE, stagePath } from "./reserved-paths.ts";

/** A project's output folder. */
export interface OutputFolder {
  readonly host: Host;
  readonly out: string;
}

/**
 * Completes the write of a killed run, or drops it when its journal was not written yet. Only for the holder of the lock.
 * A file that was changed in between stays unchanged.
 */
export async function recover(place: OutputFolder): Promise<void> {
  const { host, out } = place;
  const bytes = await host.read(journalPath(out));
  const journal = bytes && readJournal(decode(bytes));
  if (journal && !("problem" in journal)) await rollForward(place, journal);
  await dropStage(place);
}

/** Does the steps of the journal that are not done yet. Repeating it at any time has the same result. */
async function rollForward({ host, out }: OutputFolder, { removes, writes }: Journal): Promise<void> {
  const hashAt = (path: string) => hashOf(host, path);
  for (const { path, before } of removes) {
    if (await isLinked(host, out, path)) continue;
    if ((await hashAt(`${out}/${path}`)) === before) await host.remove(`${out}/${path}`);
  }
  await removeEmptied(
    { host, out },
    removes.map(({ path }) => path),
  );
  for (const { path, stage, before, hash } of writes) {
    if (await isLinked(host, out, path)) continue;
    const [present, staged] = await Promise.all([hashAt(`${out}/${path}`), hashOfStaged({ host, out }, stage)]);
    const untouched = present === null || present === before;
    if (staged === hash && untouched) await host.rename(`${out}/${stagePath(stage)}`, `${out}/${path}`);
  }
}

async function hashOf(host: Host, path: string): Promise<string | null> {
  const bytes = await host.read(path);
  return bytes === undefined ? null : hashBytes(bytes);
}

/** Null also when the staged path is not a plain file, since it would be moved into the output. */
async function hashOfStaged({ host, out }: OutputFolder, stage: number): Promise<string | null> {
  const path = `${out}/${stagePath(stage)}`;
  return (await host.stat(path))?.kind === "file" ? hashOf(host, path) : null;
}

/** True when the path, or a folder above it, is a link or a special file: dex does not write there. */
async function isLinked(host: Host, out: string, path: string): Promise<boolean> {
  for (const place of [...ancestorsOf(path), path]) {
    const stat = await host.stat(`${out}/${place}`);
    if (stat === undefined) return false;
    if (stat.kind !== "directory" && stat.kind !== "file") return true;
  }
  return false;
}

/** Removes the folders that became empty with the removal of these files, innermost first. The output folder itself stays. */
export async function removeEmptied({ host, out }: OutputFolder, removed: readonly string[]): Promise<void> {
  const folders = [...new Set(removed.flatMap(ancestorsOf))].sort((a, b) => b.length - a.length);
  for (const folder of folders) await host.removeEmptyFolder(`${out}/${folder}`);
}

/** Writes the journal in one step. From here on the next run completes the write. */
export async function commit({ host, out }: OutputFolder, journal: Journal): Promise<void> {
  const staged = `${out}/${STAGE}/journal`;
  await host.create(staged, printJournal(journal));
  await host.rename(staged, journalPath(out));
}

/** Ends a write: removes the journal, then the stage. */
export async function dropStage({ host, out }: OutputFolder): Promise<void> {
  await host.remove(journalPath(out));
  const stage = `${out}/${STAGE}`;
  await inParallel(await host.walk(stage), ({ path }) => host.remove(path));
  await host.removeEmptyFolder(stage);
}
