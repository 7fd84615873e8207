import { Bug } from "../text/bug.ts";
import { MANIFEST, WORK } from "./reserved-paths.ts";

const LONGEST = 180;
const SEGMENT = /^[A-Za-z0-9_.][A-Za-z0-9._-]{0,119}$/;
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;

/** Why a path below the output folder is not safe on every file system; undefined when it is. */
export function pathProblem(path: string): string | undefined {
  if (path.length > LONGEST) return `is longer than ${LONGEST} characters`;
  const segments = path.split("/");
  for (const segment of segments) {
    const problem = segmentProblem(segment);
    if (problem !== undefined) return problem;
  }
  const first = (segments[0] ?? "").toLowerCase();
  return first === WORK || first === MANIFEST ? "is a name that dex reserves" : undefined;
}

function segmentProblem(segment: string): string | undefined {
  if (segment === "") return "has an empty part";
  if (segment === "." || segment === "..") return `has a part "${segment}"`;
  if (!SEGMENT.test(segment)) return "has a part that is not 1 to 120 letters, digits, dots, hyphens and underscores";
  if (segment.endsWith(".")) return "has a part that ends in a dot";
  if (segment.toLowerCase() === ".git") return `has a part "${segment}"`;
  if (DEVICE.test(segment)) return `has a part "${segment}", the name of a device on Windows`;
  return undefined;
}

/** Checks the paths that emitters chose. They are made from checked names, so a bad path is a bug of its emitter. */
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
