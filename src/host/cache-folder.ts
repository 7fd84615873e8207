import type { Host } from "./host.ts";

/** The folder of a project's caches: in node_modules, like those of other tools, or without one in a folder of dex. */
export async function cacheFolder(host: Host): Promise<string> {
  const modules = await host.stat("node_modules");
  return modules?.kind === "directory" ? "node_modules/.cache/dex" : ".dex/cache";
}
