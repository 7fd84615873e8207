import { by } from "../text/compare.ts";
import type { WritePlan } from "./plan.ts";
import { MANIFEST } from "./reserved-paths.ts";

/** A generated file that is not what the contracts say. */
export interface Drift {
  readonly path: string;
  /** `missing`: not on disk; `stale`: dex would write it anew; `edited`: changed by hand; `orphan`: no contract asks for it any more; `foreign`: in the place of an output, and not dex's. */
  readonly kind: "missing" | "stale" | "edited" | "orphan" | "foreign";
}

/**
 * What `--check` finds, sorted by path. Foreign files beside dex's own are no drift (`plan.foreign` lists them): a folder may hold a tool's
 * results or somebody's notes. One in the place of an output is, since the output cannot be there.
 */
export function drift({ create, update, remove, conflict, manifest }: WritePlan): readonly Drift[] {
  const found: Drift[] = [
    ...create.map(({ path }) => ({ path, kind: "missing" as const })),
    ...update.map(({ path }) => ({ path, kind: "stale" as const })),
    ...remove.map(({ path }) => ({ path, kind: "orphan" as const })),
    ...conflict.map(({ path, kind }) => ({ path, kind: kind === "edited" ? kind : ("foreign" as const) })),
  ];
  // A changed file changes the manifest too; that is worth a line only when it is the whole difference.
  if (manifest.changed && found.length === 0)
    return [{ path: MANIFEST, kind: manifest.before === undefined ? "missing" : "stale" }];
  return found.sort(by(({ path }) => path));
}
