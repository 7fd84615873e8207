import type { Host } from "../host/host.ts";
import { decode, hashBytes, hashText } from "./hash.ts";
import { readManifest } from "./manifest.ts";
import { inParallel } from "./parallel.ts";
import { JOURNAL, MANIFEST } from "./reserved-paths.ts";

/** True when the output folder has the manifest with this hash, and every file has the hash that the manifest lists. Reads every file, and compiles nothing. */
export async function matchesManifest(host: Host, out: string, manifestHash: string): Promise<boolean> {
  if ((await host.stat(`${out}/${JOURNAL}`)) !== undefined) return false;
  const bytes = await host.read(`${out}/${MANIFEST}`);
  if (bytes === undefined || hashBytes(bytes) !== manifestHash) return false;
  const { value } = readManifest(decode(bytes), `${out}/${MANIFEST}`);
  if (value === undefined) return false;
  // Walking follows no link.
  const plain = new Set((await host.walk(out)).filter(({ kind }) => kind === "file").map(({ path }) => path));
  const same = await inParallel(value.files, async ({ path, hash }) => {
    const text = plain.has(`${out}/${path}`) ? await host.read(`${out}/${path}`) : undefined;
    return text !== undefined && hashBytes(text) === hash;
  });
  return same.every(Boolean);
}

/** The hash of a manifest for `matchesManifest`. */
export function manifestHash(text: string): string {
  return hashText(text);
}
