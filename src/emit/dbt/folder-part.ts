import { namedDatasets } from "../../assertion/named-datasets.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import type { EmitInput, EmittedFile, Part } from "../emitter.ts";
import { header } from "../header.ts";
import { filesOnly, noInputs, part } from "../parts.ts";
import type { Render } from "../render.ts";
import { pathIn, yamlFiles } from "./files.ts";
import { auditConfig } from "./materialization.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import { type FolderModels, type ModelFolder, modelsOf, type ProjectPlan, planFolder } from "./plan.ts";
import { sourcesOf } from "./provenance.ts";
import { sourceEntry, type TestedTable } from "./sources.ts";
import { MODEL_TEMPLATES } from "./template-names.ts";
import { namesAmong, type TestNames } from "./test-names.ts";
import { type ModelViews, modelViews, propertyFile } from "./views.ts";

/** What a folder of models depends on in the rest of the project. */
interface FolderFacts extends FolderModels {
  readonly adapter: Adapter;
  /** The models of the contracts that assertions of the folder name. */
  readonly modelOf: Readonly<Record<string, string>>;
  readonly testNames: TestNames;
}

/** A folder of models: their SQL, their property files, and the snapshots that they are built on. */
export function folderPart(adapter: Adapter, folder: ModelFolder, plan: ProjectPlan): Part<DbtOptions> {
  const { models } = folder;
  const facts: FolderFacts = {
    ...modelsOf(folder),
    adapter,
    modelOf: modelsNamedBy(
      models.flatMap(({ tested }) => tested ?? []),
      plan,
    ),
    testNames: namesAmong(models, plan.testNames),
  };
  const inputs = {
    ...noInputs,
    contracts: distinct(models.flatMap(({ node }) => node.from.contracts)),
    pipelines: distinct(models.flatMap(({ node }) => node.from.pipelines)),
    options: ["tests"],
    templates: MODEL_TEMPLATES.map(templateOf),
    facts,
  };
  return part(`${adapter}/${folder.path}`, inputs, filesOnly(folderFiles));
}

/** The models of the contracts that the assertions of some contracts name, by the contract's id. */
export function modelsNamedBy(contracts: readonly Contract[], { modelOf }: ProjectPlan): FolderFacts["modelOf"] {
  const named = contracts.flatMap(({ dataset }) => dataset.assertions.flatMap(({ rule }) => namedDatasets(rule)));
  const entries = distinct(named)
    .sort()
    .flatMap((id): [string, string][] => {
      const model = modelOf.get(id);
      return model === undefined ? [] : [[id, model]];
    });
  return Object.fromEntries(entries);
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

function templateOf(name: (typeof MODEL_TEMPLATES)[number]): string {
  return `dbt/${name}`;
}

function folderFiles({ ir, options, render }: EmitInput<DbtOptions>, facts: FolderFacts): readonly EmittedFile[] {
  const { adapter, testNames } = facts;
  const project = { adapter, tests: options.tests, modelOf: new Map(Object.entries(facts.modelOf)) };
  const folder = planFolder(ir, facts);
  const file = yamlFiles(adapter);
  const all = folder.models.map((model) => modelViews(model, project, testNames));
  const snapshots = folder.models.flatMap(({ node, before }) =>
    before(adapter).map(({ name, entry }) =>
      file(`snapshots/${name}.yml`, { version: 2, snapshots: [entry] }, node.origins),
    ),
  );
  const properties = { version: 2, models: all.map(({ entry }) => entry) };
  return [
    ...all.map((views) => sqlFile(views, adapter, render)),
    ...sourceFiles(folder, all, { adapter, targets: ir.targets }),
    file(
      propertyFile(folder, "models"),
      properties,
      folder.models.flatMap(({ node }) => node.origins),
    ),
    ...snapshots,
  ];
}

function sqlFile({ model: { node }, view }: ModelViews, adapter: Adapter, render: Render): EmittedFile {
  return {
    path: pathIn(adapter, `${node.folder}/${node.name}.sql`),
    ...render(templateOf(view.template), {
      ...view.view,
      header: header(node.origins),
      config: auditConfig(node, adapter),
    }),
    language: "sql",
    sources: sourcesOf(node.origins),
  };
}

/** The source tables that the models of a folder read. A table that two of them read is declared once, with the tests that one of them has. */
function sourceFiles(
  folder: ModelFolder,
  all: readonly ModelViews[],
  context: { readonly adapter: Adapter; readonly targets: Ir["targets"] },
): readonly EmittedFile[] {
  const source = folder.models[0]?.node.table?.source;
  if (source === undefined) return [];
  const tables = new Map<string, TestedTable>();
  for (const { model, tests } of all) {
    const contract = model.node.table?.contract;
    if (contract === undefined || (tables.has(contract.id) && model.tested === undefined)) continue;
    tables.set(contract.id, { contract, tests: tests.flatMap((written) => written.source) });
  }
  const entry = sourceEntry(source, [...tables.values()], context);
  const origins = [...tables.values()].map(({ contract }) => contract.origin);
  return [yamlFiles(context.adapter)(propertyFile(folder, "sources"), { version: 2, sources: [entry] }, origins)];
}
