import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { EmittedFile } from "../../../src/emit/emitter.ts";
import { type CommandOptions, type Ended, run } from "../command.ts";
import type { Environment } from "../environments/environment.ts";

/** Writes one adapter's project into a folder of its own. */
export function writeProject(files: readonly EmittedFile[], adapter: string, folder: string): string {
  const prefix = `dbt/${adapter}/`;
  for (const { path, text } of files.filter((file) => file.path.startsWith(prefix))) {
    const target = join(folder, path.slice(prefix.length));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return folder;
}

/** What became of one node of a run. */
interface NodeResult {
  readonly status: string;
  readonly failures: number | null;
  readonly message: string | null;
  /** Where it was put, with its rows. */
  readonly relation_name?: string | null;
}

/** A dbt command that has ended, with its nodes by their names. */
export interface Run extends Ended {
  readonly results: ReadonlyMap<string, NodeResult>;
}

interface RunResults {
  readonly results: readonly (NodeResult & { readonly unique_id: string })[];
}

/** Runs dbt in a project; what it says about nodes is read from its own record of the run. */
export async function dbt(
  { bin }: Environment,
  words: readonly string[],
  options: CommandOptions & { readonly env: Readonly<Record<string, string>> },
): Promise<Run> {
  const record = join(options.cwd, "target", "run_results.json");
  rmSync(record, { force: true });
  const ended = await run(bin("dbt"), ["--no-use-colors", ...words, "--profiles-dir", "."], options);
  const { results } = existsSync(record)
    ? (JSON.parse(readFileSync(record, "utf8")) as RunResults)
    : { results: [] as RunResults["results"] };
  return { ...ended, results: new Map(results.map((result) => [nodeName(result.unique_id), result])) };
}

/** `test.shop.orders__paid.0a1b2c` and `model.shop.orders` end in the name; a test's hash comes after it. */
function nodeName(id: string): string {
  return id.split(".")[2] ?? id;
}

/** The nodes that are not as they should be: failed, warned, in error or skipped. */
export function troubles({ results }: Run): Readonly<Record<string, string>> {
  const bad = [...results].filter(([, { status }]) => !["pass", "success", "no-op"].includes(status));
  return Object.fromEntries(
    bad
      .map(([name, { status, failures }]) => [
        name,
        status === "fail" || status === "warn" ? `${status} ${failures}` : status,
      ])
      .sort(),
  );
}
