import { fileURLToPath } from "node:url";

/** A module's exports. */
export type ModuleExports = Readonly<Record<string, unknown>>;

/**
 * Imports a project's TypeScript or JavaScript module. `dex-compiler` in it is this very package, whether the project has installed it or not,
 * so that a config and the compiler that runs it always agree.
 */
export async function importModule(path: string): Promise<ModuleExports> {
  const { createJiti } = await import("jiti");
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const here = (file: string) => fileURLToPath(new URL(`../${file}.${extension}`, import.meta.url));
  const jiti = createJiti(import.meta.url, {
    alias: { "dex-compiler/emitters": here("emit/registry"), "dex-compiler": here("index") },
    fsCache: true,
    moduleCache: true,
  });
  return await jiti.import<ModuleExports>(path);
}
