import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Environment } from "../environments/environment.ts";
import type { Database } from "./engine.ts";

/** What a dbt command of a session ended with: the nodes that are not green, by name, and what it said. */
export interface Invoked {
  readonly ok: boolean;
  readonly bad: Readonly<Record<string, string>>;
  readonly said: string;
}

/** One process that runs dbt commands of a project, and SQL on its database. */
export interface Session {
  dbt(words: readonly string[]): Promise<Invoked>;
  script(sql: string): Promise<void>;
  query(
    queries: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, readonly (readonly (string | null)[])[]>>>;
  close(): Promise<void>;
  /** Ends the process at once, as `kill -9` does. */
  kill(): Promise<void>;
}

/** Starts a session in the folder of a dbt project. */
export function openSession({ python }: Environment, { engine, where, env }: Database, cwd: string): Session {
  const script = join(import.meta.dirname, "session.py");
  const quiet = { NO_COLOR: "1", DO_NOT_TRACK: "1", TZ: "UTC", PYTHONUTF8: "1" };
  const child = spawn(python, [script, engine, where], { cwd, env: { ...process.env, ...quiet, ...env } });
  const ask = asker(child);
  return {
    dbt: async (words) => (await ask({ dbt: words })) as Invoked,
    script: async (sql) => {
      await ask({ script: sql });
    },
    query: async (queries) => (await ask({ queries })) as Awaited<ReturnType<Session["query"]>>,
    close: async () => {
      const ended = once(child, "close");
      child.stdin.end();
      await ended;
    },
    kill: async () => {
      const ended = once(child, "close");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Sends a line and waits for the line that answers it. One question at a time. */
export function asker(child: ChildProcessWithoutNullStreams): (task: object) => Promise<unknown> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  return async (task) => {
    child.stdin.write(`${JSON.stringify(task)}\n`);
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`the session ended: ${errors}`);
    return JSON.parse(String(value)) as unknown;
  };
}

/** What a reader saw that read the published tables all the time. */
export interface Polled {
  readonly reads: number;
  /** How often the tables did not belong together. */
  readonly mixed: number;
  readonly errors: readonly string[];
}

/** Reads tables of PostgreSQL with a query that is true if they agree, until `stop`. */
export async function startPolling(
  { python }: Environment,
  where: string,
  query: string,
): Promise<{ stop(): Promise<Polled> }> {
  const child = spawn(python, [join(import.meta.dirname, "poll.py"), where, query]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  const stop = async () => {
    child.stdin.end();
    return JSON.parse(String((await lines.next()).value)) as Polled;
  };
  return { stop };
}
