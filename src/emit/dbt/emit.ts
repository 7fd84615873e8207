import { hasErrors } from "../../diagnostics/outcome.ts";
import type { Coverage } from "../../ir/coverage.ts";
import { assertionsOf } from "../coverage.ts";
import type { Emission, EmitInput } from "../emitter.ts";
import { mergeCoverage } from "../merge-coverage.ts";
import { checkPipelines } from "./check.ts";
import { checkTexts } from "./check-texts.ts";
import { projectFiles } from "./files.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import { planProject } from "./plan.ts";

/** The record of an assertion that no project is about. */
const NOT_HERE = { target: "dbt", why: "its rows are not in a table of the warehouse" };

/** Writes one dbt project per adapter. */
export function* emit({ ir, options, render }: EmitInput<DbtOptions>): Iterable<Emission> {
  const { plan, reports } = planProject(ir);
  const diagnostics = [...checkTexts(ir), ...checkPipelines(ir, options.adapters), ...reports];
  yield { files: [], coverage: [], diagnostics };
  if (hasErrors(diagnostics)) return;

  const perAdapter: { readonly name: Adapter; readonly coverage: readonly Coverage[] }[] = [];
  for (const adapter of options.adapters) {
    const coverage: Coverage[] = [];
    perAdapter.push({ name: adapter, coverage });
    for (const part of projectFiles({ adapter, options, plan }, render)) {
      yield { files: part.files, coverage: [], diagnostics: [] };
      for (const record of part.coverage) coverage.push(record);
    }
  }
  yield { files: [], coverage: mergeCoverage(assertionsOf(ir), perAdapter, NOT_HERE), diagnostics: [] };
}
