import { dialects } from "../../dialect/registry.ts";
import { version } from "../../host/build.ts";
import { absolutePath } from "../../host/split-path.ts";
import type { Contract } from "../../ir/contract.ts";
import type { DatasetResult, RunResult } from "../../quality/result.ts";
import { countStatuses } from "../../quality/result.ts";
import type { CommandContext } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { exit, exitCodeFor } from "../exit-code.ts";
import { findingsOf, printDiagnostics } from "../print-diagnostics.ts";
import { usageError } from "../usage-error.ts";
import { openBaseline, withBaseline } from "../validate/baseline.ts";
import { type Chosen, chooseContract, nameOfFile } from "../validate/contract.ts";
import { openFiles } from "../validate/data.ts";
import { type Database, databaseOf } from "../validate/database.ts";
import { filterOf } from "../validate/filter.ts";
import type { Limits, NoResult } from "../validate/limits.ts";
import { validateOptions, wholeNumber } from "../validate/options.ts";
import {
  keepHistory,
  printReport,
  type ReportFile,
  reportFiles,
  withLines,
  writeReports,
} from "../validate/reports.ts";
import { chosenChecks, openReferences } from "../validate/request.ts";
import { runFiles } from "../validate/run-files.ts";
import { runTable } from "../validate/run-table.ts";

type Context = CommandContext<typeof validateOptions>;

/** `dex validate`. */
export const command = defineCommand({
  help: "Checks data against its contract, and shows the rows that violate it.\nExit codes: 5 if a check fails, 6 if the engine fails.",
  options: validateOptions,
  run: async (context) => {
    const { input, table, schema } = context.options;
    const name = table ?? (input === undefined ? undefined : nameOfFile(input));
    if (name === undefined) return usageError(context, "dex validate needs data: --input FILE, or --table NAME.");
    const files = reportFiles(context.options);
    if ("problem" in files) return usageError(context, files.problem);
    const baseline = await openBaseline(context.options, context.cwd);
    if (baseline !== undefined && "problem" in baseline) return usageError(context, baseline.problem);
    const choice = await chooseContract(context, { schema, name });
    if ("problem" in choice) return usageError(context, choice.problem);
    if ("findings" in choice) {
      await printDiagnostics(findingsOf(choice.findings), "pretty", context);
      return exitCodeFor(choice.findings.diagnostics);
    }
    const startedAt = new Date();
    context.terminal.progress(`checking ${name}`);
    const result = await check(context, choice);
    if (!("problem" in result)) {
      const lined = withLines(result, choice.contract, choice.files);
      const compared = baseline === undefined ? lined : await withBaseline(lined, baseline, context);
      return await report(context, { result: compared, files, startedAt });
    }
    context.terminal.err(`dex: ${result.problem}\n`);
    return { options: exit.usage, data: exit.checksFailed, engine: exit.engineFailed }[result.at];
  },
});

/** Runs the checks. Returns the problem if that is not possible. */
async function check(context: Context, { contract, ir }: Chosen): Promise<DatasetResult | NoResult> {
  const { options } = context;
  const database = options.table === undefined ? undefined : databaseOf(context, { ir, contract });
  if (database !== undefined && "problem" in database) return { ...database, at: "options" };
  const limits = limitsOf(context, contract, database);
  if ("problem" in limits) return { ...limits, at: "options" };
  if (database !== undefined && options.table !== undefined)
    return await runTable({ ...limits, contract, ir, database, table: options.table }, context);
  const files = await openFiles(context, options.input ?? "");
  if ("problem" in files) return files;
  const references = await openReferences(context, options, ir);
  if ("problem" in references) return references;
  return await runFiles({ ...limits, input: { contract, files, name: options.input ?? "" }, references });
}

/** What to check, and within which limits. Prints which words of `--checks` select nothing. */
function limitsOf(
  { options, cwd, terminal }: Context,
  contract: Contract,
  database: Database | undefined,
): Limits | { readonly problem: string } {
  const samples = wholeNumber("samples", options.samples, { otherwise: 5, least: 0 });
  const memory = wholeNumber("memory", options.memory, { otherwise: 512, least: 64 });
  const timeout = wholeNumber("timeout", options.timeout, { otherwise: 600, least: 1 });
  for (const number of [samples, memory, timeout]) if (typeof number !== "number") return number;
  const selection = chosenChecks(options, contract);
  if ("problem" in selection) return selection;
  const filter = filterOf(options.where, contract, dialects[database?.engine ?? "duckdb"]);
  if (filter !== undefined && "problem" in filter) return filter;
  const failedRows = failedRowsOf(options["failed-rows"], database);
  if (failedRows !== undefined && "problem" in failedRows) return failedRows;
  if (selection.absent.length > 0)
    terminal.err(`dex: ${contract.name} has no check of ${selection.absent.join(", ")}.\n`);
  return {
    assertions: selection.chosen,
    samples: Number(samples),
    memory: Number(memory),
    timeout: Number(timeout),
    allowsEmpty: options["allow-empty"],
    ...(filter && { filter }),
    ...(failedRows && { failedRows: absolutePath(cwd, failedRows.path) }),
  };
}

/** The file of `--failed-rows`. */
function failedRowsOf(
  path: string | undefined,
  database: Database | undefined,
): { readonly path: string } | { readonly problem: string } | undefined {
  if (path === undefined) return undefined;
  if (database?.engine === "postgres")
    return { problem: "--failed-rows cannot copy rows out of PostgreSQL. Remove it, or check a file." };
  return /\.(csv|parquet)$/.test(path)
    ? { path }
    : {
        problem: `--failed-rows ${path} has no extension that dex writes. Write a name that ends with .parquet or .csv.`,
      };
}

interface Finished {
  readonly result: DatasetResult;
  readonly files: readonly ReportFile[];
  readonly startedAt: Date;
}

/** Prints and writes the result; returns the exit code. */
async function report(context: Context, { result: dataset, files, startedAt }: Finished): Promise<number> {
  const result: RunResult = {
    version: version(),
    run: startedAt.toISOString(),
    startedAt: startedAt.toISOString(),
    duration: Date.now() - startedAt.getTime(),
    datasets: [dataset],
  };
  await writeReports(result, files, context.cwd);
  await keepHistory(result, context.options, context.cwd);
  await printReport(result, context.options, context);
  const counts = countStatuses(dataset.checks);
  if (counts.fail > 0) return exit.checksFailed;
  return counts.error > 0 ? exit.engineFailed : exit.done;
}
