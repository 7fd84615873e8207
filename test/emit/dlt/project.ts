import { readFileSync } from "node:fs";
import { emit } from "../../../src/emit/dlt/emit.ts";
import type { Emission } from "../../../src/emit/emitter.ts";
import { createRender } from "../../../src/emit/render.ts";
import type { Ir } from "../../../src/ir/ir.ts";
import { whole } from "../whole.ts";

/** Runs the emitter alone. */
export function emitExtract(ir: Ir): Emission {
  const render = createRender((name) => readFileSync(`templates/${name}`, "utf8"));
  return whole(emit({ ir, options: { chunkRows: 50_000 }, render }));
}
