import { type Compilation, compile } from "../../../src/compile.ts";
import { loadConfig } from "../../../src/config/load.ts";
import type { ConfiguredEmitter } from "../../../src/emit/emitter.ts";
import { dbt, greatExpectations } from "../../../src/emit/registry.ts";
import { memoryHost } from "../../../src/host/memory.ts";
import { filesBelow } from "./project.ts";

/** A project that uses dbt directly: Jinja, macros and dbt settings in the spec. */
export const teamFiles: Readonly<Record<string, string>> = filesBelow("test/emit/dbt/jinja");

/** Compiles a project with a folder of macros and the given emitters. */
export async function compileTeam(
  files: Readonly<Record<string, string>> = teamFiles,
  emitters: readonly ConfiguredEmitter[] = [dbt(), greatExpectations()],
): Promise<Compilation> {
  const host = memoryHost(files);
  const { value, diagnostics } = await loadConfig(host, emitters);
  return compile(host, { config: { value: { ...value, name: "shop", macros: "macros" }, diagnostics } });
}

/** The findings of the project with some files changed, as `code message`. */
export async function findings(changed: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { diagnostics } = await compileTeam({ ...teamFiles, ...changed });
  return diagnostics
    .filter(({ code }) => code !== "check/model-not-checked" && code !== "check/unused-key")
    .map(({ code, message }) => `${code} ${message}`);
}
