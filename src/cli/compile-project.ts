import { openMemory } from "../cache/memory.ts";
import { type Compilation, type CompileOptions, compile } from "../compile.ts";
import { loadConfig } from "../config/load.ts";
import { isSelfContained } from "../config/self-contained.ts";
import { builtInEmitters } from "../emit/registry.ts";
import type { Receive } from "../emit/run.ts";
import { build } from "../host/build.ts";
import { cacheFolder } from "../host/cache-folder.ts";
import { keepHeapSmall, optimiseLate } from "../host/heap.ts";
import type { StoredParse } from "../parse/parse.ts";
import { read } from "../read/read.ts";
import type { BaseContext } from "./command.ts";
import { configState, type InputState, inputState } from "./compile-stamp.ts";

/** A compile, and the state of its inputs, where dex knows all of them. */
export interface ProjectCompilation extends Compilation {
  readonly state?: InputState;
}

// With fewer files the heap is small in any case, and the compile is faster without the limit.
const MANY = 2000;

/** Compiles the project with its parse cache. */
export async function compileProject(
  { host, terminal }: Pick<BaseContext, "host" | "terminal">,
  options: Pick<CompileOptions, "targets" | "checkOnly" | "irOnly" | "receive">,
): Promise<ProjectCompilation> {
  optimiseLate();
  const before = configState(host);
  const config = await loadConfig(host, builtInEmitters());
  // A config that may read more than its own text makes the inputs unknown.
  const state = isSelfContained(config.value.source?.text ?? "export default {}")
    ? inputState(host, config.value)
    : undefined;
  const isStable = state !== undefined && configState(host) === before;
  const sources = await read(host, config.value);
  if (sources.value.files.length > MANY) keepHeapSmall();
  const memory = await openMemory<StoredParse>(host, `${await cacheFolder(host)}/parse.json`, build());
  const { progress } = terminal;
  const receive = options.receive && countFiles(options.receive, progress);
  const compilation = await compile(host, {
    ...options,
    ...(receive && { receive }),
    memory,
    config,
    sources,
    progress,
  });
  await memory.save();
  return { ...compilation, ...(isStable && { state }) };
}

/** Shows the number of files so far. */
function countFiles(receive: Receive, progress: (text: string) => void): Receive {
  let count = 0;
  return (made) => {
    count += made.files.length;
    progress(`${count} files generated`);
    return receive(made);
  };
}
