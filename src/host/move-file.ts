import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Moves a file over another one, as a whole, also from another disk. Creates the folder. */
export async function moveFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  // The copy is on the disk of the target, so that the last step is one rename.
  const staged = `${to}.dex-new`;
  await copyFile(from, staged);
  await rename(staged, to);
  await rm(from, { force: true });
}
