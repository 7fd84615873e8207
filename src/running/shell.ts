import type { BatchPipeline, Step } from "../ir/pipeline.ts";
import * as shell from "../text/quote/shell.ts";
import { type Argument, type Command, programs } from "./command.ts";
import { auditTargetPath, projectFile } from "./dbt.ts";
import { extractCommand } from "./dlt.ts";
import { commandOf, type RunningProject } from "./run.ts";

/** A command of a run by hand: the steps that it runs, and its line for a POSIX shell in the output folder. */
export interface ShellStep {
  readonly steps: readonly string[];
  readonly command: Command;
  /** The generated file without which the command cannot run, below the output folder. */
  readonly needs: string;
  readonly line: string;
}

/** The commands of a run of a pipeline, in order. The tables of the extract are one command, and so are the models of a stage. Tasks have none. */
export function shellSteps(
  pipeline: BatchPipeline,
  project: RunningProject,
  { fullRefresh }: { readonly fullRefresh: boolean },
): readonly ShellStep[] {
  return grouped(pipeline.steps).flatMap((steps) => {
    const [first] = steps;
    const command =
      first.kind === "extract" ? extractCommand(pipeline, undefined, project) : commandOf(steps, pipeline, project);
    if (command === undefined) return [];
    return [
      { steps: steps.map(({ id }) => id), command, needs: neededFile(command), line: lineOf(command, fullRefresh) },
    ];
  });
}

const TOGETHER: readonly Step["kind"][] = ["extract", "staging", "model"];

function grouped(steps: readonly Step[]): readonly (readonly [Step, ...Step[]])[] {
  const groups: [Step, ...Step[]][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.[0].kind === step.kind && TOGETHER.includes(step.kind)) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

function neededFile({ tool, arguments: [script], folder }: Command): string {
  return tool === "dbt" || typeof script !== "string" ? `${folder}/${projectFile}` : script;
}

function lineOf({ tool, arguments: all, folder }: Command, isFull: boolean): string {
  // With other variables, dbt would parse the whole project again.
  const target = tool === "dbt" && all.includes("--vars") ? ["--target-path", auditTargetPath] : [];
  const words = [...all, ...target].flatMap((argument) => wordsOf(argument, isFull));
  const line = [programs[tool], ...words].join(" ");
  return folder === "" ? line : `(cd ${wordOf(folder)} && ${line})`;
}

function wordsOf(argument: Argument, isFull: boolean): readonly string[] {
  if (typeof argument === "string") return [wordOf(argument)];
  switch (argument.kind) {
    case "list":
      return argument.words.flatMap((one) => [...(argument.flag === undefined ? [] : [argument.flag]), wordOf(one)]);
    case "variable": {
      const { name, otherwise, suffix = "" } = argument;
      return [otherwise === undefined ? `"$${name}"` : `"\${${name}:-${otherwise}}${suffix}"`];
    }
    case "full-refresh":
      return isFull ? [argument.flag] : [];
  }
}

/** A shell word. A flag may begin with a hyphen. */
function wordOf(text: string): string {
  return /^-[\w./:=,+-]*$/.test(text) ? text : shell.word(text).text;
}
