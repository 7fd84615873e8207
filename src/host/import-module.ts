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
    fsCache: `${host.root}/${await cacheFolder(host)}/config`,
    // Within one import a module still runs once; a later import of a changed file runs the new text.
    moduleCache: false,
  });
  return await jiti.import<ModuleExports>(`${host.root}/${path}`);
}

/** Imports a module of dex by its path. The import table does not count it: the config is outside of dex, and uses it from there. */
async function self(module: "index" | "emit/registry"): Promise<unknown> {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return await import(new URL(`../${module}.${extension}`, import.meta.url).href);
}
