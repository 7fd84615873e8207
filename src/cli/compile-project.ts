import { openMemory } from "../cache/memory.ts";
import { type Compilation, type CompileOptions, compile } from "../compile.ts";
import { loadConfig } from "../config/load.ts";
import { builtInEmitters } from "../emit/registry.ts";
import { build } from "../host/build.ts";
import { cacheFolder } from "../host/cache-folder.ts";
import { keepHeapSmall } from "../host/heap.ts";
import type { Host } from "../host/host.ts";
import type { StoredParse } from "../parse/parse.ts";
import { read } from "../read/read.ts";
import { configState, type InputState, inputState } from "./freshness.ts";

/** A compile, and the state in which its inputs were, where that can be told. */
export interface ProjectCompilation extends Compilation {
  readonly state?: InputState;
}

// A project of fewer files is small in any case, and compiles faster as it is.
const MANY = 2000;

/** Compiles with the parse cache of the project. */
export async function compileProject(
  host: Host,
  options: Pick<CompileOptions, "targets" | "checkOnly" | "receive">,
): Promise<ProjectCompilation> {
  const before = configState(host);
  const config = await loadConfig(host, builtInEmitters());
  const state = inputState(host, config.value);
  const sure = state !== undefined && configState(host) === before;
  const sources = await read(host, config.value);
  if (sources.value.files.length > MANY) keepHeapSmall();
  const memory = await openMemory<StoredParse>(host, `${await cacheFolder(host)}/parse.json`, build());
  const compilation = await compile(host, { ...options, memory, config, sources });
  await memory.save();
  return { ...compilation, ...(sure && { state }) };
}
