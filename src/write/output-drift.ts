import { by } from "../text/compare.ts";
import type { WritePlan } from "./plan.ts";
import { MANIFEST } from "./reserved-paths.ts";

/** A generated file that does not match the contracts. */
export interface OutputDrift {
  readonly path: string;
  /** `missing`: not on disk; `stale`: dex would update it; `edited`: changed by hand; `orphan`: no contract implies it any more; `foreign`: a file of the user at the path of an output. */
  readonly kind: "missing" | "stale" | "edited" | "orphan" | "foreign";
}

/**
 * What `--check` finds, sorted by path. A foreign file beside the outputs is not drift (`plan.foreign` lists it): a folder may hold a tool's results
 * or notes. A foreign file at the path of an output is.
 */
export function outputDrift({ create, update, remove, conflict, manifest }: WritePlan): readonly OutputDrift[] {
  const found: OutputDrift[] = [
    ...create.map(({ path }) => ({ path, kind: "missing" as const })),
    ...update.map(({ path }) => ({ path, kind: "stale" as const })),
    ...remove.map(({ path }) => ({ path, kind: "orphan" as const })),
    ...conflict.map(({ path, kind }) => ({ path, kind: kind === "edited" ? kind : ("foreign" as const) })),
  ];
  // A changed file changes the manifest too, so the manifest is listed only when it is the whole difference.
  if (manifest.changed && found.length === 0)
    return [{ path: MANIFEST, kind: manifest.before === undefined ? "missing" : "stale" }];
  return found.sort(by(({ path }) => path));
}
