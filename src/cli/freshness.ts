import { readStamp, type Stamp, writeStamp } from "../cache/stamp.ts";
import type { ResolvedConfig } from "../config/config.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { build } from "../host/build.ts";
import { cacheFolder } from "../host/cache-folder.ts";
import type { Host } from "../host/host.ts";
import { signatureOf } from "../host/signature.ts";
import { staticBases } from "../source/glob.ts";

/** The files and folders that a project's inputs lie in, and their state. */
export interface InputState {
  readonly inputs: readonly string[];
  readonly inputSignature: string;
}

/** What a run found, for the next one. */
export type CompileStamp = Stamp<Diagnostic>;

const CONFIGS = ["dex.config.ts", "dex.config.mts", "dex.config.js", "dex.config.mjs", "package.json"];

/**
 * What the last run that found the output up to date said, when nothing has changed since; undefined when there was none, or something has.
 * Files that were only touched, or written by a run whose result nobody has looked at yet, are read and compared with the manifest.
 */
export async function unchangedSince(host: Host): Promise<CompileStamp | undefined> {
  const path = await stampPath(host);
  const stamp = await readStamp<Diagnostic>(host, path, build());
  if (stamp === undefined || inputSignature(host, stamp.inputs, stamp.out) !== stamp.inputSignature) return undefined;
  const outputs = outputSignature(host, stamp.out);
  if (outputs === stamp.outputSignature) return stamp;
  const { holdsManifest } = await import("../write/holds.ts");
  if (!(await holdsManifest(host, stamp.out, stamp.manifest))) return undefined;
  await writeStamp(host, path, { ...stamp, outputSignature: outputs });
  return stamp;
}

/** Leaves a stamp. */
export async function remember(host: Host, stamp: Omit<CompileStamp, "build">): Promise<void> {
  await writeStamp(host, await stampPath(host), { build: build(), ...stamp });
}

/** The state of the config's files, to be compared before and after it was loaded. */
export function configState(host: Host): string {
  return signatureOf(host.root, CONFIGS);
}

/** The state of the output folder, to be taken before it is read. */
export function outputSignature(host: Host, out: string): string {
  return signatureOf(host.root, [out], [`${out}/.dex`]);
}

/**
 * The state of the inputs, to be taken before they are read: whatever is written while the run is on makes another state. Undefined where it
 * cannot be told what a run reads: contracts all over the project, or a config that looks at more than itself.
 */
export function inputState(host: Host, config: ResolvedConfig): InputState | undefined {
  const folders = staticBases(config.contracts).map((folder) => folder.replace(/\/$/, ""));
  if (folders.includes("") || readsMore(config.source?.text ?? "")) return undefined;
  const inputs = [...new Set([...folders, config.templates, ...CONFIGS])].sort();
  return { inputs, inputSignature: inputSignature(host, inputs, config.out) };
}

function inputSignature(host: Host, inputs: readonly string[], out: string): string {
  return signatureOf(host.root, inputs, [out]);
}

/** A config that imports anything but dex, or names the environment. */
function readsMore(config: string): boolean {
  const imports = [...config.matchAll(/(?:from|import|require)\s*\(?\s*["'`]([^"'`]+)["'`]/g)];
  const own = imports.some((match) => !/^dex-compiler(\/|$)/.test(match[1] ?? ""));
  return own || /\b(process|globalThis|fetch|Date|Math\.random)\b/.test(config);
}

async function stampPath(host: Host): Promise<string> {
  return `${await cacheFolder(host)}/stamp.json`;
}
