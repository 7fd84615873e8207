import type { YamlMap } from "../../text/quote/yaml.ts";
import type { AdapterProject } from "./assertion-test.ts";
import { contractTests, type TestedModel, type WrittenTests } from "./contract-tests.ts";
import type { ModelView } from "./models/model-kind.ts";
import type { ModelFolder, ProjectModel } from "./plan.ts";
import { modelEntry, ownTests } from "./properties.ts";
import type { TestNames } from "./test-names.ts";

// This file and those beside it take every decision about a dbt project. Templates and the YAML writer only place what they are given.

/** Everything that is written about a model. */
export interface ModelViews {
  readonly model: ProjectModel;
  readonly view: ModelView;
  /** Its entry in the property file. */
  readonly entry: YamlMap;
  readonly tests: readonly WrittenTests[];
}

/** A model as one adapter's project has it. */
export function modelViews(model: ProjectModel, project: AdapterProject, names: TestNames): ModelViews {
  const { adapter } = project;
  const tested = testedModel(model);
  const ofContract = tested && contractTests(tested, project, names);
  const tests = [...(ofContract ? [ofContract] : []), ownTests(model, adapter, names)];
  return { model, view: model.view(adapter), entry: modelEntry(model, { adapter, tests }), tests };
}

/** A model with the contract that is tested on it, if one is. */
export function testedModel({ node, tested, raw }: ProjectModel): TestedModel | undefined {
  const contract = tested ?? raw;
  const { materialized, table, quarantine } = node;
  return (
    contract && {
      contract,
      materialized,
      isStaging: table !== undefined,
      onlySchema: tested === undefined,
      ...(quarantine && { moves: quarantine.assertions }),
    }
  );
}

/** A folder's file of properties: `models/staging/shop/_shop__models.yml`. */
export function propertyFile({ path }: Pick<ModelFolder, "path">, of: "models" | "sources"): string {
  return `${path}/_${path.split("/").at(-1) ?? ""}__${of}.yml`;
}
