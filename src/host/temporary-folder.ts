import { rmSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs work with a temporary folder, whose path ends with a slash, and removes the folder afterwards, also if a signal ends dex. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "dex-"));
  const removeAtExit = () => rmSync(folder, { recursive: true, force: true });
  process.on("exit", removeAtExit);
  try {
    return await work(`${folder}/`);
  } finally {
    await rm(folder, { recursive: true, force: true });
    process.off("exit", removeAtExit);
  }
}
