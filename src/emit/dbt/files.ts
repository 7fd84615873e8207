import type { Coverage } from "../../ir/coverage.ts";
import type { Origin } from "../../source/origin.ts";
import { by } from "../../text/compare.ts";
import { Code } from "../../text/quote/code.ts";
import * as yaml from "../../text/quote/yaml.ts";
import { trace } from "../blocks.ts";
import type { EmittedFile } from "../emitter.ts";
import { header } from "../header.ts";
import type { Render } from "../render.ts";
import { append } from "./append.ts";
import { dispatched } from "./dispatch.ts";
import { exposureEntries, groupEntries } from "./groups-and-exposures.ts";
import type { AdapterProject, ModelFolder } from "./plan.ts";
import { packagesFile, profilesFile, projectFile } from "./project.ts";
import { sourcesOf } from "./provenance.ts";
import { sourceEntry, type TestedTable } from "./sources.ts";
import { isTestName, type MacroName, macrosFor, type TestName } from "./template-names.ts";
import { type ModelViews, modelViews, propertyFile } from "./views.ts";

/** A part of a project's files, and how they cover the assertions that are tested there. */
export interface ProjectPart {
  readonly files: readonly EmittedFile[];
  readonly coverage: readonly Coverage[];
}

/** What the parts are made with. */
interface Given {
  readonly project: AdapterProject;
  readonly render: Render;
}

/**
 * All files of one adapter's project: those of the project, then folder by folder those of the models, then the tests and macros that the
 * models use. Only one folder's models are in memory at a time.
 */
export function* projectFiles(project: AdapterProject, render: Render): Iterable<ProjectPart> {
  const given = { project, render };
  const used: Used = { tests: new Map(), macros: new Set() };
  yield { files: projectWideFiles(given), coverage: [] };
  for (const folder of project.plan.folders) yield folderPart(folder, given, used);
  yield { files: usedFiles(used, given), coverage: [] };
}

/** The files that are no model's: settings, groups and exposures. They depend on the plan alone. */
function projectWideFiles({ project, render }: Given): readonly EmittedFile[] {
  const { plan, adapter, options } = project;
  const groups = groupEntries(plan);
  const exposures = exposureEntries(plan);
  const owners = plan.contracts.filter(({ id }) => plan.nodeOf.has(id)).map(({ origin }) => origin);
  const consumers = plan.contracts.filter(({ consumers: { length } }) => length > 0).map(({ origin }) => origin);
  const file = yamlFiles(project);
  const view = { header: header([]), dialect: Code.trusted(adapter) };
  const settings = ["sqlfluff", "sqlfluffignore", "gitignore"].map(
    (name): EmittedFile => ({
      path: pathIn(project, `.${name}`),
      ...render(`dbt/project/${name}.njk`, view),
      language: "text",
      sources: [],
    }),
  );
  return [
    file("dbt_project.yml", projectFile(plan), []),
    file("profiles.yml", profilesFile(plan.name, adapter), []),
    ...(options.tests === "dbt_utils" ? [file("packages.yml", packagesFile, [])] : []),
    ...settings,
    ...(groups.length > 0 ? [file("models/groups.yml", { version: 2, groups }, owners)] : []),
    ...(exposures.length > 0 ? [file("models/exposures.yml", { version: 2, exposures }, consumers)] : []),
  ];
}

/** The generic tests in use, each with the documents that it serves, and the macros that models call. */
interface Used {
  readonly tests: Map<TestName, Origin[]>;
  readonly macros: Set<MacroName>;
}

/** A folder of models: their SQL, their property files, and the snapshots that they are built on. */
function folderPart(folder: ModelFolder, { project, render }: Given, used: Used): ProjectPart {
  const file = yamlFiles(project);
  const all = folder.models.map((model) => modelViews(model, folder, project));
  for (const views of all) collectUsed(views, used);
  const snapshots = folder.models.flatMap(({ node, before }) =>
    before(project.adapter).map(({ name, entry }) =>
      file(`snapshots/${name}.yml`, { version: 2, snapshots: [entry] }, node.origins),
    ),
  );
  const properties = { version: 2, models: all.map(({ entry }) => entry) };
  const files = [
    ...all.map((views) => sqlFile(views, { project, render })),
    ...sourceFiles(folder, all, project),
    file(
      propertyFile(folder, "models"),
      properties,
      folder.models.flatMap(({ node }) => node.origins),
    ),
    ...snapshots,
  ];
  return { files, coverage: all.flatMap(({ coverage }) => coverage) };
}

function collectUsed({ model, view, tests }: ModelViews, used: Used): void {
  for (const macro of view.macros) used.macros.add(macro);
  const names = new Set(tests.flatMap(({ uses }) => [...uses]).filter(isTestName));
  for (const name of names) for (const origin of model.node.origins) append(used.tests, name, origin);
}

function sqlFile({ model: { node }, view }: ModelViews, { project, render }: Given): EmittedFile {
  return {
    path: pathIn(project, `${node.folder}/${node.name}.sql`),
    ...render(`dbt/${view.template}`, { ...view.view, header: header(node.origins) }),
    language: "sql",
    sources: sourcesOf(node.origins),
  };
}

/** The source tables that the models of a folder read. A table that two of them read is declared once, with the tests that one of them has. */
function sourceFiles(folder: ModelFolder, all: readonly ModelViews[], project: AdapterProject): readonly EmittedFile[] {
  const source = folder.models[0]?.node.table?.source;
  if (source === undefined) return [];
  const tables = new Map<string, TestedTable>();
  for (const { model, tests } of all) {
    const contract = model.node.table?.contract;
    if (contract === undefined || (tables.has(contract.id) && model.tested === undefined)) continue;
    tables.set(contract.id, { contract, tests: tests.flatMap((written) => written.source) });
  }
  const entry = sourceEntry(source, [...tables.values()], project.adapter);
  const origins = [...tables.values()].map(({ contract }) => contract.origin);
  const file = yamlFiles(project);
  return [file(propertyFile(folder, "sources"), { version: 2, sources: [entry] }, origins)];
}

/** The generic tests in use and the macros behind them. A test is traced to the documents that it serves. */
function usedFiles(used: Used, { project, render }: Given): readonly EmittedFile[] {
  const view = { header: header([]), dispatched };
  const file = (template: string, path: string, origins: readonly Origin[]): EmittedFile => ({
    path: pathIn(project, path),
    ...render(`dbt/${template}.sql.njk`, view),
    language: "sql",
    sources: sourcesOf(origins),
  });
  const tests = [...used.tests].sort(by(([name]) => name));
  return [
    ...tests.map(([name, origins]) => file(`tests/${name}`, `tests/generic/${name}.sql`, origins)),
    ...[...macrosFor(used.tests.keys(), used.macros)]
      .sort()
      .map((name) => file(`macros/${name}`, `macros/dex/${name}.sql`, [])),
  ];
}

/** Returns a function that writes YAML files of a project. */
function yamlFiles(project: AdapterProject) {
  return (path: string, value: yaml.YamlMap, origins: readonly Origin[]): EmittedFile => ({
    path: pathIn(project, path),
    ...trace(yaml.write(value, { header: [header(origins)] })),
    language: "yaml",
    sources: sourcesOf(origins),
  });
}

function pathIn({ adapter }: AdapterProject, path: string): string {
  return `dbt/${adapter}/${path}`;
}
