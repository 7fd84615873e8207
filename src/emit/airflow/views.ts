import type { Contract } from "../../ir/contract.ts";
import type { Asset, BatchPipeline } from "../../ir/pipeline.ts";
import { fullRefresh, listNames } from "../../running/command.ts";
import { dbtFolder, manifestFile, profileFile } from "../../running/dbt.ts";
import { adapterOf, otherWarehouse, targetOf } from "../../running/dbt-profile.ts";
import type { RunningProject } from "../../running/run.ts";
import { targetVariable } from "../../running/target.ts";
import { Bug } from "../../text/bug.ts";
import { type Code, code, join } from "../../text/quote/code.ts";
import * as markdown from "../../text/quote/markdown.ts";
import * as python from "../../text/quote/python.ts";
import { header } from "../header.ts";
import type { View } from "../render.ts";
import type { ListConstant } from "./commands.ts";
import { connectionConstants, environmentConstants } from "./connections.ts";
import { dagArguments } from "./dag-arguments.ts";
import { edgeLines } from "./edges.ts";
import { environmentItems } from "./environment.ts";
import { type Imported, importedNames, importLines } from "./imports.ts";
import { assignment, call, keyword, raw, shortCall } from "./layout.ts";
import { type VariableNames, variableNames } from "./names.ts";
import { type Operator, operatorOf } from "./operators.ts";
import type { AirflowOptions } from "./options.ts";
import { type DagTask, planTasks } from "./plan.ts";
import type { Group } from "./types.ts";

/** The view of a DAG file, and the imports of the file. */
export interface DagView {
  readonly view: { readonly [key: string]: View };
  readonly imports: ReadonlySet<Imported>;
}

/** The names that a DAG file defines besides its tasks and assets. */
const OWN = [...environmentConstants, "ROOT", "DBT", "DOC", "FULL_REFRESH", "PROJECT", "PROFILE", "EXECUTION", "dag"];
const LISTS = listNames.map((name) => name.toUpperCase());
const GROUP_ORDER: readonly Group[] = ["extract", "staging", "models", "quality"];

/** The settings that all DAGs of a project share. */
export interface Project {
  readonly name: string;
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly running: RunningProject;
}

/** All parts of a DAG file. */
export function dagView(project: Project, pipeline: BatchPipeline, options: AirflowOptions): DagView {
  const { contracts, running } = project;
  const tasks = planTasks(pipeline, options.dbt);
  const groups = GROUP_ORDER.filter((group) => tasks.some((task) => task.group === group));
  const nameOf = variableNames([...OWN, ...LISTS, ...importedNames, ...groups]);
  const assets = assetVariables(project.name, pipeline, { version: options.version, nameOf });
  const assetOf = (asset: Asset) => raw(assets.find((one) => isSame(one.asset, asset))?.variable ?? "");
  const context = {
    pipeline,
    options,
    assetOf,
    project: running,
    contractOf: (name: string) => contracts.get(name),
  };
  const written = tasks.map((task) => ({ task, variable: nameOf(task.name), operator: operatorOf(task, context) }));
  const operators = written.map(({ operator }) => operator);
  const refreshes = tasks.some(({ steps: [{ kind }] }) => kind === "extract" || kind === "model");
  const awaited = pipeline.schedule === undefined ? pipeline.awaits.map(assetOf) : [];
  const dag = dagArguments({ pipeline, version: options.version, awaited, refreshes });
  const usesDbt = operators.some(({ folder }) => folder === "DBT");
  const cosmos = operators.some(({ imports }) => imports.includes("DbtTaskGroup"));
  const imports = new Set<Imported>([
    "Path",
    ...dag.imports,
    ...operators.flatMap((operator) => operator.imports),
    ...(groups.length > 0 ? (["TaskGroup"] as const) : []),
    ...(assets.length > 0 ? [options.version === "3" ? ("Asset" as const) : ("Dataset" as const)] : []),
    ...(cosmos ? (["ProjectConfig", "ProfileConfig", "ExecutionConfig", "InvocationMode"] as const) : []),
    ...(cosmos && running.targets !== undefined && running.target === undefined ? (["os"] as const) : []),
  ]);
  const variableOf = new Map(written.map(({ task, variable }) => [task.id, variable]));
  const edges = edgeLines(tasks, { ofTask: (id) => variableOf.get(id) ?? id, ofGroup: (group) => group });
  const view = {
    header: code`# ${header([pipeline.origin], "the specs")}`,
    docstring: python.docstring(`The pipeline ${pipeline.name}.`, 0),
    imports: importLines(imports, options.version).map(raw),
    root: rootOf(options.root ?? "../.."),
    usesDbt,
    dbt: usesDbt ? dbtProject(pipeline) : python.none,
    // Cosmos has a separate argument for it.
    refreshes: operators.some((operator) => operator.refreshes === true),
    fullRefresh: python.string(`{{ ' ${fullRefresh.flag}' if params.full_refresh else '' }}`),
    lists: listsOf(operators).map(({ name, words }) => python.value(assignment(name, words))),
    assets: assets.map(({ code: text }) => text),
    cosmos: cosmos ? cosmosConstants(project.name, options.commands.dbt, cosmosTarget(pipeline, running)) : [],
    connections:
      options.connections === "airflow" ? connectionConstants(pipeline, running).map((one) => python.value(one)) : [],
    doc: python.longString(docText(pipeline, { contracts, options, running })),
    dag: python.value(call("DAG", dag.given)),
    groups: groups.map((group) => ({
      open: code`TaskGroup(group_id=${python.string(group)}) as ${raw(group)}`,
      tasks: written.filter(({ task }) => task.group === group).map((one) => taskLines(one, 8)),
    })),
    tasks: written.filter(({ task }) => task.group === undefined).map((one) => taskLines(one, 4)),
    edges,
  };
  return { view, imports };
}

/** A folder as an absolute path, or relative to the folder of the DAG file. */
function rootOf(root: string): Code {
  if (root.startsWith("/")) return code`Path(${python.string(root)})`;
  const parts = root.split("/").filter((part) => part !== "." && part !== "");
  const up = parts.findIndex((part) => part !== "..");
  const [above, below] = up < 0 ? [parts.length, []] : [up, parts.slice(up)];
  const start = code`Path(__file__).resolve().parents[${python.number(String(above))}]`;
  return below.length === 0 ? start : code`${start} / ${python.string(below.join("/"))}`;
}

/** The dbt project of a pipeline, as a path below ROOT. */
function dbtProject({ destination }: BatchPipeline): Code {
  const adapter = adapterOf(destination);
  if (adapter === undefined) throw new Bug(`dbt has no adapter for ${destination.type}`);
  return pathOf("ROOT", dbtFolder(adapter));
}

/** A path below a folder that is a constant of the file: `DBT / "target" / "manifest.json"`. */
function pathOf(folder: string, path: string): Code {
  return join([raw(folder), ...path.split("/").map(python.string)], " / ");
}

interface Written {
  readonly task: DagTask;
  readonly variable: string;
  readonly operator: Operator;
}

/** `orders = BashOperator(...)`. A `noqa` comment is needed if the variable cannot have the name of its task. */
function taskLines({ task, variable, operator }: Written, indent: number): Code {
  const remark = variable === task.name ? undefined : "noqa: AIR001";
  return python.value(assignment(variable, operator.call(remark)), { indent });
}

function listsOf(operators: readonly Operator[]): readonly ListConstant[] {
  const lists = new Map(operators.flatMap((operator) => operator.lists).map((list) => [list.name, list]));
  return LISTS.flatMap((name) => lists.get(name) ?? []);
}

interface AssetVariable {
  readonly asset: Asset;
  readonly variable: string;
  readonly code: Code;
}

/** The assets that a DAG publishes or waits for, each as a constant. Other DAGs use the same asset names. */
function assetVariables(
  project: string,
  { steps, awaits, schedule }: BatchPipeline,
  { version, nameOf }: { readonly version: AirflowOptions["version"]; readonly nameOf: VariableNames },
): readonly AssetVariable[] {
  const published = steps.flatMap((step) => (step.kind === "publish" ? step.assets : []));
  const awaited = schedule === undefined ? awaits.filter((one) => !published.some((other) => isSame(one, other))) : [];
  return [...awaited, ...published].map((asset): AssetVariable => {
    const variable = nameOf(asset.name.toUpperCase());
    const folder = asset.kind === "model" ? "models/" : "";
    const name = `${project}.${folder.replace("/", ".")}${asset.name}`;
    const uri = `x-dex://${project}/${folder}${asset.name}`;
    const made =
      version === "3" ? shortCall("Asset", [keyword("name", name), keyword("uri", uri)]) : shortCall("Dataset", [uri]);
    return { asset, variable, code: python.value(assignment(variable, made)) };
  });
}

function isSame(one: Asset, other: Asset): boolean {
  return one.kind === other.kind && one.name === other.name;
}

interface DocSubject {
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly options: AirflowOptions;
  readonly running: RunningProject;
}

/** The documentation of the DAG, as Markdown. It ends with a line break, since Airflow reads a string that ends with ".md" as a file name. */
function docText(pipeline: BatchPipeline, { contracts, options, running }: DocSubject): string {
  const { description, steps, awaits, origin } = pipeline;
  const assets = steps.flatMap((step) => (step.kind === "publish" ? step.assets : []));
  const environment = environmentItems(pipeline, running);
  const reads =
    options.connections === "airflow"
      ? "Tasks read Airflow Connections, as these variables:"
      : "Tasks read from the environment of their worker:";
  const waits = pipeline.schedule === undefined && awaits.length > 0;
  const gated = steps.some(({ kind }) => kind === "gate" || kind === "freshness");
  return [
    ...(description === undefined ? [] : [markdown.text(description).text, ""]),
    ...(waits
      ? ["Runs when all of these have been published:", "", ...awaits.map((one) => item(one, contracts)), ""]
      : []),
    ...(assets.length > 0
      ? [
          gated ? "Publishes, once every check is green:" : "Publishes:",
          "",
          ...assets.map((one) => item(one, contracts)),
          "",
        ]
      : []),
    ...(environment.length > 0 ? [reads, "", ...environment, ""] : []),
    `Written down in ${markdown.code(origin.path).text}.`,
    "",
  ].join("\n");
}

function item({ kind, name }: Asset, contracts: ReadonlyMap<string, Contract>): string {
  const contract = kind === "contract" ? contracts.get(name) : undefined;
  const version = contract === undefined ? "" : ` ${markdown.code(contract.version).text}`;
  const about = contract?.description === undefined ? "" : `: ${markdown.text(contract.description).text}`;
  return `- ${markdown.code(name).text}${version}${about}`;
}

/** The target of the profile that Cosmos uses. Without one in the config, the environment selects it, as in the profile. */
function cosmosTarget({ destination }: BatchPipeline, { others, targets, target }: RunningProject): string | Code {
  const otherwise = targets?.targets[0].name;
  if (target !== undefined || otherwise === undefined) return targetOf(destination, others, target);
  const given = code`(os.environ.get(${python.string(targetVariable)}) or ${python.string(otherwise)})`;
  const other = otherWarehouse(destination, others);
  return other === undefined ? given : code`${given} + ${python.string(`_${other}`)}`;
}

function cosmosConstants(name: string, command: string, target: string | Code): readonly Code[] {
  const project = call("ProjectConfig", [
    ["dbt_project_path", raw("DBT")],
    ["manifest_path", pathOf("DBT", manifestFile)],
    ["project_name", name],
    ["install_dbt_deps", false],
  ]);
  const profile = call("ProfileConfig", [
    ["profile_name", name],
    ["target_name", target],
    ["profiles_yml_filepath", pathOf("DBT", profileFile)],
  ]);
  // Run the configured dbt in a separate process. By default, Cosmos calls a dbt that it can import, and leaves the DuckDB file open.
  const execution = call("ExecutionConfig", [
    ["dbt_executable_path", command.trim()],
    ["invocation_mode", raw("InvocationMode.SUBPROCESS")],
  ]);
  return [
    python.value(assignment("PROJECT", project)),
    python.value(assignment("PROFILE", profile)),
    python.value(assignment("EXECUTION", execution)),
  ];
}
