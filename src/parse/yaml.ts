import { createRequire } from "node:module";

type Yaml = typeof import("yaml");

let loaded: Yaml | undefined;

/** Loads the `yaml` package when the first file needs it: most files do not, and loading it takes longer than reading a hundred files. */
export function yaml(): Yaml {
  // The cast is safe: `Yaml` is the type of this module.
  loaded ??= createRequire(import.meta.url)("yaml") as Yaml;
  return loaded;
}
