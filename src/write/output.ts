import type { Report } from "../diagnostics/diagnostic.ts";
import type { Outcome } from "../diagnostics/outcome.ts";
import type { FileStat, Host } from "../host/host.ts";
import { readingAdvice, reasonOf } from "../host/system-error.ts";
import { by } from "../text/compare.ts";
import { diagnostics } from "./diagnostics.ts";
import { decode, hashText } from "./hash.ts";
import { type Journal, journalPath, readJournal } from "./journal.ts";
import { waitUntilUnlocked } from "./lock.ts";
import { readManifest } from "./manifest.ts";
import { inParallel } from "./parallel.ts";
import { ancestorsOf } from "./paths.ts";
import type { Manifest, Present } from "./plan.ts";
import type { OutputFolder } from "./recover.ts";
import { LOCKS, MANIFEST, STAGE, stagePath, WORK } from "./reserved-paths.ts";

/** A file below the output folder, with its path there. `content` is known for the files that concern dex. */
export interface OutputFile {
  readonly path: string;
  readonly kind: Exclude<FileStat["kind"], "directory">;
  readonly content?: Present;
}

/** What is on disk. An interrupted write counts as complete: the next write completes it first. */
export interface Output {
  readonly out: string;
  /** Sorted by path, without the manifest and the writer's own folder. */
  readonly files: readonly OutputFile[];
  readonly manifest?: Manifest;
  readonly manifestText?: string;
  /** True when another run wrote during every reading: the files may be of two states. */
  readonly unsettled?: true;
}

// How long a reader waits for a writer, and how often it reads again after one has written in between.
const PATIENCE_MS = 5_000;
const READINGS = 5;

/**
 * Reads the output folder while nobody writes to it; changes nothing. It reads the files of the manifest and those at the `wanted` paths, which
 * are about to be written. It waits up to `patience` milliseconds for a writer.
 */
export async function readOutput(
  { host, out }: OutputFolder,
  wanted: Iterable<string> = [],
  patience = PATIENCE_MS,
): Promise<Outcome<Output>> {
  const paths = [...wanted];
  return reporting(out, async () => {
    for (let reading = 1; ; reading++) {
      const before = await waitUntilUnlocked(host, out, patience);
      const outcome = await readState({ host, out, wanted: paths });
      if (before === (await waitUntilUnlocked(host, out, 0))) return outcome;
      if (reading === READINGS) return { ...outcome, value: { ...outcome.value, unsettled: true } };
    }
  });
}

/** `readOutput` for the holder of the lock. */
export async function readLocked({ host, out }: OutputFolder, wanted: readonly string[]): Promise<Outcome<Output>> {
  return reporting(out, () => readState({ host, out, wanted }));
}

async function reporting(out: string, work: () => Promise<Outcome<Output>>): Promise<Outcome<Output>> {
  try {
    return await work();
  } catch (error) {
    const path = error instanceof Unreadable ? error.path : out;
    const [why, advice] = [reasonOf(error), readingAdvice(error)];
    const report = diagnostics.report("unreadable", { path, start: 0, end: 0 }, { path, why, advice });
    return { value: { out, files: [] }, diagnostics: [report] };
  }
}

interface Reading {
  readonly host: Host;
  readonly out: string;
  readonly wanted: readonly string[];
}

async function readState({ host, out, wanted }: Reading): Promise<Outcome<Output>> {
  const link = await linkAt(host, out);
  if (link !== undefined) {
    const report = diagnostics.report("link", { path: link, start: 0, end: 0 }, { path: link });
    return { value: { out, files: [] }, diagnostics: [report] };
  }
  const reports: Report[] = [];
  const pending = await readPending(host, out, reports);
  const manifestText = await readText(host, pending.staged.get(MANIFEST)?.at ?? `${out}/${MANIFEST}`);
  const manifest = manifestText === undefined ? undefined : readManifest(manifestText, `${out}/${MANIFEST}`);
  reports.push(...(manifest?.diagnostics ?? []));
  const known = new Set([...wanted, ...(manifest?.value?.files ?? []).map((entry) => entry.path)]);
  const output: Output = {
    out,
    files: withPending(await readFiles(host, out, known), pending),
    ...(manifest?.value && { manifest: manifest.value }),
    ...(manifestText !== undefined && { manifestText }),
  };
  return { value: output, diagnostics: reports };
}

/** The first of the output folder, the folders above it and the writer's own folders that is not a plain folder. */
export async function linkAt(host: Host, out: string): Promise<string | undefined> {
  const folders = [...ancestorsOf(`${out}/x`), ...[WORK, LOCKS, STAGE].map((folder) => `${out}/${folder}`)];
  for (const folder of folders) {
    const stat = await host.stat(folder);
    if (stat !== undefined && stat.kind !== "directory") return folder;
  }
  return undefined;
}

async function readFiles(host: Host, out: string, known: ReadonlySet<string>): Promise<OutputFile[]> {
  const found = (await host.walk(out)).map(({ path, kind }) => ({ path: path.slice(out.length + 1), kind }));
  const ours = found.filter(({ path }) => path !== MANIFEST && !path.startsWith(`${WORK}/`));
  return inParallel(ours, async ({ path, kind }) => {
    const content = kind === "file" && known.has(path) ? await readPresent(host, `${out}/${path}`) : undefined;
    return { path, kind: kind === "directory" ? "other" : kind, ...(content && { content }) };
  });
}

/** The remaining steps of an interrupted write: the files to move, and the removals. */
interface Pending {
  readonly staged: ReadonlyMap<string, Present>;
  readonly journal: Journal;
}

async function readPending(host: Host, out: string, reports: Report[]): Promise<Pending> {
  const none: Pending = { staged: new Map(), journal: { journalVersion: 1, removes: [], writes: [] } };
  const path = journalPath(out);
  const text = await readText(host, path);
  if (text === undefined) return none;
  const journal = readJournal(text);
  if ("problem" in journal) {
    const why = journal.problem;
    reports.push(diagnostics.report("corrupt-journal", { path, start: 0, end: 0 }, { path, why }));
    return none;
  }
  const found = new Map<string, Present>();
  await inParallel(journal.writes, async ({ path: target, stage, hash }) => {
    const place = `${out}/${stagePath(stage)}`;
    const staged = (await host.stat(place))?.kind === "file" ? await readPresent(host, place) : undefined;
    if (staged?.hash === hash) found.set(target, staged);
  });
  return { staged: found, journal };
}

/** The files as they will be after the interrupted write, by the same rules as `recover`. */
function withPending(files: readonly OutputFile[], { staged, journal }: Pending): readonly OutputFile[] {
  if (journal.writes.length === 0 && journal.removes.length === 0) return files;
  const byPath = new Map(files.map((file) => [file.path, file]));
  for (const { path, before } of journal.removes) {
    if (byPath.get(path)?.content?.hash === before) byPath.delete(path);
  }
  for (const { path, before } of journal.writes) {
    const content = staged.get(path);
    const present = byPath.get(path);
    const untouched = present === undefined || present.content?.hash === before;
    if (path !== MANIFEST && content !== undefined && untouched) byPath.set(path, { path, kind: "file", content });
  }
  return [...byPath.values()].sort(by((file) => file.path));
}

/** A file that exists, but cannot be read. */
class Unreadable extends Error {
  readonly path: string;
  constructor(path: string, cause: unknown) {
    super(reasonOf(cause), { cause });
    this.path = path;
  }
}

async function readPresent(host: Host, at: string): Promise<Present | undefined> {
  const text = await readText(host, at);
  return text === undefined ? undefined : { hash: hashText(text), at };
}

async function readText(host: Host, path: string): Promise<string | undefined> {
  try {
    const bytes = await host.read(path);
    return bytes && decode(bytes);
  } catch (error) {
    throw new Unreadable(path, error);
  }
}
