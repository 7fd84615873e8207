import type { Made } from "../emit/run.ts";
import type { Host } from "../host/host.ts";
import type { PlannedFile } from "../write/plan.ts";
import { plannedFile } from "../write/planned-file.ts";
import { openTextStore } from "../write/text-store.ts";

/** The files that a compile makes, with what is needed to compare and to write them. */
export interface CollectedOutput {
  readonly receive: (made: Made) => Promise<void>;
  readonly files: readonly PlannedFile[];
  /** Call it after the files have been written or compared. */
  close(): Promise<void>;
}

/** Collects the files of a compile. `texts: false` keeps only their hashes, which are enough to compare. */
export function collectOutput(host: Host, { texts }: { readonly texts: boolean }): CollectedOutput {
  const files: PlannedFile[] = [];
  const shelf = openTextStore(host);
  return {
    files,
    receive: async (made) => {
      for (const file of made.files) files.push(plannedFile(file, texts ? await shelf.put(file.text) : ""));
    },
    close: () => shelf.close(),
  };
}
