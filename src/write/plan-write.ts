import type { Report } from "../diagnostics/diagnostic.ts";
import type { Outcome } from "../diagnostics/outcome.ts";
import { by } from "../text/compare.ts";
import { blockedPaths } from "./blocked-paths.ts";
import { diagnostics } from "./diagnostics.ts";
import { foreignFiles } from "./foreign-files.ts";
import { printManifest } from "./manifest.ts";
import type { Output, OutputFile } from "./output.ts";
import { checkPaths } from "./paths.ts";
import type { Conflict, ManifestEntry, PlannedFile, Present, RemovedFile, WritePlan } from "./plan.ts";

/** The files to write, and the state of the output folder. */
export interface WriteRequest {
  readonly files: readonly PlannedFile[];
  readonly output: Output;
  readonly dexVersion: string;
  /** Discards hand edits, and foreign files at the paths of outputs. */
  readonly force?: boolean;
  /** Emitters of the config that did not run (`--target`): their files stay unchanged. */
  readonly skipped?: readonly string[];
}

/** Compares the new files with those on disk. Pure. A conflict is an error, and a plan with a conflict must not be applied. */
export function planWrite(request: WriteRequest): Outcome<WritePlan> {
  checkPaths(request.files.map(({ entry }) => entry));
  const { output, skipped = [] } = request;
  const planned = [...request.files].sort(by((file) => file.path));
  const wanted = new Set(planned.map((file) => file.path));
  const entries = (output.manifest?.files ?? []).filter((entry) => !wanted.has(entry.path));
  const kept = entries.filter((entry) => skipped.includes(entry.emitter));
  const state = sort(
    request,
    planned,
    entries.filter((entry) => !kept.includes(entry)),
  );
  const files = [...planned.map((file) => file.entry), ...kept];
  const text = printManifest(request.dexVersion, files);
  const plan: WritePlan = {
    ...state,
    foreign: foreignFiles(
      output.files,
      new Set([...files, ...state.remove, ...state.conflict].map(({ path }) => path)),
    ),
    manifest: {
      text,
      changed: text !== output.manifestText,
      ...(output.manifestText !== undefined && { before: output.manifestText }),
    },
  };
  return { value: plan, diagnostics: plan.conflict.map((conflict) => reportConflict(output.out, conflict)) };
}

type Sorted = Pick<WritePlan, "create" | "update" | "unchanged" | "remove" | "conflict">;

/** Sorts every file into its list. */
function sort(
  { output, force = false }: WriteRequest,
  planned: readonly PlannedFile[],
  gone: readonly ManifestEntry[],
): Sorted {
  const disk = new Map(output.files.map((file) => [file.path, file]));
  const known = new Map(output.manifest?.files.map((entry) => [entry.path, entry]));
  const create: PlannedFile[] = [];
  const update: (PlannedFile & { before: Present })[] = [];
  const unchanged: string[] = [];
  const conflict: Conflict[] = [];
  for (const file of planned) {
    const present = disk.get(file.path);
    const verdict = judge(file, present, { entry: known.get(file.path), force });
    if (verdict === "create") create.push(file);
    else if (typeof verdict === "object") update.push({ ...file, before: verdict });
    else if (verdict === "unchanged") unchanged.push(file.path);
    else conflict.push({ path: file.path, kind: verdict, wanted: "update" });
  }
  const leaving = gone.map((entry) => leave(entry, disk.get(entry.path), force));
  const remove = leaving.filter((item) => item !== undefined && "before" in item);
  conflict.push(...leaving.filter((item) => item !== undefined && "kind" in item));
  conflict.push(...blockedPaths(create, output.files, remove));
  return {
    create,
    update,
    unchanged,
    remove: remove.sort(by((file) => file.path)),
    conflict: conflict.sort(by((one) => one.path)),
  };
}

/** What to do with a planned file, given the file on disk and its manifest entry. Returns the present file when it is to be replaced. */
function judge(
  { entry: { hash } }: PlannedFile,
  present: OutputFile | undefined,
  { entry, force }: { readonly entry: ManifestEntry | undefined; readonly force: boolean },
): "create" | Present | "unchanged" | "edited" | "foreign" | "link" {
  if (present === undefined) return "create";
  if (present.kind !== "file") return "link";
  if (present.content === undefined) return "foreign";
  if (present.content.hash === hash) return "unchanged";
  if (force || present.content.hash === entry?.hash) return present.content;
  return entry === undefined ? "foreign" : "edited";
}

/** What to do with a file that dex wrote and no longer plans; nothing when it is gone, or is not a file of dex any more. */
function leave(
  { path, hash }: ManifestEntry,
  present: OutputFile | undefined,
  force: boolean,
): RemovedFile | Conflict | undefined {
  if (present?.content === undefined) return undefined;
  if (force || present.content.hash === hash) return { path, before: present.content };
  return { path, kind: "edited", wanted: "remove" };
}

function reportConflict(out: string, { path: below, kind, wanted }: Conflict): Report {
  const path = `${out}/${below}`;
  const at = { path, start: 0, end: 0 };
  if (kind === "edited") return diagnostics.report("edited", at, { path, wanted });
  return diagnostics.report(kind, at, { path });
}
