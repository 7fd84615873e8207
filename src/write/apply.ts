import type { Report } from "../diagnostics/diagnostic.ts";
import { Bug } from "../text/bug.ts";
import { diagnostics } from "./diagnostics.ts";
import { type FileChange, fileChangesOf, journalOf } from "./file-changes.ts";
import type { Journal } from "./journal.ts";
import { type Holder, type LockWait, takeLock } from "./lock.ts";
import { linkAt } from "./output.ts";
import { inParallel } from "./parallel.ts";
import type { WritePlan } from "./plan.ts";
import { commit, dropStage, type OutputFolder, recover } from "./recover.ts";
import { replace } from "./replace.ts";
import { readReplacedFiles } from "./replaced-files.ts";
import { JOURNAL, STAGE, stagePath, WORK } from "./reserved-paths.ts";
import { textOf } from "./text-store.ts";
import { naming, WriteFailure, WriteInterruption } from "./write-failure.ts";

/**
 * How an apply ended. `locked`: another run holds the lock. `changed`: the disk changed after the plan was made; plan again.
 * `failed`: the system refused a call, and every file is unchanged. `interrupted`: it refused to undo as well; the next run completes the write.
 */
export type ApplyResult =
  | { readonly status: "done"; readonly written: number; readonly removed: number }
  | { readonly status: "locked" | "changed" | "failed" | "interrupted"; readonly report: Report };

// A large compile writes for less than this; after that something is wrong.
const WAIT: LockWait = { patience: 30_000 };

/**
 * Makes the output folder match the plan: all of it, or nothing. A kill at any moment leaves no torn file and loses no file of the user; the next
 * apply completes the write. Waits half a minute for another run that is writing.
 */
export async function apply(place: OutputFolder, plan: WritePlan, wait = WAIT): Promise<ApplyResult> {
  if (plan.conflict.length > 0) throw new Bug("a plan with conflicts must not be applied");
  return reporting(place, async () => {
    if (await isSettled(place, plan)) return { status: "done", written: 0, removed: 0 };
    return alone(place, wait, () => applyLocked(place, plan));
  });
}

/** Completes an interrupted write, then runs `work` as the only writer. */
export async function applyAlone<T>(
  place: OutputFolder,
  work: () => Promise<T | ApplyResult>,
): Promise<T | ApplyResult> {
  return reporting(place, () => alone(place, WAIT, work));
}

async function reporting<T>({ out }: OutputFolder, work: () => Promise<T | ApplyResult>): Promise<T | ApplyResult> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Bug) throw error;
    const { path, why } = error instanceof WriteFailure ? error : new WriteFailure(out, error);
    const status = error instanceof WriteInterruption ? "interrupted" : "failed";
    return { status, report: diagnostics.report(status, at(path), { path, why }) };
  }
}

/** True when there is nothing to write and no interrupted write to complete. Then dex does not touch the disk. */
async function isSettled(
  { host, out }: OutputFolder,
  { create, update, remove, manifest }: WritePlan,
): Promise<boolean> {
  if (create.length + update.length + remove.length > 0 || manifest.changed) return false;
  return (await host.stat(`${out}/${JOURNAL}`)) === undefined && (await host.stat(`${out}/${STAGE}`)) === undefined;
}

async function alone<T>(place: OutputFolder, wait: LockWait, work: () => Promise<T>): Promise<T | ApplyResult> {
  const { host, out } = place;
  const link = await linkAt(host, out);
  if (link !== undefined) return { status: "failed", report: diagnostics.report("link", at(link), { path: link }) };
  await ignoreWorkFolder(place);
  const lock = await takeLock(host, out, wait);
  if ("holder" in lock) return { status: "locked", report: lockedBy(lock.path, lock.holder) };
  try {
    await recover(place);
    return await work();
  } finally {
    await lock.release();
  }
}

/** `apply` for the holder of the lock. */
export async function applyLocked(place: OutputFolder, plan: WritePlan): Promise<ApplyResult> {
  const changes = fileChangesOf(plan);
  const originals = await readReplacedFiles(place, changes);
  if ("changed" in originals) {
    const path = `${place.out}/${originals.changed}`;
    return { status: "changed", report: diagnostics.report("changed", at(path), { path }) };
  }
  if (changes.length > 0) {
    const journal = journalOf(changes);
    await stage(place, changes, journal);
    await replace(place, journal, originals);
  }
  // Every file is at its path. A stage that cannot be removed does no harm: the next write drops it.
  await dropStage(place).catch(() => {});
  return { status: "done", written: plan.create.length + plan.update.length, removed: plan.remove.length };
}

/** Writes all new files, and then the journal, beside the old ones. From then on the next run completes the write. */
async function stage(place: OutputFolder, changes: readonly FileChange[], journal: Journal): Promise<void> {
  const { host, out } = place;
  try {
    await inParallel(changes, async ({ path, after }, index) => {
      if (after === null) return;
      const text = await textOf(after);
      await naming(`${out}/${path}`, host.create(`${out}/${stagePath(index)}`, text));
    });
    await naming(`${out}/${JOURNAL}`, commit(place, journal));
  } catch (error) {
    // There is no journal yet, so dropping the stage undoes everything. When that fails, the next run does it.
    await dropStage(place).catch(() => {});
    throw error;
  }
}

/** Makes git ignore the writer's folder, independent of the project's own `.gitignore`. */
async function ignoreWorkFolder({ host, out }: OutputFolder): Promise<void> {
  const path = `${out}/${WORK}/.gitignore`;
  if ((await host.stat(path)) !== undefined) return;
  // Of two runs at once, the second finds that the file exists.
  await host.create(path, "*\n").catch(async (error: unknown) => {
    if ((await host.stat(path)) === undefined) throw error;
  });
}

function lockedBy(path: string, holder: Holder | undefined): Report {
  const name = holder === undefined ? "a run that has just started" : `process ${holder.pid} on ${holder.hostname}`;
  return diagnostics.report("locked", at(path), { path, holder: name });
}

function at(path: string): { path: string; start: number; end: number } {
  return { path, start: 0, end: 0 };
}
