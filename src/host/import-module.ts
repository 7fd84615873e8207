import { cacheFolder } from "./cache-folder.ts";
import type { Host } from "./host.ts";

/** A module's exports. */
export type ModuleExports = Readonly<Record<string, unknown>>;

/**
 * Imports a project's TypeScript or JavaScript module. `dex-compiler` in it is this very package, as it is loaded already, whether the project
 * has installed it or not: a config and the compiler that runs it always agree, and share one `Code`. What TypeScript became is kept in the
 * project's own cache, since a folder for temporary files may be open to other users.
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

/** A module of dex by its path. It is no import that the architecture knows of: the config stands outside, and looks at dex from there. */
async function self(module: "index" | "emit/registry"): Promise<unknown> {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return await import(new URL(`../${module}.${extension}`, import.meta.url).href);
}
