import type { Report } from "../../diagnostics/diagnostic.ts";
import { hasErrors } from "../../diagnostics/outcome.ts";
import { dialects } from "../../dialect/registry.ts";
import { typeLimits } from "../../dialect/type-limits.ts";
import type { Ir } from "../../ir/ir.ts";
import { warehouses } from "../../running/connection.ts";
import { type ConnectionUse, profileUse } from "../../running/environment.ts";
import type { DivideWork, Findings } from "../emitter.ts";
import { findingsOnly, inParts, noInputs, part } from "../parts.ts";
import { isStored } from "../projects.ts";
import type { TargetTypes } from "../type-losses.ts";
import { checkPipelines } from "./check.ts";
import { checkMacros } from "./check-macros.ts";
import { checkSettings } from "./check-settings.ts";
import { checkTexts } from "./check-texts.ts";
import { coveragePart } from "./coverage-part.ts";
import { folderPart } from "./folder-part.ts";
import { macrosPart } from "./macros-part.ts";
import { adaptersOf, type DbtOptions } from "./options.ts";
import { planProject } from "./plan.ts";
import { peoplePart, projectPart } from "./project-part.ts";
import { usedPart } from "./used-part.ts";

/**
 * The checks, then for each adapter the project's own files, those about people, those of each folder of models, and the tests and macros
 * that the models use; then the coverage of each contract. After an error there are only the checks.
 */
export const parts: DivideWork<DbtOptions> = function* divide({ ir, options, findOnly }) {
  const { tests } = options;
  const adapters = adaptersOf(options, ir);
  const { plan, reports } = planProject(ir);
  const facts = [
    ...checkTexts(ir),
    ...checkPipelines(ir, adapters),
    ...checkMacros(ir),
    ...checkSettings(plan, { macros: ir.macros, tests }),
    ...reports,
  ];
  yield part("checks", { ...noInputs, facts }, findingsOnly(findChecks));
  if (hasErrors(facts)) return;
  for (const adapter of findOnly ? [] : adapters) {
    yield projectPart(adapter, plan, warehouses(ir.pipelines, adapter));
    yield peoplePart(adapter, plan);
    for (const folder of plan.folders) yield folderPart(adapter, folder, plan);
    if (ir.macros !== undefined) yield macrosPart(adapter, ir.macros);
    yield usedPart({ adapter, tests, modelOf: plan.modelOf }, plan);
  }
  for (const contract of ir.contracts) yield coveragePart(contract, adapters, plan);
};

/** Writes one dbt project per adapter. */
export const emit = inParts(parts);

/** The checks read the whole project, so the part receives their reports as facts. */
function findChecks(_: unknown, diagnostics: readonly Report[]): Findings {
  return { coverage: [], diagnostics };
}

/** The column types of each adapter. */
export function types(options: DbtOptions, ir: Ir): readonly TargetTypes[] {
  return adaptersOf(options, ir).map((adapter) => ({
    target: adapter,
    losses: dialects[adapter].losses,
    limits: typeLimits(dialects[adapter]),
    has: isStored,
  }));
}

/** The connection settings that the profiles read. */
export function connections(options: DbtOptions, ir: Ir): readonly ConnectionUse[] {
  return adaptersOf(options, ir).flatMap((adapter) => warehouses(ir.pipelines, adapter).map(profileUse));
}
