import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { EmittedFile } from "../../../src/emit/emitter.ts";
import { type Ended, run } from "../command.ts";
import type { Environment } from "../environments/environment.ts";

/** An expectation as the runner reports it. */
interface Finding {
  readonly assertion: string;
  readonly type: string;
  readonly severity: "critical" | "warning" | "info";
  readonly success: boolean;
  readonly result: { readonly unexpected_count?: number; readonly observed_value?: unknown };
  /** The rows that fail, by the columns that are shown of them; or what was found of the table. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly error: string | null;
}

/** What a run reports. */
export interface Report {
  readonly exit_code: number;
  readonly suites: readonly {
    readonly suite: string;
    readonly success: boolean;
    readonly error?: string;
    readonly expectations: readonly Finding[];
    /** The rows that dbt has moved out of the table. */
    readonly quarantine?: { readonly rows: number; readonly assertions: Readonly<Record<string, number>> };
  }[];
}

/** A run of the runner, and what it wrote. */
export type RunnerRun = Ended & { readonly report: Report | undefined };

/** What a run is given besides its arguments. */
export interface RunnerSetting {
  readonly gx: Environment;
  /** The folder that holds the generated files, and takes the result. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Writes emitted files below a folder. */
export function writeFiles(files: readonly EmittedFile[], folder: string): void {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

let runs = 0;

/** Runs suites as a user does. */
export async function runSuites(words: readonly string[], { gx, folder, env = {} }: RunnerSetting): Promise<RunnerRun> {
  const result = join(folder, `result-${++runs}.json`);
  const script = join(folder, "great-expectations", "run_suites.py");
  const ended = await run(gx.python, [script, ...words, "--result", result], { cwd: folder, env });
  return { ...ended, report: readReport(result) };
}

function readReport(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Report;
  } catch (error) {
    // Without a run there is no report.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The findings of all suites that failed, by assertion; a broken run is told as one. */
export function failures({ report, stderr, stdout }: RunnerRun): Readonly<Record<string, string>> {
  if (report === undefined) return { "no report": `${stdout}${stderr}` };
  const broken = report.suites.flatMap(({ suite, error }) => (error === undefined ? [] : [[suite, error]]));
  const failed = findingsOf(report).flatMap(({ assertion, severity, success, error }) =>
    success ? [] : [[assertion, error ?? severity]],
  );
  return Object.fromEntries([...broken, ...failed]) as Record<string, string>;
}

/** Every finding. */
export function findingsOf({ suites }: Report): readonly Finding[] {
  return suites.flatMap(({ expectations }) => expectations);
}

/** How many rows a finding is about. */
export function rowsOf({ result }: Finding): number {
  return result.unexpected_count ?? Number(result.observed_value);
}
