import { cacheFolder } from "./cache-folder.ts";
import type { Host } from "./host.ts";

/** A module's exports. */
export type ModuleExports = Readonly<Record<string, unknown>>;

/**
 * Imports a project's TypeScript or JavaScript module. In it, `dex-compiler` is the package that runs, whether or not the project has installed
 * it: so a config and its compiler always agree, and share one `Code`. The transpiled text is cached in the project, since other users may
 * write to a folder for temporary files.
 */
export async function importModule(host: Host, path: string): Promise<ModuleExports> {
  const [{ createJiti }, own, emitters] = await Promise.all([import("jiti"), self("index"), self("emit/registry")]);
  const jiti = createJiti(import.meta.url, {
    virtualModules: { "dex-compiler": own, "dex-compiler/emitters": emitters },
    fsCache: await configCache(host),
    // Within one import a module still runs once; a later import of a changed file runs the new text.
    moduleCache: false,
  });
  return await jiti.import<ModuleExports>(`${host.root}/${path}`);
}

/** The folder for transpiled text; `false`, for no cache, if a link in it would let jiti write elsewhere. */
async function configCache(host: Host): Promise<string | false> {
  const folder = `${await cacheFolder(host)}/config`;
  const names = folder.split("/");
  const above = names.map((_, index) => names.slice(0, index + 1).join("/"));
  const stats = await Promise.all(above.map((path) => host.stat(path)));
  if (stats.some((stat) => stat !== undefined && stat.kind !== "directory")) return false;
  const entries = await host.walk(folder);
  return entries.every(({ kind }) => kind === "file") && `${host.root}/${folder}`;
}

/** Imports a module of dex by its path. The import table does not count it: the config is outside of dex, and uses it from there. */
async function self(module: "index" | "emit/registry"): Promise<unknown> {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return await import(new URL(`../${module}.${extension}`, import.meta.url).href);
}
