import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { emit } from "../../../src/emit/dbt/emit.ts";
import type { DbtOptions } from "../../../src/emit/dbt/index.ts";
import type { Emission } from "../../../src/emit/emitter.ts";
import { createRender } from "../../../src/emit/render.ts";
import type { Ir } from "../../../src/ir/ir.ts";
import { irOf } from "../../ir-of.ts";
import { whole } from "../whole.ts";

/** Every file below a folder, by its path inside it. */
export function filesBelow(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

/** The project beside this file: every kind of assertion, of model and of dimension. */
export const projectIr = irOf(filesBelow("test/emit/dbt/project"));

/** Runs the dbt emitter alone. */
export function emitDbt(ir: Ir, options: Partial<DbtOptions> = {}): Emission {
  const render = createRender((name) => readFileSync(`templates/${name}`, "utf8"));
  return whole(
    emit({ ir, options: { adapters: ["duckdb"], tests: "native", vars: {}, targets: [], ...options }, render }),
  );
}

/** An Ir from one contract, given as YAML without its header. */
export function contractIr(text: string): Ir {
  const header = 'contract: {name: orders, version: "1.0.0", owner: data-team@example.com}\n';
  return irOf({ "contracts/orders.contract.yaml": header + text });
}
