import { readStamp, writeStamp } from "../cache/stamp.ts";
import type { Compilation } from "../compile.ts";
import { build } from "../host/build.ts";
import { cacheFolder } from "../host/cache-folder.ts";
import type { Host } from "../host/host.ts";
import { signatureOf } from "../host/signature.ts";

/** The files and folders that a project's inputs lie in, and a hash over their state when it was taken. */
export interface InputState {
  readonly inputs: readonly string[];
  readonly signature: string;
}

const CONFIGS = ["dex.config.ts", "dex.config.mts", "dex.config.js", "dex.config.mjs", "package.json"];

/** What the last run without findings said, when no file has been touched since; undefined when there was none, or something was. */
export async function unchangedSince(host: Host): Promise<string | undefined> {
  const stamp = await readStamp(host, await stampPath(host), build());
  if (stamp === undefined) return undefined;
  const inputs = signatureOf(host.root, stamp.inputs, [stamp.out]);
  if (inputs !== stamp.inputSignature) return undefined;
  return outputSignature(host, stamp.out) === stamp.outputSignature ? stamp.message : undefined;
}

/** Leaves a stamp, unless the inputs changed while the run was on, or the config reads more than dex can see. */
export async function stamp(host: Host, compilation: Compilation, message: string): Promise<void> {
  const inputs = inputsOf(compilation);
  if (inputs === undefined) return;
  const { out } = compilation.config;
  const inputSignature = signatureOf(host.root, inputs, [out]);
  const outputs = outputSignature(host, out);
  await writeStamp(host, await stampPath(host), {
    build: build(),
    inputs,
    out,
    inputSignature,
    outputSignature: outputs,
    message,
  });
}

async function stampPath(host: Host): Promise<string> {
  return `${await cacheFolder(host)}/stamp.json`;
}

function outputSignature(host: Host, out: string): string {
  return signatureOf(host.root, [out], [`${out}/.dex`]);
}

/** Where the inputs lie; undefined when that cannot be told: contracts all over the project, or a config that imports files of its own. */
function inputsOf({ config }: Compilation): readonly string[] | undefined {
  const folders = config.contracts.map((pattern) => /^[^*?{[(!]*\//.exec(pattern)?.[0].slice(0, -1));
  const imports = [...(config.source?.text ?? "").matchAll(/(?:from|import|require)\s*\(?\s*["']([^"']+)["']/g)];
  const own = imports.some((match) => !/^dex-compiler(\/|$)/.test(match[1] ?? ""));
  if (own || folders.some((folder) => folder === undefined)) return undefined;
  return [...new Set([...folders.filter((folder) => folder !== undefined), config.templates, ...CONFIGS])].sort();
}
