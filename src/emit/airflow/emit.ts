import type { Report } from "../../diagnostics/diagnostic.ts";
import { hasErrors } from "../../diagnostics/outcome.ts";
import type { Coverage } from "../../ir/coverage.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import { type OtherWarehouses, otherWarehouses } from "../../running/dbt-profile.ts";
import { type DuckdbFiles, duckdbFiles } from "../../running/duckdb.ts";
import { intervalUse } from "../../running/interval.ts";
import { runningProject } from "../../running/run.ts";
import { byContract, type SourceTable, sourceTables } from "../../running/source-tables.ts";
import { type ProjectTargets, projectTargets } from "../../running/target.ts";
import { code } from "../../text/quote/code.ts";
import type { DivideWork, Emission, EmitInput, EmittedFile, Findings, PipelineNeed } from "../emitter.ts";
import { header } from "../header.ts";
import { allInputs, filesOnly, inParts, part } from "../parts.ts";
import { checkPipelines, checkTarget, isReachable } from "./check.ts";
import { coverageOf } from "./coverage.ts";
import { raw } from "./layout.ts";
import { needsOf } from "./needs.ts";
import type { AirflowOptions } from "./options.ts";
import { requirements } from "./requirements.ts";
import { dagView, type Project } from "./views.ts";

/** The facts about the rest of the project that a pipeline's DAG depends on. */
interface DagFacts {
  /** The names of all contracts. */
  readonly contracts: readonly string[];
  /** The source tables in dbt of the contracts whose freshness the pipeline checks. */
  readonly tables: readonly SourceTable[];
  readonly others: OtherWarehouses;
  readonly files: DuckdbFiles;
  readonly targets?: ProjectTargets;
}

/** One DAG file per batch pipeline, and the requirements of the DAGs. No files if pipelines trigger each other in a cycle. */
export const parts: DivideWork<AirflowOptions> = function* divide({ ir, options }) {
  const pipelines = batchPipelines(ir);
  const hasFaults = hasErrors(reportsOf(ir, options));
  yield part(
    "checks",
    { ...allInputs, options: ["target", "pools"], templates: [] },
    { emit: emitChecks, find: findChecks },
  );
  const tables = hasFaults ? [] : sourceTables(ir);
  const names = ir.contracts.map(({ name }) => name);
  const others = otherWarehouses(ir.pipelines);
  const files = duckdbFiles(pipelines);
  const targets = projectTargets(ir);
  for (const pipeline of hasFaults ? [] : pipelines.filter(isReachable)) {
    const named = contractsNamedBy(pipeline);
    const facts: DagFacts = {
      contracts: names,
      tables: tables.filter(({ contract }) => named.has(contract.id)),
      others,
      files,
      ...(targets && { targets }),
    };
    const contracts = ir.contracts.filter(({ id, name }) => named.has(id) || named.has(name)).map(({ id }) => id);
    const inputs = { contracts, pipelines: [pipeline.id], options: "all", templates: [DAG], facts } as const;
    yield part(pipeline.id, inputs, filesOnly(dagFiles));
  }
  if (!hasFaults) yield part("requirements", { ...allInputs, templates: [REQUIREMENTS] }, filesOnly(requirementsFiles));
};

/** Writes one DAG file per batch pipeline, and their requirements. */
export const emit = inParts(parts);

type Input = EmitInput<AirflowOptions>;

const DAG = "airflow/dag.py.njk";
const REQUIREMENTS = "airflow/requirements.txt.njk";

function batchPipelines({ pipelines }: Ir): readonly BatchPipeline[] {
  return pipelines.filter((pipeline) => pipeline.kind === "batch");
}

/** The contracts that a pipeline refers to, by id or by name. */
function contractsNamedBy({ source, steps, models, awaits }: BatchPipeline): ReadonlySet<string> {
  const assets = [...awaits, ...steps.flatMap((step) => (step.kind === "publish" ? step.assets : []))];
  return new Set([
    ...(source?.tables ?? []),
    ...models.flatMap(({ contract }) => contract ?? []),
    ...assets.map(({ name }) => name),
    ...steps.flatMap((step) =>
      "contract" in step ? (step.contract ?? []) : "contracts" in step ? step.contracts : [],
    ),
  ]);
}

function reportsOf(ir: Ir, options: Pick<AirflowOptions, "target" | "pools">): readonly Report[] {
  const { target } = options;
  const pipelines = batchPipelines(ir);
  const { targets } = ir;
  return [...checkPipelines(pipelines, options), ...checkTarget(pipelines, { target, ...(targets && { targets }) })];
}

function emitChecks({ ir, options }: Input): Emission {
  const pipelines = batchPipelines(ir);
  const diagnostics = reportsOf(ir, options);
  const written = hasErrors(diagnostics) ? [] : pipelines.filter(isReachable);
  return { files: [], coverage: coverage(ir, written), diagnostics };
}

/** Airflow is not expected to check rows, so dex reports none of the coverage. */
function findChecks({ ir, options }: Omit<Input, "render">): Findings {
  return { coverage: [], diagnostics: reportsOf(ir, options) };
}

function dagFiles(
  { ir, options, render }: Input,
  { contracts, tables, files, ...facts }: DagFacts,
): readonly EmittedFile[] {
  const project: Project = {
    name: ir.project,
    contracts: new Map(ir.contracts.map((contract) => [contract.name, contract])),
    files,
    running: { ...facts, contracts, tables: byContract(tables), ...selected(options) },
  };
  return batchPipelines(ir).map(
    (pipeline): EmittedFile => ({
      path: pathOf(pipeline),
      ...render(DAG, dagView(project, pipeline, options).view),
      language: "python",
      sources: [pipeline.origin],
    }),
  );
}

/** The target that the config selects for all DAGs. */
function selected({ target }: AirflowOptions): { readonly target?: string } {
  return target === undefined ? {} : { target };
}

function requirementsFiles({ ir, options, render }: Input): readonly EmittedFile[] {
  const project: Project = {
    name: ir.project,
    contracts: new Map(ir.contracts.map((contract) => [contract.name, contract])),
    files: duckdbFiles(batchPipelines(ir)),
    running: { ...runningProject(ir), ...selected(options) },
  };
  const written = batchPipelines(ir).filter(isReachable);
  if (written.length === 0) return [];
  const imports = new Set(written.flatMap((pipeline) => [...dagView(project, pipeline, options).imports]));
  const lines = requirements(options, imports).map(raw);
  const file: EmittedFile = {
    path: "airflow/requirements.txt",
    ...render(REQUIREMENTS, { header: code`# ${header([], "the specs")}`, lines }),
    language: "text",
    sources: [],
  };
  return [file];
}

function pathOf({ name }: BatchPipeline): string {
  return `airflow/dags/${name}.py`;
}

function coverage(ir: Ir, written: readonly BatchPipeline[]): readonly Coverage[] {
  return coverageOf(
    ir,
    written.map((pipeline) => ({ pipeline, file: pathOf(pipeline) })),
  );
}

/** What the DAGs of a project use in Airflow. */
export function needs(options: AirflowOptions, ir: Ir): readonly PipelineNeed[] {
  const pipelines = batchPipelines(ir);
  const files = duckdbFiles(pipelines);
  const contracts = new Map(ir.contracts.map((contract) => [contract.name, contract]));
  const found = new Map<string, PipelineNeed>();
  for (const pipeline of pipelines.filter(isReachable)) {
    const interval = intervalUse(pipeline, (name) => contracts.get(name));
    for (const need of needsOf(pipeline, { options, files, interval })) {
      const key = `${need.kind} ${need.name}`;
      found.set(key, { ...need, pipelines: [...(found.get(key)?.pipelines ?? []), pipeline.name] });
    }
  }
  return [...found.values()];
}
