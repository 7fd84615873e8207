import { type Compilation, compile } from "../compile.ts";
import type { Diagnostic, Edit } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";
import { removeStaged, replaceFiles } from "../host/replace-files.ts";
import type { SourceFile } from "../source/source-file.ts";

/** A fix may reveal a finding with another fix, such as a value below a misspelled key. */
const ROUNDS = 10;

interface FixedFile {
  readonly path: string;
  readonly old: string;
  readonly text: string;
}

/** The fixes of a compile: the changed files, and the findings that they correct. */
export interface Fixes {
  readonly files: readonly FixedFile[];
  readonly fixed: readonly Diagnostic[];
}

/**
 * Corrects the chosen files in memory, and checks again until nothing is left to fix. Drops a round of fixes that does not reduce the number of
 * findings.
 */
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

/**
 * Writes all of the fixes, or none if a file has changed on disk since dex read it. Returns the paths of such files. A killed run may have fixed some
 * of the files: each is complete, and the next run fixes the others.
 */
export async function writeFixes(host: Host, { files }: Fixes): Promise<readonly string[]> {
  const looked = await Promise.all(
    files.map(async (file) => ({ path: file.path, text: contentFor(file, (await host.read(file.path)) ?? NONE) })),
  );
  const due = looked.flatMap(({ path, text }) => (text === undefined ? [] : { host, path, text }));
  if (due.length < looked.length) return looked.filter(({ text }) => text === undefined).map(({ path }) => path);
  await replaceFiles(due);
  return [];
}

const NONE = new Uint8Array();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Removes the new files that a killed run had prepared beside the sources. */
export async function removeUnfinished(host: Host, compilation: Compilation): Promise<void> {
  for (const { path } of filesOf(compilation)) await removeStaged({ host, path });
}

/** The fixed content of a file, with the byte order mark and, in SQL, the CRLF that `read` has removed. Undefined if the file has changed. */
function contentFor({ old, text }: FixedFile, bytes: Uint8Array): string | undefined {
  const found = decoder.decode(bytes);
  const mark = found.startsWith("\ufeff") ? "\ufeff" : "";
  const content = found.slice(mark.length);
  if (content === old) return mark + text;
  return content.replaceAll("\r\n", "\n") === old ? mark + text.replaceAll("\n", "\r\n") : undefined;
}

function filesOf({ sources }: Compilation): readonly SourceFile[] {
  return [...sources.files, ...sources.sql];
}

/** The findings whose fixes dex can apply together: they edit chosen sources, and their edits do not overlap. */
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
