import { openMemory } from "../cache/memory.ts";
import { type Compilation, type CompileOptions, compile } from "../compile.ts";
import { build } from "../host/build.ts";
import { cacheFolder } from "../host/cache-folder.ts";
import type { Host } from "../host/host.ts";
import type { StoredParse } from "../parse/parse.ts";

/** Compiles with the parse cache of the project. */
export async function compileProject(host: Host, options: Omit<CompileOptions, "memory">): Promise<Compilation> {
  const memory = await openMemory<StoredParse>(host, `${await cacheFolder(host)}/parse.json`, build());
  const compilation = await compile(host, { ...options, memory });
  await memory.save();
  return compilation;
}
