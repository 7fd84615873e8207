import type { Host } from "../host/host.ts";

const NAMES = ["dex.config.ts", "dex.config.mts", "dex.config.js", "dex.config.mjs"] as const;

/** The path of the project's config file, or undefined when it has none. */
export async function findConfig(host: Host): Promise<string | undefined> {
  for (const name of NAMES) {
    if ((await host.stat(name))?.kind === "file") return name;
  }
  return undefined;
}
