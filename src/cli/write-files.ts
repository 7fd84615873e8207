import type { Host } from "../host/host.ts";

/** A file that a command writes. */
export interface FileToWrite {
  readonly host: Host;
  /** Its path below the host's root. */
  readonly path: string;
  /** The path that messages show. */
  readonly shown: string;
  readonly text: string;
  /** True when an existing file with this text may be replaced without `force`. */
  readonly mayReplace: (old: string) => boolean;
}

/** What was written; nothing when there are conflicts. */
export interface WrittenFiles {
  readonly conflicts: readonly { readonly shown: string; readonly what: "file" | "folder" | "link" }[];
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
}

/** Stages every file before it replaces the first one, so that a failed write changes nothing. `force` replaces files, never folders or links. */
export async function writeFiles(files: readonly FileToWrite[], force: boolean): Promise<WrittenFiles> {
  const looked = await Promise.all(files.map(async (one) => ({ one, state: await stateOf(one, force) })));
  const conflicts = looked.flatMap(({ one: { shown }, state }) =>
    state === "new" || state === "same" || state === "replace" ? [] : [{ shown, what: state }],
  );
  if (conflicts.length > 0) return { conflicts, written: [], unchanged: [] };
  const due = looked.filter(({ state }) => state !== "same");
  try {
    for (const { one } of due) await stage(one);
  } catch (error) {
    for (const { one } of due) await one.host.remove(staged(one.path));
    throw error;
  }
  for (const { one } of due) await one.host.rename(staged(one.path), one.path);
  const shownOf = (same: boolean) =>
    looked.filter(({ state }) => (state === "same") === same).map(({ one }) => one.shown);
  return { conflicts: [], written: shownOf(false), unchanged: shownOf(true) };
}

async function stateOf(
  { host, path, text, mayReplace }: FileToWrite,
  force: boolean,
): Promise<"new" | "same" | "replace" | "file" | "folder" | "link"> {
  const stat = await host.stat(path);
  if (stat === undefined) return "new";
  if (stat.kind === "directory") return "folder";
  if (stat.kind !== "file") return "link";
  const old = new TextDecoder().decode((await host.read(path)) ?? new Uint8Array());
  if (old === text) return "same";
  return force || mayReplace(old) ? "replace" : "file";
}

/** Writes a file beside its final path. It overwrites what a killed run left there. */
async function stage({ host, path, text }: FileToWrite): Promise<void> {
  await host.remove(staged(path));
  await host.create(staged(path), text);
}

function staged(path: string): string {
  return `${path}.dex-new`;
}
