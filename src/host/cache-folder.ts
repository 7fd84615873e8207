import type { Host } from "./host.ts";

/** Where a project's caches lie: with the other tools' caches where there is a node_modules, else in a folder of dex's own. */
export async function cacheFolder(host: Host): Promise<string> {
  const modules = await host.stat("node_modules");
  return modules?.kind === "directory" ? "node_modules/.cache/dex" : ".dex/cache";
}
