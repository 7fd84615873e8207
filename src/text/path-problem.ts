/** Names below the output folder that the writer needs for itself. */
const RESERVED: readonly string[] = [".dex", ".dex-manifest.json"];

/** The most characters of a path below the output folder: Windows allows 260 with the folders above. */
export const LONGEST_PATH = 180;
const SEGMENT = /^[A-Za-z0-9_.][A-Za-z0-9._-]{0,119}$/;
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;

/** Why a path below the output folder is not safe on every file system; undefined when it is. */
export function pathProblem(path: string): string | undefined {
  if (path.length > LONGEST_PATH) return `is longer than ${LONGEST_PATH} characters`;
  const segments = path.split("/");
  for (const segment of segments) {
    const problem = segmentProblem(segment);
    if (problem !== undefined) return problem;
  }
  const first = (segments[0] ?? "").toLowerCase();
  return RESERVED.includes(first) ? "is a name that dex reserves" : undefined;
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
