import { readStamp, type Stamp, writeStamp } from "../cache/stamp.ts";
import type { ResolvedConfig } from "../config/config.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { build } from "../host/build.ts";
import { cacheFolder } from "../host/cache-folder.ts";
import { CONFIG_NAMES } from "../host/find-project.ts";
import type { Host } from "../host/host.ts";
import { signatureOf } from "../host/signature.ts";
import { staticBases } from "../source/glob.ts";

/** The files and folders of a project's inputs, and their state. */
export interface InputState {
  readonly inputs: readonly string[];
  readonly inputSignature: string;
}

/** What a run of `dex compile` leaves for the next one. */
export type CompileStamp = Stamp<Diagnostic>;

const CONFIG_FILES = [...CONFIG_NAMES, "package.json"];

/**
 * Returns the stamp of the last run that found the output up to date. Returns undefined if there is no stamp, or if an input or an output has
 * changed since.
 * When the output files are newer than the stamp, they are read and compared with the manifest.
 */
export async function unchangedSinceLastRun(host: Host): Promise<CompileStamp | undefined> {
  const path = await stampPath(host);
  const stamp = await readStamp<Diagnostic>(host, path, build());
  if (stamp === undefined || inputSignature(host, stamp.inputs, stamp.out) !== stamp.inputSignature) return undefined;
  const outputs = outputSignature(host, stamp.out);
  if (outputs === stamp.outputSignature) return stamp;
  const { matchesManifest } = await import("../write/matches-manifest.ts");
  if (!(await matchesManifest(host, stamp.out, stamp.manifest))) return undefined;
  await writeStamp(host, path, { ...stamp, outputSignature: outputs });
  return stamp;
}

/** Leaves a stamp. */
export async function rememberRun(host: Host, stamp: Omit<CompileStamp, "build">): Promise<void> {
  await writeStamp(host, await stampPath(host), { build: build(), ...stamp });
}

/** The state of the config files; compare it before and after the config is loaded. */
export function configState(host: Host): string {
  return signatureOf(host.root, CONFIG_FILES);
}

/** The state of the output folder; take it before the folder is read. */
export function outputSignature(host: Host, out: string): string {
  return signatureOf(host.root, [out], [`${out}/.dex`]);
}

/**
 * The state of the inputs; take it before they are read, so that a later change makes another state. Undefined when contracts may lie anywhere in
 * the project. The config must be self-contained: what else a config reads is unknown.
 */
export function inputState(host: Host, config: ResolvedConfig): InputState | undefined {
  const folders = staticBases(config.contracts).map((folder) => folder.replace(/\/$/, ""));
  if (folders.includes("")) return undefined;
  const inputs = [
    ...new Set([
      ...folders,
      config.templates,
      ...(config.macros === undefined ? [] : [config.macros]),
      ...CONFIG_FILES,
    ]),
  ].sort();
  return { inputs, inputSignature: inputSignature(host, inputs, config.out) };
}

function inputSignature(host: Host, inputs: readonly string[], out: string): string {
  return signatureOf(host.root, inputs, [out]);
}

async function stampPath(host: Host): Promise<string> {
  return `${await cacheFolder(host)}/stamp.json`;
}
