import { plural } from "../diagnostics/format/summary.ts";
import type { Drift } from "../write/output-drift.ts";
import type { WritePlan } from "../write/plan.ts";

const MENDS: Readonly<Record<Drift["kind"], string>> = {
  missing: "run dex compile",
  stale: "the contracts have changed since; run dex compile",
  orphan: "no contract asks for it any more; run dex compile",
  edited: "changed by hand; take the change to the contract or a template, or run dex compile --force",
  foreign: "not dex's; move it away, or run dex compile --force",
};

/** What `--check` found: every file, and for each kind what mends it. */
export function driftListing(found: readonly Drift[], out: string): string {
  const lines = found.map(({ path, kind }) => `  ${kind.padEnd(7)}  ${out}/${path}`);
  const kinds = [...new Set(found.map(({ kind }) => kind))].sort();
  const mends = kinds.map((kind) => `${kind}: ${MENDS[kind]}`);
  return `${plural(found.length, "file")} ${found.length === 1 ? "is" : "are"} not what the contracts say:\n${lines.join("\n")}\n\n${mends.join("\n")}\n`;
}

/** What `--dry-run` shows: every file that would change. */
export function planListing({ create, update, remove, conflict, unchanged }: WritePlan, out: string): string {
  const lines = [
    ...create.map(({ path }) => `  create    ${out}/${path}`),
    ...update.map(({ path }) => `  update    ${out}/${path}`),
    ...remove.map(({ path }) => `  remove    ${out}/${path}`),
    ...conflict.map(({ path, kind }) => `  conflict  ${out}/${path} (${kind})`),
  ];
  return `${lines.map((line) => `${line}\n`).join("")}${unchanged.length} unchanged\n`;
}
