import { type ChildProcess, spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Ended, run } from "../command.ts";
import { freePorts } from "../kafka/process.ts";

const SERVICES = ["api-server", "scheduler", "dag-processor", "triggerer"] as const;

/** A run as the API shows it. */
export interface SeenRun {
  readonly dag_run_id: string;
  readonly run_type: string;
  readonly state: string;
  readonly start_date: string | null;
  readonly end_date: string | null;
}

/** A task of a run. */
export interface SeenTry {
  readonly task_id: string;
  readonly dag_run_id: string;
  readonly state: string | null;
  readonly start_date: string | null;
  readonly end_date: string | null;
  readonly pool: string;
  readonly try_number: number;
}

/** Airflow as it is deployed: scheduler, triggerer, DAG processor and API server, with the LocalExecutor and its own database. */
export class Scheduler {
  private readonly env: Readonly<Record<string, string>>;
  private readonly folder: string;
  private readonly port: number;
  private readonly children: ChildProcess[] = [];
  private token = "";

  private constructor(folder: string, port: number, env: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.port = port;
    this.env = env;
  }

  /** Starts the services. `given` has the home, the DAG folder and the variables of tasks. */
  static async start(folder: string, given: Readonly<Record<string, string>>): Promise<Scheduler> {
    const [port = 0, logs = 0, triggerLogs = 0] = await freePorts(3);
    const env = {
      ...given,
      // Services wait for each other instead of failing on a locked file.
      AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: `sqlite:///${given["AIRFLOW_HOME"]}/airflow.db?timeout=60`,
      AIRFLOW__CORE__EXECUTOR: "LocalExecutor",
      AIRFLOW__CORE__PARALLELISM: "3",
      AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION: "True",
      AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS: "True",
      AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `http://127.0.0.1:${port}/execution/`,
      AIRFLOW__API__HOST: "127.0.0.1",
      AIRFLOW__API__PORT: String(port),
      AIRFLOW__API__BASE_URL: `http://127.0.0.1:${port}`,
      AIRFLOW__API__WORKERS: "1",
      AIRFLOW__API_AUTH__JWT_SECRET: "a secret of tests, as long as sixty-four characters or even longer",
      AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT: String(logs),
      AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT: String(triggerLogs),
      // Files are parsed once, and again when a test asks for it.
      AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL: "3600",
      AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME: "0.5",
    };
    const scheduler = new Scheduler(folder, port, env);
    const migrated = await scheduler.airflow("db", "migrate");
    if (migrated.status !== 0) throw new Error(migrated.stdout + migrated.stderr);
    for (const service of SERVICES) scheduler.spawn(service);
    await scheduler.until("the API answers", async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/auth/token`).catch(() => undefined);
      if (answer?.ok !== true) return undefined;
      scheduler.token = ((await answer.json()) as { access_token: string }).access_token;
      return true;
    });
    return scheduler;
  }

  /** Runs a command of Airflow beside the services. */
  airflow(...words: readonly string[]): Promise<Ended> {
    return run("airflow", words, { cwd: this.folder, env: { ...this.env } });
  }

  private spawn(service: string): void {
    const log = openSync(join(this.folder, `${service}.log`), "a");
    const env = { ...process.env, NO_COLOR: "1", TZ: "UTC", ...this.env };
    // A group of its own: a service starts processes, and all of them end together.
    this.children.push(
      spawn("airflow", [service], { cwd: this.folder, env, stdio: ["ignore", log, log], detached: true }),
    );
  }

  async stop(): Promise<void> {
    const ended = this.children.map((child) => new Promise((done) => child.once("exit", done)));
    for (const child of this.children)
      if (child.pid !== undefined && child.exitCode === null) kill(-child.pid, "SIGTERM");
    await Promise.race([Promise.all(ended), wait(10_000, undefined, { ref: false })]);
    for (const child of this.children) if (child.pid !== undefined) kill(-child.pid, "SIGKILL");
  }

  /** The end of the log of each service, for the message of a failed test. */
  logs(): string {
    return SERVICES.map(
      (service) => `== ${service}\n${readFileSync(join(this.folder, `${service}.log`), "utf8").slice(-3000)}`,
    ).join("\n");
  }

  /** Calls the API. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/api/v2/${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${this.token}`,
        accept: "application/json",
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text === "" ? "null" : text) as T;
  }

  /** Waits for an answer other than undefined. */
  async until<T>(what: string, look: () => Promise<T | undefined>, seconds = 600): Promise<T> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`${what}: not in ${seconds} s\n${this.logs()}`);
      await wait(500);
    }
  }

  async dags(ids: readonly string[]): Promise<void> {
    await this.until(`the DAGs ${ids.join(", ")}`, async () => {
      const { dags } = await this.call<{ dags: { dag_id: string }[] }>("GET", "dags?limit=100");
      const errors = await this.call<{ import_errors: unknown[] }>("GET", "importErrors");
      if (errors.import_errors.length > 0) throw new Error(JSON.stringify(errors.import_errors));
      return ids.every((id) => dags.some(({ dag_id }) => dag_id === id)) || undefined;
    });
  }

  /** Lets the scheduler start runs of DAGs, or not. */
  async pause(isPaused: boolean, ...ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.call("PATCH", `dags/${id}`, { is_paused: isPaused });
  }

  /** Has the file of a DAG parsed again. */
  async parse(dag: string): Promise<void> {
    const { file_token: token } = await this.call<{ file_token: string }>("GET", `dags/${dag}/details`);
    await this.call("PUT", `parseDagFile/${token}`);
  }

  async trigger(dag: string): Promise<string> {
    return (await this.call<SeenRun>("POST", `dags/${dag}/dagRuns`, { logical_date: null })).dag_run_id;
  }

  async runs(dag: string): Promise<readonly SeenRun[]> {
    return (await this.call<{ dag_runs: SeenRun[] }>("GET", `dags/${dag}/dagRuns?limit=100`)).dag_runs;
  }

  /** Waits until all runs of a DAG have ended, of which there are at least so many. */
  ended(dag: string, least: number): Promise<readonly SeenRun[]> {
    return this.until(
      `${least} runs of ${dag}`,
      async () => {
        const runs = await this.runs(dag);
        return runs.length >= least && runs.every(({ state }) => state === "success" || state === "failed")
          ? runs
          : undefined;
      },
      1200,
    );
  }

  /** Waits for the end of a run. */
  end(dag: string, id: string): Promise<SeenRun> {
    return this.until(`the run ${id} of ${dag}`, async () => {
      const run = await this.call<SeenRun>("GET", `dags/${dag}/dagRuns/${encodeURIComponent(id)}`);
      return run.state === "success" || run.state === "failed" ? run : undefined;
    });
  }

  async tasks(dag: string, id = "~"): Promise<readonly SeenTry[]> {
    const path = `dags/${dag}/dagRuns/${encodeURIComponent(id)}/taskInstances?limit=200`;
    return (await this.call<{ task_instances: SeenTry[] }>("GET", path)).task_instances;
  }

  /** The state of each task of a run. */
  async states(dag: string, id: string): Promise<Readonly<Record<string, string | null>>> {
    return Object.fromEntries((await this.tasks(dag, id)).map(({ task_id, state }) => [task_id, state]));
  }

  /** What the last try of a task wrote into its log. */
  async log(dag: string, id: string, task: string): Promise<string> {
    const tries = await this.tasks(dag, id);
    const last = tries.find(({ task_id }) => task_id === task)?.try_number ?? 1;
    const path = `dags/${dag}/dagRuns/${encodeURIComponent(id)}/taskInstances/${task}/logs/${last}?full_content=true`;
    const { content } = await this.call<{ content: unknown }>("GET", path);
    return JSON.stringify(content);
  }

  /** The states of the tasks of a run, and the logs of those that failed, for the message of a test. */
  async story(dag: string, id: string): Promise<string> {
    const states = await this.states(dag, id);
    const failed = Object.keys(states).filter((task) => states[task] === "failed");
    const logs = await Promise.all(failed.map(async (task) => (await this.log(dag, id, task)).slice(-4000)));
    return [JSON.stringify(states), ...logs].join("\n");
  }
}

function kill(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(group, signal);
  } catch {
    // The processes have ended.
  }
}
