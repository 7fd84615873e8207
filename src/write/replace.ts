import { hashBytes } from "./hash.ts";
import type { Journal, JournalWrite } from "./journal.ts";
import { inParallel } from "./parallel.ts";
import { dropStage, type OutputFolder, removeEmptied } from "./recover.ts";
import type { ReplacedFiles } from "./replaced-files.ts";
import { MANIFEST, STAGE, stagePath } from "./reserved-paths.ts";
import { naming, WriteFailure, WriteInterruption } from "./write-failure.ts";

/**
 * Moves the staged files to their paths: removals first, then renames, then the manifest. When the system refuses a call, every step is undone;
 * when it refuses that as well, the journal stays, and the next run completes the write.
 */
export async function replace(place: OutputFolder, journal: Journal, originals: ReplacedFiles): Promise<void> {
  try {
    await forward(place, journal);
  } catch (error) {
    try {
      await undo(place, journal, originals);
      await dropStage(place);
    } catch {
      const { path, cause } = error instanceof WriteFailure ? error : new WriteFailure(place.out, error);
      throw new WriteInterruption(path, cause);
    }
    throw error;
  }
}

async function forward({ host, out }: OutputFolder, { removes, writes }: Journal): Promise<void> {
  await inParallel(removes, ({ path }) => naming(`${out}/${path}`, host.remove(`${out}/${path}`)));
  await removeEmptied(
    { host, out },
    removes.map(({ path }) => path),
  );
  const move = ({ path, stage }: JournalWrite) =>
    naming(`${out}/${path}`, host.rename(`${out}/${stagePath(stage)}`, `${out}/${path}`));
  await inParallel(
    writes.filter(({ path }) => path !== MANIFEST),
    move,
  );
  for (const write of writes.filter(({ path }) => path === MANIFEST)) await move(write);
}

/**
 * Undoes every step that was done, in reverse order. It reads from the disk which steps were done, since a failed call may have done its work.
 * New files move back into the stage, so that after a kill in here the journal is still complete.
 */
async function undo(
  { host, out }: OutputFolder,
  { removes, writes }: Journal,
  originals: ReplacedFiles,
): Promise<void> {
  const manifestFirst = [...writes].reverse();
  for (const { path, stage, hash } of manifestFirst) {
    const place = `${out}/${path}`;
    const present = await host.read(place);
    if (present === undefined || hashBytes(present) !== hash) continue;
    const original = originals.get(path);
    const old = `${out}/${STAGE}/old-${stage}`;
    if (original !== undefined) await host.create(old, original);
    await host.rename(place, `${out}/${stagePath(stage)}`);
    if (original !== undefined) await host.rename(old, place);
  }
  await removeEmptied(
    { host, out },
    writes.filter(({ before }) => before === null).map(({ path }) => path),
  );
  for (const { path } of removes) {
    const original = originals.get(path);
    if (original !== undefined && (await host.read(`${out}/${path}`)) === undefined)
      await host.create(`${out}/${path}`, original);
  }
}
