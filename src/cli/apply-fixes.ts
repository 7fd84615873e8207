import { type Compilation, compile } from "../compile.ts";
import type { Diagnostic, Edit } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";
import type { SourceFile } from "../source/source-file.ts";
import { writeFiles } from "./write-files.ts";

/** A fix may uncover the next one, such as a value below a misspelled key. */
const ROUNDS = 10;

/** The fixes of a compile: the changed files, and the findings that they correct. */
export interface Fixes {
  readonly files: readonly { readonly path: string; readonly old: string; readonly text: string }[];
  readonly fixed: readonly Diagnostic[];
}

/** Makes the fixes of the findings of `isChosen`, in memory, and checks again until nothing is left to fix. Keeps only rounds with fewer findings. */
export async function findFixes(
  host: Host,
  compilation: Compilation,
  isChosen: (path: string) => boolean,
): Promise<Fixes> {
  const fixed: Diagnostic[] = [];
  let current = compilation;
  for (let round = 0; round < ROUNDS; round++) {
    const due = dueFixes(current, isChosen);
    if (due.length === 0) break;
    const { config } = current;
    const edits = due.flatMap(({ fix }) => fix?.edits ?? []);
    const edited = (file: SourceFile) => ({ ...file, hash: `${file.hash}-${round}`, text: withEdits(file, edits) });
    const sources = {
      ...current.sources,
      files: current.sources.files.map(edited),
      sql: current.sources.sql.map(edited),
    };
    const given = { config: { value: config, diagnostics: [] }, sources: { value: sources, diagnostics: [] } };
    const next = await compile(host, { ...given, checkOnly: true });
    if (next.diagnostics.length >= current.diagnostics.length) break;
    fixed.push(...due);
    current = next;
  }
  const before = new Map(filesOf(compilation).map(({ path, text }) => [path, text]));
  const files = filesOf(current).map(({ path, text }) => ({ path, text, old: before.get(path) ?? text }));
  return { files: files.filter(({ old, text }) => old !== text), fixed };
}

/** Stages every changed file before it replaces the first one. A file that changed on disk since dex read it is a conflict. */
export async function writeFixes(host: Host, { files }: Fixes): Promise<readonly string[]> {
  const due = files.map(({ path, old, text }) => ({
    host,
    path,
    shown: path,
    text,
    mayReplace: (found: string) => found.replace(/^\ufeff/, "") === old.replace(/^\ufeff/, ""),
  }));
  const { conflicts } = await writeFiles(due, false);
  return conflicts.map(({ shown }) => shown);
}

function filesOf({ sources }: Compilation): readonly SourceFile[] {
  return [...sources.files, ...sources.sql];
}

/** The findings with a fix of the sources that can be made at once: their edits do not overlap. */
function dueFixes(compilation: Compilation, isChosen: (path: string) => boolean): readonly Diagnostic[] {
  const own = new Set(filesOf(compilation).map(({ path }) => path));
  const taken: Edit[] = [];
  return compilation.diagnostics.filter(({ fix }) => {
    const edits = fix?.edits ?? [];
    if (edits.length === 0 || edits.some((edit) => !own.has(edit.path) || !isChosen(edit.path))) return false;
    if (edits.some((edit) => taken.some((other) => overlap(edit, other)))) return false;
    taken.push(...edits);
    return true;
  });
}

function overlap(one: Edit, other: Edit): boolean {
  return one.path === other.path && one.start <= other.end && other.start <= one.end;
}

function withEdits({ path, text }: SourceFile, edits: readonly Edit[]): string {
  const own = edits.filter((edit) => edit.path === path).sort((a, b) => b.start - a.start);
  return own.reduce((left, { start, end, text: put }) => left.slice(0, start) + put + left.slice(end), text);
}
