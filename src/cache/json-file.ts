import { createHash } from "node:crypto";
import type { Host } from "../host/host.ts";

// The parse cache of ten thousand contracts has less.
const LARGEST = 256 * 1024 * 1024;

/** Reads a cache file; undefined when it is missing or unusable. A cache is never a reason to fail. */
export async function readJsonFile(host: Host, path: string): Promise<unknown> {
  try {
    const bytes = await host.read(path, LARGEST);
    if (bytes === undefined) return undefined;
    const text = new TextDecoder().decode(bytes);
    const [hash, value] = [text.slice(0, HASH), text.slice(HASH + 1)];
    return hash === hashOf(value) ? JSON.parse(value) : undefined;
  } catch {
    // A file that cannot be read counts as missing; the next save replaces it.
    return undefined;
  }
}

const HASH = 64;

/** The hash in the first line of a cache file: a file that is torn, damaged or edited counts as missing. */
function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Replaces a cache file in one step. In a folder that cannot be written (a read-only checkout), the cache stays unchanged. */
export async function writeJsonFile(host: Host, path: string, value: unknown): Promise<void> {
  const temporary = `${path}.${host.pid}.tmp`;
  const ignore = `${path.slice(0, path.lastIndexOf("/"))}/.gitignore`;
  try {
    if ((await host.stat(ignore)) === undefined) await host.create(ignore, "*\n");
    await host.remove(temporary);
    const text = JSON.stringify(value);
    await host.create(temporary, `${hashOf(text)}\n${text}`);
    await host.rename(temporary, path);
  } catch {
    // Without the cache the next run is slower, nothing else.
  }
}
