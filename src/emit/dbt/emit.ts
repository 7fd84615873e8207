import type { Report } from "../../diagnostics/diagnostic.ts";
import { hasErrors } from "../../diagnostics/outcome.ts";
import { dialects } from "../../dialect/registry.ts";
import { typeLimits } from "../../dialect/type-limits.ts";
import type { Ir } from "../../ir/ir.ts";
import type { Target } from "../../ir/target.ts";
import { warehouses } from "../../running/connection.ts";
import type { ConnectionUse } from "../../running/connection-use.ts";
import { profileUse } from "../../running/environment.ts";
import { inTargets, projectTargets } from "../../running/target.ts";
import type { DivideWork, Findings } from "../emitter.ts";
import { findingsOnly, inParts, noInputs, part } from "../parts.ts";
import { isStored } from "../projects.ts";
import type { TargetTypes } from "../type-losses.ts";
import { changesPart } from "./changes-part.ts";
import { checkPipelines } from "./check.ts";
import { checkMacros } from "./check-macros.ts";
import { checkNames } from "./check-names.ts";
import { checkSettings } from "./check-settings.ts";
import { checkTargets } from "./check-targets.ts";
import { checkTexts } from "./check-texts.ts";
import { coveragePart } from "./coverage-part.ts";
import { folderPart } from "./folder-part.ts";
import { macrosPart } from "./macros-part.ts";
import { type Adapter, adaptersOf, type DbtOptions } from "./options.ts";
import { planProject } from "./plan.ts";
import { peoplePart, projectPart } from "./project-part.ts";
import { publishPart } from "./publish-part.ts";
import { quarantinePart } from "./quarantine-part.ts";
import { hasSchemaRule } from "./schema-macro.ts";
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
    ...checkTargets(ir, adapters, options),
    ...checkNames(ir, adapters),
    ...checkMacros(ir),
    ...checkSettings(plan, { macros: ir.macros, tests }),
    ...reports,
  ];
  yield part("checks", { ...noInputs, facts }, findingsOnly(findChecks));
  if (hasErrors(facts)) return;
  for (const adapter of findOnly ? [] : adapters) {
    yield projectPart(adapter, plan, {
      uses: usesOf(adapter, ir, options.targets),
      hasSchemaRule: hasSchemaRule(ir.macros),
    });
    yield peoplePart(adapter, plan);
    for (const folder of plan.folders) yield folderPart(adapter, folder, plan);
    if (ir.macros !== undefined) yield macrosPart(adapter, ir.macros);
    yield usedPart({ adapter, tests, modelOf: plan.modelOf }, plan);
    const quarantine = quarantinePart(adapter, ir, plan);
    if (quarantine !== undefined) yield quarantine;
    const publishing = publishPart(adapter, ir);
    if (publishing !== undefined) yield publishing;
    const changes = changesPart(adapter, ir);
    if (changes !== undefined) yield changes;
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
  return adaptersOf(options, ir).flatMap((adapter) => usesOf(adapter, ir, options.targets));
}

/** The connections to the warehouses of an adapter, in each target. */
function usesOf(adapter: Adapter, { pipelines }: Ir, [first, ...others]: readonly Target[]): readonly ConnectionUse[] {
  const uses = warehouses(pipelines, adapter).map(profileUse);
  return inTargets(uses, projectTargets({ pipelines, ...(first && { targets: [first, ...others] }) }));
}
