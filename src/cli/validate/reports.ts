import { appendLines } from "../../host/append-lines.ts";
import { nodeHost } from "../../host/node.ts";
import { type Replacement, replaceFiles } from "../../host/replace-files.ts";
import { absolutePath, splitPath } from "../../host/split-path.ts";
import type { Contract } from "../../ir/contract.ts";
import { locateOrigins } from "../../parse/locate.ts";
import { type ReportName, reports } from "../../quality/report/index.ts";
import type { DatasetResult, RunResult } from "../../quality/result.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { BaseContext } from "../command.ts";
import type { ValidateOptions } from "./options.ts";

/** The format of a report by the extension of its file. */
const BY_EXTENSION: Readonly<Record<string, ReportName>> = {
  ".json": "json",
  ".xml": "junit",
  ".sarif": "sarif",
  ".md": "markdown",
  ".prom": "prometheus",
  ".html": "html",
};

/** A report, and the file that it goes to. */
export interface ReportFile {
  readonly path: string;
  readonly name: ReportName;
}

/** The reports that `--output` and `--metrics` name, or what is wrong with a name. */
export function reportFiles({
  output,
  metrics,
  history,
  dashboard,
}: ValidateOptions): readonly ReportFile[] | { readonly problem: string } {
  if (dashboard !== undefined && history === undefined)
    return { problem: "--dashboard needs the history to show: --history FILE." };
  const files: ReportFile[] = metrics === undefined ? [] : [{ path: metrics, name: "prometheus" }];
  for (const path of output) {
    const name = BY_EXTENSION[/\.[a-z]+$/i.exec(path)?.[0].toLowerCase() ?? ""];
    if (name === undefined)
      return { problem: `--output ${path} has no extension of a report: ${Object.keys(BY_EXTENSION).join(", ")}.` };
    files.push({ path, name });
  }
  return files;
}

/** Writes reports, all of them or none. */
export async function writeReports(run: RunResult, files: readonly ReportFile[], cwd: string): Promise<void> {
  const replacements: Replacement[] = [];
  for (const { path, name } of files) {
    const { folder, file } = splitPath(cwd, path);
    const report = await reports[name]();
    replacements.push({ host: nodeHost(folder), path: file, text: report(run, { colour: false }) });
  }
  await replaceFiles(replacements);
}

/** Appends the run to the history of the options, and writes the dashboard over it. */
export async function keepHistory(run: RunResult, { history, dashboard }: ValidateOptions, cwd: string): Promise<void> {
  if (history === undefined) return;
  const { historyLines, readHistory } = await import("../../quality/history.ts");
  const lines = await appendLines(absolutePath(cwd, history), historyLines(run));
  if (dashboard === undefined) return;
  const page = await import("../../quality/report/dashboard.ts");
  const { folder, file } = splitPath(cwd, dashboard);
  await replaceFiles([{ host: nodeHost(folder), path: file, text: page.dashboard(readHistory(lines)) }]);
}

/** Prints the result in the format of the options. */
export async function printReport(
  run: RunResult,
  { format }: ValidateOptions,
  { terminal }: BaseContext,
): Promise<void> {
  const name = format ?? (terminal.github ? "github" : "pretty");
  const report = await reports[name === "pretty" ? "terminal" : name]();
  const text = report(run, {
    colour: terminal.colour.out,
    ...(terminal.width !== undefined && { width: terminal.width }),
  });
  terminal.out(text);
  // The commands of GitHub are for its pages. The log is for people.
  if (format === undefined && name === "github")
    terminal.out((await reports.terminal())(run, { colour: terminal.colour.out }));
}

/** The result with the line of each assertion in its document. */
export function withLines(result: DatasetResult, { dataset }: Contract, files: readonly SourceFile[]): DatasetResult {
  const origins = new Map(dataset.assertions.map(({ id, origin }) => [id, origin]));
  const spans = locateOrigins([...origins.values()], files);
  const lines = new Map([...origins.keys()].map((id, index) => [id, spans[index]?.start.line]));
  const checks = result.checks.map((check) => {
    const line = lines.get(check.id);
    return check.origin === undefined || line === undefined ? check : { ...check, origin: { ...check.origin, line } };
  });
  return { ...result, checks };
}
