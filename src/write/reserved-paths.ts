/** The committed list of what dex wrote, relative to the output folder. */
export const MANIFEST = ".dex-manifest.json";

/** The writer's own folder below the output folder. It ignores itself in git, and may be deleted whenever no dex runs. */
export const WORK = ".dex";

/** Numbered locks, see lock.ts. */
export const LOCKS = `${WORK}/lock`;

/** Files of one write lie here until their renames. */
export const STAGE = `${WORK}/stage`;

/** From the moment this file exists, a write will be completed, if need be by the next run. */
export const JOURNAL = `${WORK}/journal.json`;

/** Where the staged text of the write with this number lies. */
export function stagePath(index: number): string {
  return `${STAGE}/${index}`;
}
