import { version } from "../../host/build.ts";
import type { DatasetResult, RunResult } from "../../quality/result.ts";
import { countStatuses } from "../../quality/result.ts";
import type { CommandContext } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { exit, exitCodeFor } from "../exit-code.ts";
import { findingsOf, printDiagnostics } from "../print-diagnostics.ts";
import { usageError } from "../usage-error.ts";
import { type Chosen, chooseContract, nameOfFile } from "../validate/contract.ts";
import { openFiles } from "../validate/data.ts";
import { filterOf } from "../validate/filter.ts";
import { validateOptions, wholeNumber } from "../validate/options.ts";
import { chosenChecks, openReferences } from "../validate/request.ts";
import { type FileRun, runFiles } from "../validate/run-files.ts";

type Context = CommandContext<typeof validateOptions>;

/** `dex validate`. */
export const command = defineCommand({
  help: "Checks data against its contract, and shows the rows that violate it.\nExit codes: 5 if a check fails, 6 if the engine fails.",
  options: validateOptions,
  run: async (context) => {
    const { input, schema } = context.options;
    if (input === undefined) return usageError(context, "dex validate needs data: --input FILE.");
    const choice = await chooseContract(context, { schema, name: nameOfFile(input) });
    if ("problem" in choice) return usageError(context, choice.problem);
    if ("findings" in choice) {
      await printDiagnostics(findingsOf(choice.findings), "pretty", context);
      return exitCodeFor(choice.findings.diagnostics);
    }
    const startedAt = new Date();
    const run = await runOf(context, choice, input);
    if ("problem" in run) return usageError(context, run.problem);
    context.terminal.progress(`checking ${input}`);
    const result = await runFiles(run);
    if ("problem" in result) {
      context.terminal.err(`dex: ${result.problem}\n`);
      return result.isEngine ? exit.engineFailed : exit.checksFailed;
    }
    return await report(context, result, startedAt);
  },
});

/** What to check, by the options of the command. */
async function runOf(
  context: Context,
  { contract, ir }: Chosen,
  input: string,
): Promise<FileRun | { problem: string }> {
  const { options } = context;
  const samples = wholeNumber("samples", options.samples, { otherwise: 5, least: 0 });
  const memory = wholeNumber("memory", options.memory, { otherwise: 512, least: 64 });
  const timeout = wholeNumber("timeout", options.timeout, { otherwise: 600, least: 1 });
  for (const number of [samples, memory, timeout]) if (typeof number !== "number") return number;
  const selection = chosenChecks(options, contract);
  if ("problem" in selection) return selection;
  const filter = options.where === undefined ? undefined : filterOf(options.where, contract);
  if (filter !== undefined && "problem" in filter) return filter;
  const files = await openFiles(context, input);
  if ("problem" in files) return files;
  const references = await openReferences(context, options, ir);
  if ("problem" in references) return references;
  return {
    input: { contract, files, name: input },
    references,
    assertions: selection.chosen,
    ...(filter && { filter }),
    samples: Number(samples),
    memory: Number(memory),
    timeout: Number(timeout),
    allowsEmpty: options["allow-empty"],
  };
}

async function report(context: Context, dataset: DatasetResult, startedAt: Date): Promise<number> {
  const result: RunResult = {
    version: version(),
    run: startedAt.toISOString(),
    startedAt: startedAt.toISOString(),
    duration: Date.now() - startedAt.getTime(),
    datasets: [dataset],
  };
  context.terminal.out(`${JSON.stringify(result, null, 2)}\n`);
  const counts = countStatuses(dataset.checks);
  if (counts.fail > 0) return exit.checksFailed;
  return counts.error > 0 ? exit.engineFailed : exit.done;
}
