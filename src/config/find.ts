import type { Host } from "../host/host.ts";

const NAMES = ["dex.config.ts", "dex.config.mts", "dex.config.js", "dex.config.mjs"] as const;

/** The path of the project's config file, or undefined when it has none. A link or a folder counts: the reader reports it. */
export async function findConfig(host: Host): Promise<string | undefined> {
  for (const name of NAMES) {
    if ((await host.stat(name)) !== undefined) return name;
  }
  return undefined;
}
