import { CONFIG_NAMES } from "../host/find-project.ts";
import type { Host } from "../host/host.ts";

/** The path of the project's config file, or undefined when it has none. A link or a folder counts: the reader reports it. */
export async function findConfig(host: Host): Promise<string | undefined> {
  for (const name of CONFIG_NAMES) {
    if ((await host.stat(name)) !== undefined) return name;
  }
  return undefined;
}
