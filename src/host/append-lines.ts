import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Appends whole lines to a file in one write, and returns the new content of the file. If a crash left an unfinished line at the end, the new lines begin
 * on a line of their own.
 */
export async function appendLines(path: string, lines: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a+");
  try {
    const before = (await file.readFile()).toString("utf8");
    const added = before === "" || before.endsWith("\n") ? lines : `\n${lines}`;
    await file.appendFile(added);
    return before + added;
  } finally {
    await file.close();
  }
}
