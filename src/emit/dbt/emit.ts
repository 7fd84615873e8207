import { hasErrors } from "../../diagnostics/outcome.ts";
import type { Coverage } from "../../ir/coverage.ts";
import type { Ir } from "../../ir/ir.ts";
import type { Emission, EmitInput, EmittedFile } from "../emitter.ts";
import { mergeCoverage } from "./coverage.ts";
import { planDimension } from "./dimension.ts";
import { projectFiles } from "./files.ts";
import { checkModelColumns } from "./model-columns.ts";
import type { DbtOptions } from "./options.ts";
import { planProject } from "./plan.ts";
import { checkTexts } from "./texts.ts";
import type { Built } from "./views.ts";

/** Writes one dbt project per adapter. */
export function emit({ ir, options, render }: EmitInput<DbtOptions>): Emission {
  const plan = planProject(ir);
  const dimensions = plan.built.map((node) => ({ node, ...planDimension(node) }));
  const diagnostics = [
    ...checkTexts(ir),
    ...plan.built.flatMap(checkModelColumns),
    ...dimensions.flatMap(({ reports }) => reports),
  ];
  if (hasErrors(diagnostics)) return { files: [], coverage: withoutFiles(ir), diagnostics };

  const built = dimensions.map(({ node, dimension }): Built => ({ node, ...(dimension && { dimension }) }));
  const files: EmittedFile[] = [];
  const coverage: { adapter: DbtOptions["adapters"][number]; coverage: readonly Coverage[] }[] = [];
  for (const adapter of options.adapters) {
    const project = projectFiles({ adapter, options, plan }, built, render);
    files.push(...project.files);
    coverage.push({ adapter, coverage: project.coverage });
  }
  return { files, coverage: mergeCoverage(ir, coverage), diagnostics };
}

/** Nothing is written when there is an error, but every assertion has its record all the same. */
function withoutFiles(ir: Ir): readonly Coverage[] {
  return mergeCoverage(ir, []);
}
