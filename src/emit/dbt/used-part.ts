import type { Origin } from "../../source/origin.ts";
import { append } from "../../text/append.ts";
import { by } from "../../text/compare.ts";
import type { EmitInput, EmittedFile, Part } from "../emitter.ts";
import { header } from "../header.ts";
import { filesOnly, noInputs, part } from "../parts.ts";
import type { AdapterProject } from "./assertion-test.ts";
import { testsInUse } from "./contract-tests.ts";
import { dispatched } from "./dispatch.ts";
import { pathIn } from "./files.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import type { ProjectModel, ProjectPlan } from "./plan.ts";
import { sourcesOf } from "./provenance.ts";
import { isJudged } from "./quarantine.ts";
import { isTestName, type MacroName, macrosFor, type TestName } from "./template-names.ts";
import { testedModel } from "./views.ts";

/** The generic tests in use, each with the documents that it serves, and the macros behind them. */
interface UsedFacts {
  readonly adapter: Adapter;
  /** Sorted by name. */
  readonly tests: readonly (readonly [TestName, readonly Origin[]])[];
  /** Sorted. */
  readonly macros: readonly MacroName[];
}

/** The generic tests and the macros that the models of an adapter's project use. */
export function usedPart(project: AdapterProject, { folders }: ProjectPlan): Part<DbtOptions> {
  const used = new Map<TestName, Origin[]>();
  const called = new Set<MacroName>();
  for (const model of folders.flatMap(({ models }) => models)) {
    for (const macro of model.macros) called.add(macro);
    if (isJudged(model)) called.add("dex_literal");
    for (const name of testsOf(model, project)) for (const origin of model.node.origins) append(used, name, origin);
  }
  const tests = [...used].sort(by(([name]) => name));
  const macros = [...macrosFor(used.keys(), called)].sort();
  const templates = [
    ...tests.map(([name]) => templateOf(`tests/${name}`)),
    ...macros.map((name) => templateOf(`macros/${name}`)),
  ];
  const facts: UsedFacts = {
    adapter: project.adapter,
    tests: tests.map(([name, origins]) => [name, sourcesOf(origins)]),
    macros,
  };
  return part(`${project.adapter}/used`, { ...noInputs, templates, facts }, filesOnly(usedFiles));
}

/** The generic tests of dex's own that a model has. */
function testsOf(model: ProjectModel, project: AdapterProject): ReadonlySet<TestName> {
  const tested = testedModel(model);
  const ofContract = tested === undefined ? [] : testsInUse(tested, project);
  return new Set([...ofContract, ...model.tests.map(({ test }) => test)].filter(isTestName));
}

function templateOf(name: string): string {
  return `dbt/${name}.sql.njk`;
}

/** A test is traced to the documents that it serves. */
function usedFiles({ render }: EmitInput<DbtOptions>, { adapter, tests, macros }: UsedFacts): readonly EmittedFile[] {
  const view = { header: header([]), dispatched };
  const file = (template: string, path: string, sources: readonly Origin[]): EmittedFile => ({
    path: pathIn(adapter, path),
    ...render(templateOf(template), view),
    language: "sql",
    sources,
  });
  return [
    ...tests.map(([name, sources]) => file(`tests/${name}`, `tests/generic/${name}.sql`, sources)),
    ...macros.map((name) => file(`macros/${name}`, `macros/dex/${name}.sql`, [])),
  ];
}
