import { Bug } from "../text/bug.ts";
import { pathProblem } from "../text/path-problem.ts";

/** Checks the paths that emitters chose. Names that make a long path have been reported, so any other bad path is a bug of its emitter. */
export function checkPaths(files: readonly { readonly path: string; readonly emitter: string }[]): void {
  const folded = new Map<string, string>();
  for (const { path, emitter } of files) {
    const problem = pathProblem(path);
    if (problem !== undefined) refuse(emitter, path, problem);
    const other = folded.get(path.toLowerCase());
    if (other !== undefined)
      refuse(emitter, path, other === path ? "is written twice" : `differs from "${other}" only by case`);
    folded.set(path.toLowerCase(), path);
  }
  for (const { path, emitter } of files) {
    const folder = ancestorsOf(path.toLowerCase()).find((ancestor) => folded.has(ancestor));
    if (folder !== undefined) refuse(emitter, path, `needs a folder where the file "${folded.get(folder)}" is`);
  }
}

function refuse(emitter: string, path: string, problem: string): never {
  throw new Bug(`emitter "${emitter}" made a file whose path ${problem}: ${JSON.stringify(path)}`);
}

/** The folders above a path, outermost first. */
export function ancestorsOf(path: string): string[] {
  const segments = path.split("/").slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}
