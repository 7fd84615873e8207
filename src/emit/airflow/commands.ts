import type { BatchPipeline, Step } from "../../ir/pipeline.ts";
import { Code, code } from "../../text/quote/code.ts";
import * as python from "../../text/quote/python.ts";
import * as shell from "../../text/quote/shell.ts";
import { sourceSelectors, type TablesByContract } from "../source-tables.ts";
import type { AirflowOptions } from "./options.ts";
import type { DagTask } from "./plan.ts";
import { REACH } from "./types.ts";

/** What commands are made for. `contracts` are the names of all contracts of the project. */
export interface CommandContext {
  readonly pipeline: BatchPipeline;
  readonly options: AirflowOptions;
  readonly contracts: readonly string[];
  /** The source tables that dbt reads. */
  readonly tables: TablesByContract;
}

/** A list of words that a command names, as a constant of the file. */
export interface WordList {
  readonly name: string;
  readonly words: readonly string[];
  /** What stands between two of them; a blank when left out. */
  readonly between?: string;
  /** Whether they have to be quoted for the shell. */
  readonly quoted?: boolean;
}

/** A command of a shell: Python expressions that are put one after another, the lists they name, and where it runs. */
export interface Command {
  readonly parts: readonly Code[];
  readonly lists: readonly WordList[];
  readonly folder: "ROOT" | "DBT";
}

/** Names longer than this stand in a list of their own. */
const SHORT = 60;

/** The command of a task, or undefined where a task has none. */
export function commandOf({ steps, name }: DagTask, context: CommandContext): Command | undefined {
  const [step] = steps;
  switch (step.kind) {
    case "extract":
      return extractCommand(step, context);
    case "staging":
    case "model":
      return buildCommand(steps, name, context);
    case "freshness":
      return freshnessCommand(step, context);
    case "gate":
      return step.engine === "dbt" ? testCommand(step, context) : suitesCommand(step, context);
    case "publish":
    case "task":
      return undefined;
  }
}

function extractCommand({ contract }: Extract<Step, { kind: "extract" }>, context: CommandContext): Command {
  const { pipeline, options } = context;
  const script = shell.word(`extract/${pipeline.name}.py`);
  const table = contract === undefined ? "" : ` --table ${shell.word(contract).text}`;
  const text = `${words(options.commands.extract)} ${script.text}${table}`;
  return { parts: [python.string(text), FULL_REFRESH], lists: [], folder: "ROOT" };
}

/** The flag that a run is started with to load and build everything anew. */
const FULL_REFRESH = Code.trusted("FULL_REFRESH");

/** Builds staging views, or models with the snapshots under them; tests are the gates' business. */
function buildCommand(steps: readonly Step[], name: string, { pipeline, options }: CommandContext): Command {
  const relations = relationsOf(steps, pipeline);
  const staging = steps[0]?.kind === "staging";
  const verb = relations.length > steps.length ? "build --resource-type model --resource-type snapshot" : "run";
  const start = `${words(options.commands.dbt)} ${verb} --select `;
  const end = staging ? [] : [FULL_REFRESH];
  return { ...listed(start, { name: name.toUpperCase(), words: relations }, end), folder: "DBT" };
}

/** What dbt builds in steps: their models, each after the snapshot under it. */
export function relationsOf(steps: readonly Step[], { models }: Pick<BatchPipeline, "models">): readonly string[] {
  return steps.flatMap((step) => {
    if (step.kind !== "staging" && step.kind !== "model") return [];
    // A staging model may be another pipeline's.
    const model = models.find(({ name }) => name === step.model);
    return [...(model?.snapshot !== undefined ? [model.snapshot] : []), step.model];
  });
}

function freshnessCommand({ contracts }: Extract<Step, { kind: "freshness" }>, context: CommandContext): Command {
  const { pipeline, options, tables } = context;
  const selected = sourceSelectors(contracts, pipeline, tables);
  const start = `${words(options.commands.dbt)} source freshness --select `;
  return { ...listed(start, { name: "SOURCES", words: selected }, []), folder: "DBT" };
}

/**
 * Runs the tests of the contracts, and those that models have of their own. dbt's tests are named after the promises, so names choose them:
 * choosing by model would also run the tests of models that only refer to it, which may not be built yet.
 */
function testCommand(step: Extract<Step, { kind: "gate" }>, { pipeline, options, contracts }: CommandContext): Command {
  const tested = pipeline.models.filter(({ hasOwnTests, name }) => hasOwnTests === true && step.models.includes(name));
  const names = [...new Set([...step.contracts, ...tested.map(({ name }) => name)])];
  const others = contracts.filter(
    (other) => !names.includes(other) && names.some((name) => other.startsWith(`${name}__`)),
  );
  const pattern = (name: string) => `${name}__*`;
  const start = `${words(options.commands.dbt)} test --indirect-selection empty --select `;
  const command = listed(start, { name: "TESTS", words: names.map(pattern), quoted: true }, []);
  if (others.length === 0) return { ...command, folder: "DBT" };
  const excluded = listed(" --exclude ", { name: "OTHER_TESTS", words: others.map(pattern), quoted: true }, []);
  return {
    parts: [...command.parts, ...excluded.parts],
    lists: [...command.lists, ...excluded.lists],
    folder: "DBT",
  };
}

/** Runs the suites of the contracts. */
function suitesCommand(step: Extract<Step, { kind: "gate" }>, { pipeline, options }: CommandContext): Command {
  const reach = REACH[pipeline.destination.type].greatExpectations ?? "";
  const start = `${words(options.commands.greatExpectations)} great-expectations/run_suites.py ${reach} --suite `;
  const list = { name: "SUITES", words: step.contracts, between: " --suite " };
  return { ...listed(start, list, []), folder: "ROOT" };
}

/** A command that ends in words: in its text where they are few, else from a list of the file. */
function listed(start: string, list: WordList, end: readonly Code[]): Pick<Command, "parts" | "lists"> {
  const { name, words: all, between = " ", quoted = false } = list;
  const flat = all.map((word) => shell.word(word).text).join(between);
  if (flat.length <= SHORT) return { parts: [python.string(start + flat), ...end], lists: [] };
  const joined = quoted
    ? code`shlex.join(${Code.trusted(name)})`
    : code`${python.string(between)}.join(${Code.trusted(name)})`;
  return { parts: [python.string(start), joined, ...end], lists: [list] };
}

/** The words of a command of the config, each quoted for the shell where it has to be. A flag is one, so it may begin with a dash. */
function words(command: string): string {
  const written = command
    .trim()
    .split(/\s+/)
    .map((word) => (/^-[\w./:=,+-]*$/.test(word) ? word : shell.word(word).text));
  return written.join(" ");
}
