import type { Coverage } from "../ir/coverage.ts";
import { by } from "../text/compare.ts";
import type { Made, OwnedFile } from "./run.ts";

/** Collects all output in memory. */
export interface Collector {
  readonly receive: (made: Made) => void;
  /** The collected output: files sorted by path, coverage in the order of assertions. */
  made(): Made;
}

/** Creates an empty collector. */
export function collect(): Collector {
  const files: OwnedFile[] = [];
  const coverage: Coverage[] = [];
  return {
    receive: (made) => {
      for (const file of made.files) files.push(file);
      for (const record of made.coverage) coverage.push(record);
    },
    made: () => ({ files: files.sort(by((file) => file.path)), coverage }),
  };
}
