import { readFileSync } from "node:fs";
import { emit } from "../../../src/emit/airflow/emit.ts";
import { type AirflowOptions, type GivenOptions, readOptions } from "../../../src/emit/airflow/options.ts";
import type { Emission } from "../../../src/emit/emitter.ts";
import { createRender } from "../../../src/emit/render.ts";
import type { Ir } from "../../../src/ir/ir.ts";
import { whole } from "../whole.ts";

/** Runs the emitter alone, with options as a config gives them. */
export function emitDags(ir: Ir, given: GivenOptions = {}): Emission {
  const render = createRender((name) => readFileSync(`templates/${name}`, "utf8"));
  return whole(emit({ ir, options: optionsOf(given), render }));
}

/** Options as they are read. */
function optionsOf(given: unknown): AirflowOptions {
  const read = readOptions(given);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** The text of each DAG file, by its name. */
export function dagsOf({ files }: Emission): ReadonlyMap<string, string> {
  const dags = files.filter(({ path }) => path.startsWith("airflow/dags/"));
  return new Map(dags.map(({ path, text }) => [path.slice("airflow/dags/".length), text]));
}
