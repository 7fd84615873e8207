import { readFileSync } from "node:fs";
import type { Emission } from "../../../src/emit/emitter.ts";
import { emit } from "../../../src/emit/great-expectations/emit.ts";
import type { GreatExpectationsOptions } from "../../../src/emit/great-expectations/index.ts";
import { createRender } from "../../../src/emit/render.ts";
import type { Ir } from "../../../src/ir/ir.ts";
import { whole } from "../whole.ts";

/** Runs the emitter alone. */
export function emitSuites(ir: Ir, options: Partial<GreatExpectationsOptions> = {}): Emission {
  const render = createRender((name) => readFileSync(`templates/${name}`, "utf8"));
  const defaults: GreatExpectationsOptions = {
    sources: ["postgres", "pandas"],
    layout: "suites",
    tableSchema: undefined,
    modelSchema: "analytics",
  };
  return whole(emit({ ir, options: { ...defaults, ...options }, render }));
}

/** An expectation as it stands in a suite. */
export interface WrittenExpectation {
  readonly id: string;
  readonly type: string;
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly meta: { readonly dex: { readonly assertion: string } };
  readonly severity: string;
  readonly description?: string;
}

/** The suites of an emission, by their path. */
export function suitesOf({ files }: Emission): ReadonlyMap<string, readonly WrittenExpectation[]> {
  const suites = files.filter(({ path }) => /\/(suites|expectations)\//.test(path));
  return new Map(
    suites.map(({ path, text }) => {
      const { expectations } = JSON.parse(text) as { expectations: readonly WrittenExpectation[] };
      return [path, expectations];
    }),
  );
}
