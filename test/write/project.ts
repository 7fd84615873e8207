import type { OwnedFile } from "../../src/emit/run.ts";
import type { Host } from "../../src/host/host.ts";
import { type ApplyResult, apply } from "../../src/write/apply.ts";
import { readOutput } from "../../src/write/output.ts";
import type { WritePlan } from "../../src/write/plan.ts";
import { planWrite, type WriteRequest } from "../../src/write/plan-write.ts";
import { plannedFile } from "../../src/write/planned-file.ts";

/** Emitted files from paths and texts. */
export function emitted(texts: Readonly<Record<string, string>>, emitter = "test"): OwnedFile[] {
  return Object.entries(texts).map(([path, text]) => ({
    path,
    text,
    emitter,
    language: "text",
    sources: [{ path: "contracts/orders.yaml", pointer: "" }],
  }));
}

// A test that finds a lock does not want to wait for its owner.
const PATIENCE_MS = 100;

/** The plan for these files over what the host has under `out`, and the codes of its diagnostics. */
export async function planned(
  host: Host,
  files: readonly OwnedFile[],
  options: Pick<WriteRequest, "force" | "skipped"> = {},
): Promise<{ plan: WritePlan; codes: string[] }> {
  const output = await readOutput(
    { host, out: "out" },
    files.map((file) => file.path),
    PATIENCE_MS,
  );
  const plan = planWrite({
    files: files.map((file) => plannedFile(file)),
    output: output.value,
    dexVersion: "1.0.0",
    ...options,
  });
  return { plan: plan.value, codes: [...output.diagnostics, ...plan.diagnostics].map((report) => report.code) };
}

/** Plans and applies. */
export async function written(
  host: Host,
  files: readonly OwnedFile[],
  options: Pick<WriteRequest, "force" | "skipped"> = {},
): Promise<ApplyResult> {
  return apply({ host, out: "out" }, (await planned(host, files, options)).plan, { patience: 0 });
}
