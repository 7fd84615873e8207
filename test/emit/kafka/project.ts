import { readFileSync } from "node:fs";
import type { EmittedFile } from "../../../src/emit/emitter.ts";
import { emit } from "../../../src/emit/kafka/emit.ts";
import { readOptions } from "../../../src/emit/kafka/options.ts";
import { createRender } from "../../../src/emit/render.ts";
import type { Ir } from "../../../src/ir/ir.ts";
import { whole } from "../whole.ts";

/** What the emitter makes of an Ir, with the options given. */
export function emitKafka(ir: Ir, given: object = {}) {
  const options = readOptions(given);
  if ("problems" in options) throw new Error(JSON.stringify(options.problems));
  const render = createRender((name) => readFileSync(`templates/${name}`, "utf8"));
  return whole(emit({ ir, options: options.value, render }));
}

/** The text of one file. */
export function textOf(files: readonly EmittedFile[], path: string): string {
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`no ${path} among ${files.map((one) => one.path).join(", ")}`);
  return file.text;
}
