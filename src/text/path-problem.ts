/** Names in the output folder that only the writer uses. */
const RESERVED: readonly string[] = [".dex", ".dex-manifest.json"];

/** The maximum length of a path below the output folder. Windows allows 260 characters with the folders above. */
export const LONGEST_PATH = 180;
const SEGMENT = /^[A-Za-z0-9_.][A-Za-z0-9._-]{0,119}$/;
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;

/** Why some file systems do not accept a path below the output folder; undefined if all do. */
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
