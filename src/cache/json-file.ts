import type { Host } from "../host/host.ts";

/** Reads a cache file; undefined when it is missing or unusable. A cache is never a reason to fail. */
export async function readJsonFile(host: Host, path: string): Promise<unknown> {
  const bytes = await host.read(path);
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // A torn or foreign file counts as missing; the next save replaces it.
    return undefined;
  }
}

/** Replaces a cache file in one step. In a folder that cannot be written (a read-only checkout), the cache stays unchanged. */
export async function writeJsonFile(host: Host, path: string, value: unknown): Promise<void> {
  const temporary = `${path}.${host.pid}.tmp`;
  const ignore = `${path.slice(0, path.lastIndexOf("/"))}/.gitignore`;
  try {
    if ((await host.stat(ignore)) === undefined) await host.create(ignore, "*\n");
    await host.remove(temporary);
    await host.create(temporary, JSON.stringify(value));
    await host.rename(temporary, path);
  } catch {
    // Without the cache the next run is slower, nothing else.
  }
}
