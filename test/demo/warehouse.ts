import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Environment } from "../real/environments/environment.ts";
import { run } from "./program.ts";

/** What dbt did with one node of the project. */
export interface NodeResult {
  readonly name: string;
  readonly kind: "model" | "snapshot" | "test";
  readonly status: string;
  /** The file that describes the node, below the project. */
  readonly file: string;
  /** How it is kept: view, table, incremental. */
  readonly materialized: string;
  /** Its name in the database. */
  readonly relation: string;
}

/** An embedded DuckDB and the dbt project that is built in it. */
export interface Warehouse {
  /** The file, by its full path. */
  readonly database: string;
  /** Runs SQL. */
  execute(statements: readonly string[]): Promise<void>;
  /** The first row of each query, by its name. */
  query(queries: Readonly<Record<string, string>>): Promise<Readonly<Record<string, readonly unknown[]>>>;
  /** `dbt build`: every model and every test. `say` is told how far it is. */
  build(say: (note: string) => void): Promise<readonly NodeResult[]>;
}

/** A new, empty warehouse in a folder, which is emptied, for a copy of a generated project. */
export function createWarehouse(folder: string, project: string, dbt: Environment): Warehouse {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [home, database] = [join(folder, "dbt"), join(resolve(folder), "shop.duckdb")];
  cpSync(project, home, { recursive: true });
  const script = join(import.meta.dirname, "query.py");
  const ask = async (task: { readonly statements: string; readonly queries: Readonly<Record<string, string>> }) => {
    const { status, said } = await run(dbt.python, [script, database], { cwd: folder, input: JSON.stringify(task) });
    if (status !== 0) throw new Error(said);
    return JSON.parse(said) as Record<string, readonly unknown[]>;
  };
  return {
    database,
    execute: async (statements) => {
      await ask({ statements: statements.join(";\n"), queries: {} });
    },
    query: async (queries) => await ask({ statements: "", queries }),
    build: async (say) => {
      const env = { DEX_WAREHOUSE_PATH: database };
      const words = ["--no-use-colors", "build", "--profiles-dir", "."];
      const { said } = await run(dbt.bin("dbt"), words, { cwd: home, env, line: (line) => say(progress(line)) });
      return results(home, said);
    },
  };
}

/** `12 of 163` in a line of dbt's. */
function progress(line: string): string {
  return /\d+ of \d+/.exec(line)?.[0] ?? "reading the project";
}

interface Manifest {
  readonly nodes: Readonly<
    Record<
      string,
      {
        readonly name: string;
        readonly resource_type: string;
        readonly original_file_path: string;
        readonly relation_name: string | null;
        readonly config: { readonly materialized: string };
      }
    >
  >;
}

interface RunResults {
  readonly results: readonly { readonly unique_id: string; readonly status: string }[];
}

/** What dbt left in its target folder; `said` explains why there is nothing. */
function results(home: string, said: string): readonly NodeResult[] {
  const read = <T>(file: string): T => {
    try {
      return JSON.parse(readFileSync(join(home, "target", file), "utf8")) as T;
    } catch (cause) {
      throw new Error(`dbt did not get as far as to build anything:\n${said}`, { cause });
    }
  };
  const { nodes } = read<Manifest>("manifest.json");
  return read<RunResults>("run_results.json").results.flatMap(({ unique_id, status }) => {
    const node = nodes[unique_id];
    const kind = node?.resource_type;
    if (node === undefined || (kind !== "model" && kind !== "snapshot" && kind !== "test")) return [];
    const { name, original_file_path: file, relation_name: relation, config } = node;
    return [{ name, kind, status, file, materialized: config.materialized, relation: relation ?? "" }];
  });
}
