import type { Report } from "../diagnostics/diagnostic.ts";
import type { Outcome } from "../diagnostics/outcome.ts";
import { by } from "../text/compare.ts";
import { pathProblem } from "../text/path-problem.ts";
import { diagnostics } from "./diagnostics.ts";
import { isHash } from "./hash.ts";
import type { Manifest, ManifestEntry } from "./plan.ts";

/** The manifest as text: one line for each file, so that merges and diffs are readable. */
export function printManifest(dex: string, files: readonly ManifestEntry[]): string {
  const lines = [...files].sort(by((file) => file.path)).map(printEntry);
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "manifestVersion": 1,\n  "dex": ${JSON.stringify(dex)},\n  "files": ${list}\n}\n`;
}

function printEntry({ path, hash, emitter, sources }: ManifestEntry): string {
  return `    ${JSON.stringify({ path, hash, emitter, sources })}`;
}

/** Reads a manifest. It is untrusted input, so every member is checked. `path` is the path of the file in the project. */
export function readManifest(text: string, path: string): Outcome<Manifest | undefined> {
  const at = { path, start: 0, end: 0 };
  const refuse = (report: Report) => ({ value: undefined, diagnostics: [report] });
  if (/^(<{7}|={7}|>{7})( |$)/m.test(text)) return refuse(diagnostics.report("conflicted-manifest", at, { path }));
  const corrupt = (why: string) => refuse(diagnostics.report("corrupt-manifest", at, { path, why }));
  const given = parseJson(text);
  if (given === undefined) return corrupt("it is not JSON");
  if (!isRecord(given)) return corrupt("it is not a JSON object");
  const { manifestVersion: version, dex, files } = given;
  if (typeof version === "number" && version > 1)
    return refuse(diagnostics.report("newer-manifest", at, { path, version: String(version) }));
  if (version !== 1) return corrupt(`its "manifestVersion" is not 1`);
  if (typeof dex !== "string") return corrupt(`its "dex" is not a version`);
  if (!Array.isArray(files)) return corrupt(`its "files" is not a list`);
  const read = readEntries(files);
  if (typeof read === "string") return corrupt(read);
  return { value: { manifestVersion: 1, dex, files: read }, diagnostics: [] };
}

/** The entries, or what is wrong with the first bad one. */
function readEntries(given: readonly unknown[]): ManifestEntry[] | string {
  const entries: ManifestEntry[] = [];
  const paths = new Set<string>();
  for (const [index, value] of given.entries()) {
    const entry = readEntry(value);
    if (typeof entry === "string") return `entry ${index + 1} of "files" ${entry}`;
    if (paths.has(entry.path)) return `"files" names ${JSON.stringify(entry.path)} twice`;
    paths.add(entry.path);
    entries.push(entry);
  }
  return entries;
}

function readEntry(given: unknown): ManifestEntry | string {
  if (!isRecord(given)) return "is not an object";
  const { path, hash, emitter, sources } = given;
  if (typeof path !== "string") return "has no path";
  const problem = pathProblem(path);
  if (problem !== undefined) return `has the path ${JSON.stringify(path)}, which ${problem}`;
  if (!isHash(hash)) return "has no SHA-256 hash";
  if (typeof emitter !== "string") return "has no emitter";
  if (!isStrings(sources)) return "has no list of sources";
  return { path, hash, emitter, sources };
}

/** Parses JSON; undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True for an object that is not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
