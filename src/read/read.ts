import { hash } from "node:crypto";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { Outcome } from "../diagnostics/outcome.ts";
import type { Host } from "../host/host.ts";
import { UnreadableFile } from "../host/read-file.ts";
import { isLink, pathOf, readingAdvice, reasonOf } from "../host/system-error.ts";
import { leftOutBy, staticBases } from "../source/glob.ts";
import type { SourceFile } from "../source/source-file.ts";
import { diagnostics } from "./diagnostics.ts";
import { firstBadByte } from "./first-bad-byte.ts";
import { nameProblem } from "./name-problem.ts";
import type { Sources } from "./sources.ts";

/** The parts of the config that locate the inputs. */
export interface ReadFrom {
  /** The config file, if the project has one. */
  readonly source?: SourceFile;
  readonly contracts: readonly string[];
  readonly templates: string;
  readonly macros?: string;
  readonly out: string;
}

const LARGEST = 1024 * 1024;
const AT_ONCE = 64;

/** Reads every contract, spec, SQL file, macro and template override once; the lists are sorted by path. */
export async function read(host: Host, from: ReadFrom): Promise<Outcome<Sources>> {
  const reports: Report[] = [];
  const found = await find(host, from, reports);
  if (found === undefined) return { value: { files: [], sql: [], macros: [], templates: [] }, diagnostics: reports };
  const { paths, sqlPaths, macroPaths, templatePaths } = found;
  const inputs = new Set([...paths, ...sqlPaths, ...macroPaths, ...templatePaths]);
  const named = [...inputs].filter((path) => isUsual(path, reports));
  const all = await readAll(host, named, reports);
  const pick = (wanted: readonly string[]) => wanted.flatMap((path) => all.get(path) ?? []);
  const templates = pick(templatePaths).map((file) => ({ ...file, path: file.path.slice(from.templates.length + 1) }));
  if (paths.length === 0) {
    const at = { path: "dex.config.ts", start: 0, end: 0 };
    reports.push(
      diagnostics.report("no-documents", at, {
        patterns: from.contracts.join(", "),
        isConfigured: from.source !== undefined,
      }),
    );
  }
  const value = { files: pick(paths), sql: pick(sqlPaths), macros: pick(macroPaths), templates };
  return { value, diagnostics: reports };
}

/** The path of every input; undefined when a folder cannot be read, since the rest alone may mean something else. */
async function find(host: Host, from: ReadFrom, reports: Report[]) {
  const ignore = [`${from.out}/**`, "**/node_modules/**", ...leftOutBy(from.contracts)];
  const sql = staticBases(from.contracts).map((folder) => `${folder}**/*.sql`);
  try {
    const paths = await host.glob(from.contracts, ignore);
    const sqlPaths = await host.glob(sql, ignore);
    const macroPaths = from.macros === undefined ? [] : await host.glob([`${from.macros}/**/*.sql`]);
    return { paths, sqlPaths, macroPaths, templatePaths: await host.glob([`${from.templates}/**/*.njk`]) };
  } catch (error) {
    reports.push(unreadable(pathOf(error, host.root) ?? from.contracts.join(", "), error));
    return undefined;
  }
}

/** True for a path that the outputs and the messages can name; reports any other. */
function isUsual(path: string, reports: Report[]): boolean {
  const problem = nameProblem(path);
  if (problem !== undefined) reports.push(problem);
  return problem === undefined;
}

function unreadable(path: string, error: unknown): Report {
  const start = { path, start: 0, end: 0 };
  if (isLink(error)) return diagnostics.report("symbolic-link", start, { path });
  if (error instanceof UnreadableFile && error.code === "TOO_LARGE")
    return diagnostics.report("too-large", start, { size: error.size });
  return diagnostics.report("unreadable", start, { path, why: reasonOf(error), advice: readingAdvice(error) });
}

async function readAll(host: Host, paths: readonly string[], reports: Report[]): Promise<Map<string, SourceFile>> {
  const files = new Map<string, SourceFile>();
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    const batch = await Promise.all(paths.slice(start, start + AT_ONCE).map((path) => readOne(host, path)));
    for (const read of batch) {
      if ("code" in read) reports.push(read);
      else files.set(read.path, read);
    }
  }
  return files;
}

async function readOne(host: Host, path: string): Promise<SourceFile | Report> {
  try {
    const bytes = await host.read(path, LARGEST);
    if (bytes === undefined) return diagnostics.report("vanished", { path, start: 0, end: 0 }, { path });
    return sourceOf(path, bytes);
  } catch (error) {
    return unreadable(path, error);
  }
}

/** The source with these bytes, or the report of what is wrong with them. */
export function sourceOf(path: string, bytes: Uint8Array): SourceFile | Report {
  const start = { path, start: 0, end: 0 };
  if (bytes.length > LARGEST) return diagnostics.report("too-large", start, { size: bytes.length });
  try {
    // The decoder leaves out a byte order mark at the start.
    const decoded = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const text = isCopied(path) ? decoded.replaceAll("\r\n", "\n") : decoded;
    return { path, text, hash: hash("sha256", bytes) };
  } catch {
    // The decoder throws only for bytes that are not UTF-8.
    return diagnostics.report("not-utf8", start, firstBadByte(bytes));
  }
}

/** True for SQL and templates. Outputs contain their text, and must not depend on the line ends of an editor. YAML has rules of its own. */
function isCopied(path: string): boolean {
  return /\.(?:sql|njk)$/.test(path);
}
