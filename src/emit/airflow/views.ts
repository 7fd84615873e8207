import type { Contract } from "../../ir/contract.ts";
import type { Asset, BatchPipeline } from "../../ir/pipeline.ts";
import { fullRefresh, listNames } from "../../running/command.ts";
import { dbtFolder, hasQuarantine, manifestFile, profileFile } from "../../running/dbt.ts";
import { adapterOf, otherWarehouse, targetOf } from "../../running/dbt-profile.ts";
import type { DuckdbFiles } from "../../running/duckdb.ts";
import { type IntervalUse, intervalUse, isBackfillable } from "../../running/interval.ts";
import { type RunningProject, toolsOf } from "../../running/run.ts";
import { targetVariable } from "../../running/target.ts";
import { Bug } from "../../text/bug.ts";
import { type Code, code, join } from "../../text/quote/code.ts";
import * as python from "../../text/quote/python.ts";
import { header } from "../header.ts";
import type { View } from "../render.ts";
import { assetVariables, isSame } from "./assets.ts";
import type { ListConstant } from "./commands.ts";
import { connectionConstants } from "./connections.ts";
import { dagArguments } from "./dag-arguments.ts";
import { docText } from "./documentation.ts";
import { edgeLines, firstLine } from "./edges.ts";
import { type Imported, importedNames, importLines } from "./imports.ts";
import { assignment, call, raw } from "./layout.ts";
import { variableNames } from "./names.ts";
import { needsOf } from "./needs.ts";
import { noticeClasses, type Operator } from "./operator.ts";
import { operatorOf } from "./operators.ts";
import type { AirflowOptions } from "./options.ts";
import { type DagTask, planTasks } from "./plan.ts";
import {
  dbtEnvironment,
  environmentConstants,
  intervalEnvironment,
  runEnvironment,
  scratchFolder,
} from "./task-environment.ts";
import { hasTurn, turnId, turnView } from "./turn.ts";
import type { Group } from "./types.ts";

/** The view of a DAG file, and the imports of the file. */
export interface DagView {
  readonly view: { readonly [key: string]: View };
  readonly imports: ReadonlySet<Imported>;
}

/** The names that a DAG file defines besides its tasks and assets. */
const OWN = [
  ...environmentConstants,
  "ROOT",
  "DBT",
  "SCRATCH",
  "DOC",
  "FULL_REFRESH",
  "PROJECT",
  "PROFILE",
  "EXECUTION",
  "dag",
];
const LISTS = listNames.map((name) => name.toUpperCase());
const GROUP_ORDER: readonly Group[] = ["extract", "staging", "models", "quality"];

/** The settings that all DAGs of a project share. */
export interface Project {
  readonly name: string;
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly running: RunningProject;
  readonly files: DuckdbFiles;
}

/** All parts of a DAG file. */
export function dagView(project: Project, pipeline: BatchPipeline, options: AirflowOptions): DagView {
  const { contracts, running, files } = project;
  const contractOf = (name: string) => contracts.get(name);
  const interval = intervalUse(pipeline, contractOf);
  const isOwnInterval = isBackfillable(pipeline, interval);
  const tasks = planTasks(pipeline, options.dbt);
  const turn = hasTurn(pipeline, { interval, options }) ? turnId(tasks) : undefined;
  const groups = GROUP_ORDER.filter((group) => tasks.some((task) => task.group === group));
  const nameOf = variableNames([...OWN, ...noticeClasses, ...LISTS, ...importedNames, ...groups]);
  const turnVariable = turn === undefined ? undefined : nameOf(turn);
  const assets = assetVariables(project.name, pipeline, { version: options.version, nameOf, contracts });
  const assetOf = (asset: Asset) => raw(assets.find((one) => isSame(one.asset, asset))?.variable ?? "");
  const ownInterval = isOwnInterval ? interval : undefined;
  const environment = environmentsOf(project, pipeline, { options, interval: ownInterval });
  const constants = new Set(environment.map(({ name }) => name));
  const context = { pipeline, options, assetOf, project: running, files, constants, contractOf };
  const written = tasks.map((task) => ({ task, variable: nameOf(task.name), operator: operatorOf(task, context) }));
  const operators = written.map(({ operator }) => operator);
  const refreshes = tasks.some(({ steps: [{ kind }] }) => kind === "extract" || kind === "model");
  const awaited = pipeline.schedule === undefined ? pipeline.awaits.map(assetOf) : [];
  const dag = dagArguments({ pipeline, options, contractOf, awaited, refreshes, isBackfillable: isOwnInterval });
  const usesDbt = operators.some(({ folder }) => folder === "DBT");
  const cosmos = operators.some(({ imports }) => imports.includes("DbtTaskGroup"));
  const needed = importsOf({ pipeline, options, running }, operators, {
    hasTurn: turn !== undefined,
    hasGroups: groups.length > 0,
    hasAssets: assets.length > 0,
  });
  const imports = new Set<Imported>([...dag.imports, ...needed]);
  const view = {
    header: code`# ${header([pipeline.origin], "the specs")}`,
    docstring: python.docstring(`The pipeline ${pipeline.name}.`, 0),
    imports: importLines(imports, options.version).map(raw),
    root: rootOf(options.root ?? "../.."),
    usesDbt,
    dbt: usesDbt ? dbtProject(pipeline) : python.none,
    scratch: constants.has("DBT_ENV")
      ? python.value(assignment("SCRATCH", scratchFolder(project.name, pipeline, options)))
      : undefined,
    // Cosmos has a separate argument for it.
    refreshes: operators.some((operator) => operator.refreshes === true),
    fullRefresh: python.string(`{{ ' ${fullRefresh.flag}' if params.full_refresh else '' }}`),
    lists: listsOf(operators).map(({ name, words }) => python.value(assignment(name, words))),
    assets: assets.map(({ code: text }) => text),
    cosmos: cosmos ? cosmosConstants(project.name, options.commands.dbt, cosmosTarget(pipeline, running)) : [],
    environment: environment.map(({ value }) => python.value(value)),
    notices: noticesIn(operators),
    turn: turn === undefined ? undefined : turnView(pipeline, turn, turnVariable ?? turn),
    doc: docOf(pipeline, { project, options, interval }),
    dag: python.value(call("DAG", dag.given)),
    groups: groups.map((group) => ({
      open: code`TaskGroup(group_id=${python.string(group)}) as ${raw(group)}`,
      tasks: written.filter(({ task }) => task.group === group).map((one) => taskLines(one, 8)),
    })),
    tasks: written.filter(({ task }) => task.group === undefined).map((one) => taskLines(one, 4)),
    edges: edgesOf(written, turnVariable),
  };
  return { view, imports };
}

function docOf(
  pipeline: BatchPipeline,
  subject: { readonly project: Project; readonly options: AirflowOptions; readonly interval: IntervalUse },
): Code {
  const { project, options, interval } = subject;
  const { contracts, running, files } = project;
  const needs = needsOf(pipeline, { options, files, interval });
  return python.longString(docText(pipeline, { contracts, options, running, interval, needs }));
}

/** The lines with the order of the tasks. The task that waits for other runs is before all of them. */
function edgesOf(written: readonly Written[], turn: string | undefined): readonly Code[] {
  const tasks = written.map(({ task }) => task);
  const variableOf = new Map(written.map(({ task, variable }) => [task.id, variable]));
  const variables = { ofTask: (id: string) => variableOf.get(id) ?? id, ofGroup: (group: string) => group };
  const first = turn === undefined ? [] : [firstLine(`${turn}()`, tasks, variables)];
  return [...first, ...edgeLines(tasks, variables)];
}

interface FileSubject {
  readonly pipeline: BatchPipeline;
  readonly options: AirflowOptions;
  readonly running: RunningProject;
}

/** The imports of a DAG file, apart from those of the arguments of the DAG. */
function importsOf(
  { pipeline, options, running }: FileSubject,
  operators: readonly Operator[],
  has: { readonly hasTurn: boolean; readonly hasGroups: boolean; readonly hasAssets: boolean },
): readonly Imported[] {
  const usesDbt = toolsOf(pipeline).includes("dbt");
  const cosmos = operators.some(({ imports }) => imports.includes("DbtTaskGroup"));
  const readsTarget = cosmos && running.targets !== undefined && running.target === undefined;
  return [
    "Path",
    ...operators.flatMap((operator) => operator.imports),
    ...(usesDbt && options.scratch === undefined ? (["gettempdir"] as const) : []),
    ...(has.hasTurn ? (["task", "Variable", "timedelta"] as const) : []),
    ...(has.hasGroups ? (["TaskGroup"] as const) : []),
    ...(has.hasAssets ? [options.version === "2" ? ("Dataset" as const) : ("Asset" as const)] : []),
    ...(cosmos ? (["ProjectConfig", "ProfileConfig", "ExecutionConfig", "InvocationMode"] as const) : []),
    ...(readsTarget ? (["os"] as const) : []),
  ];
}

/** The constants of the file with variables for tasks. */
function environmentsOf(
  { running }: Project,
  pipeline: BatchPipeline,
  { options, interval }: { readonly options: AirflowOptions; readonly interval: IntervalUse | undefined },
) {
  const usesDbt = toolsOf(pipeline).includes("dbt");
  return [
    ...(usesDbt ? [{ name: "DBT_ENV" as const, value: dbtEnvironment(options) }] : []),
    ...(usesDbt && hasQuarantine(pipeline.steps) ? [{ name: "RUN_ENV" as const, value: runEnvironment() }] : []),
    ...(interval ? [{ name: "INTERVAL_ENV" as const, value: intervalEnvironment(pipeline, interval) }] : []),
    ...(options.connections === "airflow" ? connectionConstants(pipeline, running) : []),
  ];
}

/** The kinds of notification whose classes the file defines. */
function noticesIn(operators: readonly Operator[]) {
  const found = new Set(operators.flatMap(({ notice }) => notice ?? []));
  return found.size === 0 ? undefined : { slack: found.has("slack"), email: found.has("email") };
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
