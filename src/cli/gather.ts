import type { Made } from "../emit/run.ts";
import type { Host } from "../host/host.ts";
import type { PlannedFile } from "../write/plan.ts";
import { sealed } from "../write/seal.ts";
import { openShelf } from "../write/shelf.ts";

/** Takes what a compile makes, and keeps what is needed to compare and to write it. */
export interface Gathered {
  readonly receive: (made: Made) => Promise<void>;
  readonly files: readonly PlannedFile[];
  /** To be called when the files have been written, or looked at. */
  close(): Promise<void>;
}

/** `texts: false` keeps their hashes alone, for who only compares. */
export function gather(host: Host, { texts }: { readonly texts: boolean }): Gathered {
  const files: PlannedFile[] = [];
  const shelf = openShelf(host);
  return {
    files,
    receive: async (made) => {
      for (const file of made.files) files.push(sealed(file, texts ? await shelf.put(file.text) : ""));
    },
    close: () => shelf.close(),
  };
}
