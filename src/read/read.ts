import { createHash } from "node:crypto";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { Outcome } from "../diagnostics/outcome.ts";
import type { Host } from "../host/host.ts";
import { isLink, pathOf, reasonOf } from "../host/system-error.ts";
import { leftOutBy, staticBases } from "../source/glob.ts";
import type { SourceFile } from "../source/source-file.ts";
import { diagnostics } from "./diagnostics.ts";
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
  const all = await readAll(host, [...new Set([...paths, ...sqlPaths, ...macroPaths, ...templatePaths])], reports);
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

function unreadable(path: string, error: unknown): Report {
  if (isLink(error)) return diagnostics.report("symbolic-link", { path, start: 0, end: 0 }, { path });
  return diagnostics.report("unreadable", { path, start: 0, end: 0 }, { path, why: reasonOf(error) });
}

async function readAll(host: Host, paths: readonly string[], reports: Report[]): Promise<Map<string, SourceFile>> {
  const files = new Map<string, SourceFile>();
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    const batch = await Promise.all(
      paths.slice(start, start + AT_ONCE).map(async (path) => {
        const read = await host.read(path).catch((error: unknown) => unreadable(path, error));
        return { path, read };
      }),
    );
    for (const { path, read } of batch) {
      if (read === undefined) continue;
      if ("code" in read) reports.push(read);
      else {
        const file = decode(path, read, reports);
        if (file) files.set(path, file);
      }
    }
  }
  return files;
}

function decode(path: string, bytes: Uint8Array, reports: Report[]): SourceFile | undefined {
  const start = { path, start: 0, end: 0 };
  if (bytes.length > LARGEST) {
    reports.push(diagnostics.report("too-large", start, { size: bytes.length }));
    return undefined;
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { path, text, hash: createHash("sha256").update(bytes).digest("hex") };
  } catch {
    // The decoder throws only for bytes that are not UTF-8.
    reports.push(diagnostics.report("not-utf8", start, {}));
    return undefined;
  }
}
