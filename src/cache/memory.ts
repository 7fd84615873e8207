import type { Host } from "../host/host.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

/** Values by the hash of the text they were made from. */
export interface Memory<T> {
  get(hash: string): T | undefined;
  set(hash: string, value: T): void;
  /** Saves the entries that this run used or added; does nothing when the file has exactly these. */
  save(): Promise<void>;
}

/** Opens a memory in one JSON file. `build` names the build of dex that may read it; for another build it is empty. */
export async function openMemory<T>(host: Host, path: string, build: string): Promise<Memory<T>> {
  const stored = (await readJsonFile(host, path)) as { build?: unknown; entries?: unknown } | undefined;
  const usable = stored?.build === build && typeof stored.entries === "object" && stored.entries !== null;
  // The file is dex's own and carries the build that wrote it, so its entries have this type.
  const known = new Map<string, T>(usable ? Object.entries(stored.entries as Record<string, T>) : []);
  const used = new Map<string, T>();
  let added = false;
  return {
    get(hash) {
      const value = known.get(hash);
      if (value !== undefined) used.set(hash, value);
      return value;
    },
    set(hash, value) {
      used.set(hash, value);
      added = true;
    },
    async save() {
      if (!added && used.size === known.size) return;
      await writeJsonFile(host, path, { build, entries: Object.fromEntries(used) });
    },
  };
}
