import { type Replacement, replaceFiles } from "../host/replace-files.ts";

/** A file that a command writes. */
export interface FileToWrite extends Replacement {
  /** The path that messages show. */
  readonly shown: string;
  /** True when an existing file with this text may be replaced without `force`. */
  readonly mayReplace: (old: string) => boolean;
}

/** What was written; nothing when there are conflicts. */
export interface WrittenFiles {
  readonly conflicts: readonly { readonly shown: string; readonly what: "file" | "folder" | "link" }[];
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
}

/** Writes all of the files, or none if there is a conflict or a write fails. `force` replaces files, never folders or links. */
export async function writeFiles(files: readonly FileToWrite[], force: boolean): Promise<WrittenFiles> {
  const looked = await Promise.all(files.map(async (one) => ({ one, state: await stateOf(one, force) })));
  const conflicts = looked.flatMap(({ one: { shown }, state }) =>
    state === "new" || state === "same" || state === "replace" ? [] : [{ shown, what: state }],
  );
  if (conflicts.length > 0) return { conflicts, written: [], unchanged: [] };
  const due = looked.filter(({ state }) => state !== "same");
  await replaceFiles(due.map(({ one }) => one));
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
  const bytes = (await host.read(path)) ?? new Uint8Array();
  if (typeof text !== "string") return force ? "replace" : "file";
  const old = new TextDecoder().decode(bytes);
  if (old === text) return "same";
  return force || mayReplace(old) ? "replace" : "file";
}
