import { readFileSync } from "node:fs";
import type { Emission } from "../../../src/emit/emitter.ts";
import { createRender } from "../../../src/emit/render.ts";
import { emit } from "../../../src/emit/typescript/emit.ts";
import type { TypescriptOptions } from "../../../src/emit/typescript/index.ts";
import { readOptions } from "../../../src/emit/typescript/options.ts";
import type { Ir } from "../../../src/ir/ir.ts";
import { irOf } from "../../ir-of.ts";
import { filesBelow } from "../dbt/project.ts";
import { whole } from "../whole.ts";

/** The project beside this file: every type, and every kind of assertion that a row can keep or break. */
export const projectIr = irOf(filesBelow("test/emit/typescript/project"));

const render = createRender((name) => readFileSync(`templates/${name}`, "utf8"));

/** Runs the TypeScript emitter alone. */
export function emitTypescript(ir: Ir, options: Partial<TypescriptOptions> = {}): Emission {
  const read = readOptions(options);
  if (!("value" in read)) throw new Error(JSON.stringify(read.problems));
  return whole(emit({ ir, options: read.value, render }));
}
