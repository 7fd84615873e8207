import { CONFIG_NAMES } from "../host/find-project.ts";
import type { Host } from "../host/host.ts";

/** The path of the project's config file, or undefined when it has none. */
export async function findConfig(host: Host): Promise<string | undefined> {
  for (const name of CONFIG_NAMES) {
    if ((await host.stat(name))?.kind === "file") return name;
  }
  return undefined;
}
