import { findDataFiles, unreadable } from "../../host/data-files.ts";
import { type DataStart, hasHugeLine, readStart } from "../../host/data-start.ts";
import { formatOf } from "../../quality/prepare/format.ts";
import type { BaseContext } from "../command.ts";
import type { NoResult } from "./limits.ts";

/** The files that a path, a folder or a pattern means, with their first bytes. */
export async function openFiles(
  { cwd, terminal }: BaseContext,
  input: string,
): Promise<readonly DataStart[] | NoResult> {
  const files = await findDataFiles(cwd, input);
  if ("problem" in files) return { ...files, at: "options" };
  const started: DataStart[] = [];
  for (const file of files) {
    terminal.progress(`looking at ${file.path}`);
    const start = await readStart(file);
    if ("problem" in start) return { ...start, at: "data" };
    if (formatOf(start) === "csv" && !start.isGzip) {
      const isHuge = await hasHugeLine(file).catch((error: unknown) => unreadable(file.path, error));
      if (isHuge !== false) return { ...(isHuge === true ? hugeLine(file.path) : isHuge), at: "data" };
    }
    started.push(start);
  }
  return started;
}

function hugeLine(path: string): { readonly problem: string } {
  return {
    problem: `${path} has a line of more than 8 MiB, and dex reads lines of at most 2 MB. Look for a line end that is missing.`,
  };
}
