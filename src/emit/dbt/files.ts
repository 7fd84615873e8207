import type { Origin } from "../../source/origin.ts";
import * as yaml from "../../text/quote/yaml.ts";
import { trace } from "../blocks.ts";
import type { EmittedFile } from "../emitter.ts";
import { header } from "../header.ts";
import type { Adapter } from "./options.ts";
import { sourcesOf } from "./provenance.ts";

/** The path of a file of an adapter's project. */
export function pathIn(adapter: Adapter, path: string): string {
  return `dbt/${adapter}/${path}`;
}

/** Returns a function that writes YAML files of an adapter's project. */
export function yamlFiles(adapter: Adapter) {
  return (path: string, value: yaml.YamlMap, origins: readonly Origin[]): EmittedFile => ({
    path: pathIn(adapter, path),
    ...trace(yaml.write(value, { header: [header(origins)] })),
    language: "yaml",
    sources: sourcesOf(origins),
  });
}
