import type { Coverage } from "../../ir/coverage.ts";
import type { YamlMap } from "../../text/quote/yaml.ts";
import { contractTests, type WrittenTests } from "./contract-tests.ts";
import type { ModelView } from "./models/model-kind.ts";
import type { AdapterProject, ModelFolder, ProjectModel } from "./plan.ts";
import { modelEntry, ownTests } from "./properties.ts";

// This file and those beside it take every decision about a dbt project. Templates and the YAML writer only place what they are given.

/** Everything that is written about a model. */
export interface ModelViews {
  readonly model: ProjectModel;
  readonly view: ModelView;
  /** Its entry in the property file. */
  readonly entry: YamlMap;
  readonly tests: readonly WrittenTests[];
  readonly coverage: readonly Coverage[];
}

/** A model of a folder as one adapter's project has it. */
export function modelViews(model: ProjectModel, folder: ModelFolder, project: AdapterProject): ModelViews {
  const { node, tested } = model;
  const { adapter } = project;
  const file = `dbt/${adapter}/${propertyFile(folder, "models")}`;
  const ofContract = tested && contractTests(tested, node, { project, file });
  const tests = [...(ofContract ? [ofContract] : []), ownTests(model, project)];
  const entry = modelEntry(model, { project, tests });
  return { model, view: model.view(adapter), entry, tests, coverage: ofContract?.coverage ?? [] };
}

/** A folder's file of properties: `models/staging/shop/_shop__models.yml`. */
export function propertyFile({ path }: ModelFolder, of: "models" | "sources"): string {
  return `${path}/_${path.split("/").at(-1) ?? ""}__${of}.yml`;
}
