import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Environment } from "../real/environments/environment.ts";
import { run } from "./program.ts";

const RUNNER = "generated/great-expectations/run_suites.py";

/** What came of one expectation. */
export interface Finding {
  readonly suite: string;
  readonly assertion: string;
  readonly success: boolean;
  readonly severity: string;
  /** How many rows fail. */
  readonly count: number;
  /** The rows that fail, by their keys. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

interface Report {
  readonly suites: readonly {
    readonly suite: string;
    readonly error?: string;
    readonly expectations: readonly (Omit<Finding, "suite" | "count"> & {
      readonly result: { readonly unexpected_count?: number; readonly observed_value?: unknown };
      readonly error: string | null;
    })[];
  }[];
}

/** Runs all generated suites on the tables of a DuckDB file. `say` is told how far it is. */
export async function runSuites(
  gx: Environment,
  { folder, database }: { readonly folder: string; readonly database: string },
  say: (note: string) => void,
): Promise<readonly Finding[]> {
  const result = resolve(folder, "suites.json");
  const words = [resolve(RUNNER), "pandas", "--duckdb", database, "--result", result];
  say("loading it takes some seconds");
  // 0 and 1 are verdicts; with 2, something could not be looked at.
  const { status, said } = await run(gx.python, words, { cwd: folder, line: say });
  if (status !== 0 && status !== 1) throw new Error(said.trimEnd());
  const { suites } = JSON.parse(readFileSync(result, "utf8")) as Report;
  return suites.flatMap(({ suite, expectations }) =>
    expectations.map(({ result: found, ...finding }) => ({
      ...finding,
      suite,
      count: found.unexpected_count ?? Number(found.observed_value ?? 0),
    })),
  );
}
