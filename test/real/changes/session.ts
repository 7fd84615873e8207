import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Database } from "../dbt/engine.ts";
import { asker } from "../dbt/session.ts";
import type { Environment } from "../environments/environment.ts";

type Rows = readonly (readonly (string | null)[])[];

/** One process that runs extract scripts, and SQL on the source and the warehouse. */
export interface LoadSession {
  extract(
    script: string,
    words: readonly string[],
  ): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }>;
  /** Runs a script in a process of its own, which ends as by kill -9 before the statement of that number. */
  fork(script: string, options: ForkOptions): Promise<Forked>;
  source(sql: string): Promise<void>;
  warehouse(sql: string): Promise<void>;
  query<K extends string>(queries: Readonly<Record<K, string>>): Promise<Readonly<Record<K, Rows>>>;
  close(): void;
}

interface ForkOptions {
  readonly words?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly killAt?: number;
}

/** A run in a process of its own: what it said, with its statements and commits, or that it was killed. */
export type Forked =
  | { readonly killed: true }
  | {
      readonly status: number;
      readonly stdout: string;
      readonly stderr: string;
      readonly statements: readonly string[];
    };

/** The databases of a session and its environment variables. */
interface Ends {
  readonly source: string;
  readonly warehouse: Database;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a session. */
export function openLoads({ python }: Environment, { source, warehouse, env }: Ends): LoadSession {
  const script = join(import.meta.dirname, "session.py");
  const child = spawn(python, [script, source, warehouse.engine, warehouse.where], {
    env: { ...process.env, TZ: "UTC", PYTHONUTF8: "1", ...env },
  });
  const ask = asker(child);
  return {
    extract: async (path, words) =>
      (await ask({ extract: path, words })) as Awaited<ReturnType<LoadSession["extract"]>>,
    fork: async (path, { words = [], ...options }) => (await ask({ fork: path, words, ...options })) as Forked,
    source: async (sql) => {
      await ask({ source: sql });
    },
    warehouse: async (sql) => {
      await ask({ warehouse: sql });
    },
    query: async <K extends string>(queries: Readonly<Record<K, string>>) =>
      (await ask({ queries })) as Readonly<Record<K, Rows>>,
    close: () => child.stdin.end(),
  };
}
