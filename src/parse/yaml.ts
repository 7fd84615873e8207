import { createRequire } from "node:module";

type Yaml = typeof import("yaml");

let loaded: Yaml | undefined;

/** The `yaml` package, loaded when the first file needs it: most files are read without it, and loading it takes longer than reading a hundred of them. */
export function yaml(): Yaml {
  // The types are those of the very module that is required.
  loaded ??= createRequire(import.meta.url)("yaml") as Yaml;
  return loaded;
}
