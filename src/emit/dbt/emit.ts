import { hasErrors } from "../../diagnostics/outcome.ts";
import type { Coverage } from "../../ir/coverage.ts";
import { assertionsOf } from "../coverage.ts";
import type { Emission, EmitInput } from "../emitter.ts";
import { mergeCoverage } from "../merge-coverage.ts";
import { planDimension } from "./dimension.ts";
import { projectFiles } from "./files.ts";
import { checkModelColumns } from "./model-columns.ts";
import type { DbtOptions } from "./options.ts";
import { planProject } from "./plan.ts";
import { checkReach } from "./reach.ts";
import { checkTexts } from "./texts.ts";
import type { Built } from "./views.ts";

/** The record of an assertion that no project is about. */
const NOT_HERE = { target: "dbt", why: "its rows are not in a table of the warehouse" };

/** Writes one dbt project per adapter. */
export function* emit({ ir, options, render }: EmitInput<DbtOptions>): Iterable<Emission> {
  const plan = planProject(ir);
  const dimensions = plan.built.map((node) => ({ node, ...planDimension(node) }));
  const diagnostics = [
    ...checkTexts(ir),
    ...checkReach(ir, options.adapters),
    ...plan.built.flatMap(checkModelColumns),
    ...dimensions.flatMap(({ reports }) => reports),
  ];
  yield { files: [], coverage: [], diagnostics };
  if (hasErrors(diagnostics)) return;

  const built = dimensions.map(({ node, dimension }): Built => ({ node, ...(dimension && { dimension }) }));
  const perAdapter = options.adapters.map((adapter) => ({ name: adapter, coverage: [] as Coverage[] }));
  for (const { name: adapter, coverage } of perAdapter) {
    for (const part of projectFiles({ adapter, options, plan }, built, render)) {
      yield { files: part.files, coverage: [], diagnostics: [] };
      for (const record of part.coverage) coverage.push(record);
    }
  }
  yield { files: [], coverage: mergeCoverage(assertionsOf(ir), perAdapter, NOT_HERE), diagnostics: [] };
}
