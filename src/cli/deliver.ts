import type { Host } from "../host/host.ts";

/** A file that a command was asked to write. */
export interface Delivery {
  readonly host: Host;
  /** Its path below the host's root. */
  readonly path: string;
  /** Its path as the user knows it. */
  readonly shown: string;
  readonly text: string;
  /** Whether a file that is there may go, without being told so. */
  readonly mayReplace: (old: string) => boolean;
}

/** What was written, or what stands in the way; then nothing was. */
export interface Delivered {
  readonly conflicts: readonly { readonly shown: string; readonly what: "file" | "folder" | "link" }[];
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
}

/** Writes files, all or none. `force` replaces files, never folders or links. */
export async function deliver(deliveries: readonly Delivery[], force: boolean): Promise<Delivered> {
  const looked = await Promise.all(deliveries.map(async (one) => ({ one, state: await stateOf(one, force) })));
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
  { host, path, text, mayReplace }: Delivery,
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

/** Writes a text beside its place; one that a killed run left there goes. */
async function stage({ host, path, text }: Delivery): Promise<void> {
  await host.remove(staged(path));
  await host.create(staged(path), text);
}

function staged(path: string): string {
  return `${path}.dex-new`;
}
