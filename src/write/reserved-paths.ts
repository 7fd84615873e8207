/** The committed list of what dex wrote, relative to the output folder. */
export const MANIFEST = ".dex-manifest.json";

/** The writer's own folder below the output folder. Git ignores it; it may be deleted while no dex runs. */
export const WORK = ".dex";

/** Numbered locks; see lock.ts. */
export const LOCKS = `${WORK}/lock`;

/** The new files of a write, until they are renamed. */
export const STAGE = `${WORK}/stage`;

/** While this file exists, a write is incomplete, and the next run completes it. */
export const JOURNAL = `${WORK}/journal.json`;

/** The path of the staged file with this number. */
export function stagePath(index: number): string {
  return `${STAGE}/${index}`;
}
