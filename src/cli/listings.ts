import { plural } from "../diagnostics/format/summary.ts";
import type { OutputDrift } from "../write/output-drift.ts";
import type { WritePlan } from "../write/plan.ts";

const ADVICE: Readonly<Record<OutputDrift["kind"], string>> = {
  missing: "run dex compile",
  stale: "the contracts have changed since; run dex compile",
  orphan: "no contract implies it any more; run dex compile",
  edited: "edited by hand; move the edit into the contract or a template, or run dex compile --force",
  foreign: "not written by dex; move it, or run dex compile --force",
};

/** Prints what `--check` found: every file, and for each kind what to do. */
export function driftListing(found: readonly OutputDrift[], out: string): string {
  const lines = found.map(({ path, kind }) => `  ${kind.padEnd(7)}  ${out}/${path}`);
  const kinds = [...new Set(found.map(({ kind }) => kind))].sort();
  const advice = kinds.map((kind) => `${kind}: ${ADVICE[kind]}`);
  return `${plural(found.length, "file")} ${found.length === 1 ? "does" : "do"} not match the contracts:\n${lines.join("\n")}\n\n${advice.join("\n")}\n`;
}

/** Prints what `--dry-run` found: every file that would change. */
export function planListing({ create, update, remove, conflict, unchanged }: WritePlan, out: string): string {
  const lines = [
    ...create.map(({ path }) => `  create    ${out}/${path}`),
    ...update.map(({ path }) => `  update    ${out}/${path}`),
    ...remove.map(({ path }) => `  remove    ${out}/${path}`),
    ...conflict.map(({ path, kind }) => `  conflict  ${out}/${path} (${kind})`),
  ];
  return `${lines.map((line) => `${line}\n`).join("")}${unchanged.length} unchanged\n`;
}
