import type { Outcome } from "../diagnostics/outcome.ts";
import type { Ir, MacroFile } from "../ir/ir.ts";
import type { LinkedProject } from "../link/linked-project.ts";
import { lowerContract } from "./contract.ts";
import { lowerPipeline } from "./pipeline.ts";
import { withQuarantines } from "./quarantine.ts";
import { quarantineReports } from "./quarantine-reports.ts";
import { withReferenceTypes } from "./reference-types.ts";
import { withSteps } from "./steps.ts";
import { uncheckedReports } from "./unchecked.ts";
import { uncheckedViewReports } from "./unchecked-views.ts";

/** Lowers the linked project to the Ir. Only this phase knows both the language and the common ground of all targets. */
export function lower(linked: LinkedProject, project: string, macrosFolder = ""): Outcome<Ir> {
  const contracts = withReferenceTypes(linked.contracts.map(lowerContract));
  const bare = withQuarantines(
    linked.pipelines.map((pipeline) => lowerPipeline(pipeline, linked)),
    contracts,
  );
  const pipelines = withSteps(bare, contracts, linked);
  const macros = linked.macroFiles.map(
    ({ path, text }): MacroFile => ({
      path: path.slice(macrosFolder.length + 1),
      text,
      origin: { path, pointer: "" },
    }),
  );
  const value: Ir = {
    project,
    contracts,
    pipelines,
    ...(macros.length > 0 && { macros }),
  };
  const diagnostics = [
    ...uncheckedReports(pipelines),
    ...uncheckedViewReports(pipelines),
    ...quarantineReports(contracts, pipelines),
  ];
  return { value, diagnostics };
}
