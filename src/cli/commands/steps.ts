import { didYouMean } from "../../diagnostics/suggest.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import { runningProject } from "../../running/run.ts";
import { shellSteps } from "../../running/shell.ts";
import type { BaseContext } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { exit } from "../exit-code.ts";
import { shellWord } from "../shell-word.ts";
import { usageError } from "../usage-error.ts";
import { type CompiledProject, withIr } from "../with-ir.ts";

/** `dex steps [PIPELINE]`. */
export const command = defineCommand({
  help: "Prints the shell commands of a run of a pipeline, in order, for a run without an orchestrator: dex steps daily_orders | sh",
  options: {
    "full-refresh": { type: "boolean", help: "load all rows again, and build all models from them" },
  },
  operands: "[PIPELINE]",
  run: (context) =>
    withIr(context, (project) => {
      const [name, ...more] = context.operands;
      if (more.length > 0) return usageError(context, "Give one pipeline: dex steps daily_orders.");
      const pipeline = chosen(project, name, context);
      if (typeof pipeline === "number") return pipeline;
      context.terminal.out(script(pipeline, project, context.options["full-refresh"]));
      return exit.done;
    }),
});

/** The pipeline of that name, or the only one; otherwise the exit code. */
function chosen(
  { ir }: CompiledProject,
  name: string | undefined,
  context: Pick<BaseContext, "terminal">,
): BatchPipeline | number {
  const pipelines = ir.pipelines.filter((one) => one.kind === "batch");
  const names = pipelines.map((one) => one.name);
  const [first, second] = pipelines;
  if (first === undefined) return usageError(context, "The project has no batch pipeline.");
  if (name === undefined && second === undefined) return first;
  if (name === undefined)
    return usageError(context, `Name one of the pipelines: ${names.map((one) => `dex steps ${one}`).join(", or ")}.`);
  const found = pipelines.find((one) => one.name === name);
  return found ?? usageError(context, `There is no batch pipeline "${name}".${didYouMean(name, names)}`);
}

function script(pipeline: BatchPipeline, { ir, config, files }: CompiledProject, fullRefresh: boolean): string {
  const written = new Set(files.map(({ path }) => path));
  const lines = shellSteps(pipeline, runningProject(ir), { fullRefresh }).map(({ command: { tool }, line, needs }) =>
    written.has(needs) ? line : `# The config has no emitter ${tool}, for: ${line}`,
  );
  const tasks = pipeline.steps
    .filter(({ kind }) => kind === "task")
    .map(({ id }) => `# The task ${id} has no command.`);
  return `${["set -eu", `cd ${shellWord(config.out)}`, ...lines, ...tasks].join("\n")}\n`;
}
