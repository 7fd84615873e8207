import { type DataStart, findDataFiles, readStart } from "../../host/data-files.ts";
import type { BaseContext } from "../command.ts";

/** The files that a path, a folder or a pattern means, with their first bytes. */
export async function openFiles(
  { cwd, terminal }: BaseContext,
  input: string,
): Promise<readonly DataStart[] | { readonly problem: string }> {
  const files = await findDataFiles(cwd, input);
  if ("problem" in files) return files;
  const started: DataStart[] = [];
  for (const file of files) {
    terminal.progress(`looking at ${file.path}`);
    const start = await readStart(file);
    if ("problem" in start) return start;
    started.push(start);
  }
  return started;
}
