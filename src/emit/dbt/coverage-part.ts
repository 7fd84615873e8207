import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Emission, EmitInput, Findings, Part } from "../emitter.ts";
import { mergeCoverage, mergeMissed, type PartialCoverage, type PartialFindings } from "../merge-coverage.ts";
import { noInputs, part } from "../parts.ts";
import { isMissed, recordOf, type TestedModel } from "./contract-tests.ts";
import { pathIn } from "./files.ts";
import { modelsNamedBy } from "./folder-part.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import type { ProjectPlan } from "./plan.ts";
import { propertyFile } from "./views.ts";

/** The adapters, the model on which a contract is tested, and the models of the contracts that its assertions name. */
interface CoverageFacts {
  readonly adapters: readonly Adapter[];
  readonly model?: Omit<TestedModel, "contract"> & { readonly folder: string };
  readonly modelOf: Readonly<Record<string, string>>;
}

/** The record of an assertion that no project is about. */
const NOT_HERE = { target: "dbt", why: "its rows are not in a table of the warehouse" };

/** How the projects of all adapters cover the assertions of a contract. */
export function coveragePart(contract: Contract, adapters: readonly Adapter[], plan: ProjectPlan): Part<DbtOptions> {
  const node = plan.nodeOf.get(contract.id);
  const facts: CoverageFacts = {
    adapters,
    ...(node && {
      model: {
        folder: node.folder,
        materialized: node.materialized,
        isStaging: node.table !== undefined,
        ...(node.quarantine && { moves: node.quarantine.assertions }),
      },
    }),
    modelOf: modelsNamedBy([contract], plan),
  };
  const inputs = { ...noInputs, contracts: [contract.id], options: ["tests"], facts };
  return part(`coverage/${contract.id}`, inputs, { emit: emitCoverage, find: findMissed });
}

type Input = Omit<EmitInput<DbtOptions>, "render">;

function emitCoverage({ ir, options }: Input, facts: CoverageFacts): Emission {
  const coverage = ir.contracts.flatMap((contract) =>
    mergeCoverage(contract.dataset.assertions, recordsOf(contract, options.tests, facts), NOT_HERE),
  );
  return { files: [], coverage, diagnostics: [] };
}

function findMissed({ ir, options }: Input, facts: CoverageFacts): Findings {
  const coverage = ir.contracts.flatMap((contract) =>
    mergeMissed(contract.dataset.assertions, perAdapter(contract, options.tests, facts), NOT_HERE),
  );
  return { coverage, diagnostics: [] };
}

function recordsOf(contract: Contract, tests: DbtOptions["tests"], facts: CoverageFacts): readonly PartialCoverage[] {
  const { assertions } = contract.dataset;
  return perAdapter(contract, tests, facts).map(({ name, record }) => ({ name, coverage: assertions.map(record) }));
}

function perAdapter(
  contract: Contract,
  tests: DbtOptions["tests"],
  { adapters, model, modelOf: named }: CoverageFacts,
): readonly PartialFindings[] {
  if (model === undefined) return [];
  const modelOf = new Map(Object.entries(named));
  const tested = { ...model, contract };
  const file = propertyFile({ path: model.folder }, "models");
  return adapters.map((adapter) => {
    const project = { adapter, tests, modelOf, file: pathIn(adapter, file) };
    return {
      name: adapter,
      misses: (assertion: Assertion) => isMissed(assertion, tested, project),
      record: (assertion: Assertion) => recordOf(assertion, tested, project),
    };
  });
}
