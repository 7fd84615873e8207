import { namedDatasets } from "../../assertion/named-datasets.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import type { EmitInput, EmittedFile, Part } from "../emitter.ts";
import { header } from "../header.ts";
import { filesOnly, noInputs, part } from "../parts.ts";
import type { Render } from "../render.ts";
import { pathIn, yamlFiles } from "./files.ts";
import { auditConfig } from "./materialization.ts";
import type { ModelNode } from "./models/model-kind.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import { type FolderModels, type ModelFolder, modelsOf, type ProjectPlan, planFolder } from "./plan.ts";
import { sourcesOf } from "./provenance.ts";
import { isJudged, keptRows, type QuarantineFile, quarantineOf } from "./quarantine.ts";
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
  const quarantines = folder.models.flatMap((model) => quarantineOf(model, project, testNames) ?? []);
  const entries = [...all.map(({ entry }) => entry), ...quarantines.flatMap((one) => one.entries)];
  return [
    ...all.map((views) => sqlFile(views, adapter, render)),
    ...quarantines.flatMap((one) => one.files.map((file) => extraFile(file, { adapter, render, node: one.node }))),
    ...sourceFiles(folder, all, { adapter, targets: ir.targets }),
    file(
      propertyFile(folder, "models"),
      { version: 2, models: entries },
      folder.models.flatMap(({ node }) => node.origins),
    ),
    ...snapshots,
  ];
}

function sqlFile({ model, view }: ModelViews, adapter: Adapter, render: Render): EmittedFile {
  const { node } = model;
  const { template, view: shown } = isJudged(model) ? keptRows(model, adapter) : view;
  const file = { name: node.name, template, view: { ...shown, config: auditConfig(node, adapter) } };
  return extraFile(file, { adapter, render, node });
}

function extraFile(
  { name, template, view }: QuarantineFile,
  { adapter, render, node }: { readonly adapter: Adapter; readonly render: Render; readonly node: ModelNode },
): EmittedFile {
  return {
    path: pathIn(adapter, `${node.folder}/${name}.sql`),
    ...render(templateOf(template), { ...view, header: header(node.origins) }),
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
