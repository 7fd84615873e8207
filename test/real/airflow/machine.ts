import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { EmittedFile } from "../../../src/emit/emitter.ts";
import type { FaultName } from "../../demo/faults.ts";
import { shopRows } from "../../demo/rows.ts";
import { loadStatements } from "../../demo/tables.ts";
import { type Ended, run } from "../command.ts";
import { type Environment, environment } from "../environments/environment.ts";
import { mailSink, type Sink, slackSink } from "./sinks.ts";

/** A task as Airflow sees it. */
interface SeenTask {
  readonly type: string;
  readonly needs: readonly string[];
  readonly outlets: readonly string[];
  readonly command: string | null;
  readonly cwd: string | null;
  readonly retries: number;
  readonly pool: string;
}

/** What Airflow sees in a folder of DAG files. */
export interface Seen {
  readonly errors: Readonly<Record<string, string>>;
  readonly dags: Readonly<
    Record<
      string,
      {
        readonly tasks: Readonly<Record<string, SeenTask>>;
        readonly timetable: string;
        readonly summary: string;
        readonly catchup: boolean;
        readonly doc: string | null;
        readonly tags: readonly string[];
      }
    >
  >;
}

/** A run as Airflow remembers it. */
export interface DagRun extends Ended {
  readonly state: string;
  readonly tasks: Readonly<Record<string, string>>;
  readonly published: readonly string[];
}

/** Airflow with a home of its own, and servers that take its messages. */
export class Machine {
  readonly folder: string;
  readonly airflow: Environment;
  readonly slack: Sink;
  readonly mail: Sink;
  private isMigrated = false;

  private constructor(airflow: Environment, sinks: { readonly slack: Sink; readonly mail: Sink }) {
    this.folder = mkdtempSync(join(tmpdir(), "dex-airflow-"));
    this.airflow = airflow;
    this.slack = sinks.slack;
    this.mail = sinks.mail;
  }

  static async start(name: "airflow" | "airflow-2" = "airflow"): Promise<Machine> {
    const airflow = await environment(name);
    return new Machine(airflow, { slack: await slackSink(), mail: await mailSink() });
  }

  async stop(): Promise<void> {
    await this.slack.stop();
    await this.mail.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes what emitters made into a folder of that name, as `dex compile` does. */
  write(project: string, files: readonly Pick<EmittedFile, "path" | "text">[]): string {
    for (const { path, text } of files) {
      const target = join(this.folder, project, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    return join(this.folder, project);
  }

  /** What Airflow sees in the DAG folders of projects. */
  async see(projects: readonly string[]): Promise<ReadonlyMap<string, Seen>> {
    const folders = projects.map((project) => join(this.folder, project, "airflow", "dags"));
    const ended = await this.python([join(import.meta.dirname, "bag.py"), ...folders]);
    if (ended.status !== 0) throw new Error(ended.stderr);
    const found = JSON.parse(ended.stdout.trim().split("\n").at(-1) ?? "") as Readonly<Record<string, Seen>>;
    return new Map(Object.values(found).map((seen, index) => [projects[index] ?? "", seen]));
  }

  /** Runs a DAG once, without a scheduler, on rows with these faults. */
  async test(project: string, dag: string, faults: readonly FaultName[], now = new Date()): Promise<DagRun> {
    if (!this.isMigrated) await this.command(project, ["db", "migrate"]);
    this.isMigrated = true;
    const before = new Set((await this.runs()).map((one) => one.run));
    writeFileSync(this.rows(project), JSON.stringify(statementsByTable(faults, now)));
    const ended = await this.command(project, ["dags", "test", dag]);
    const found = (await this.runs()).find((one) => !before.has(one.run));
    if (found === undefined) throw new Error(`there was no run: ${ended.stdout}${ended.stderr}`);
    return { ...ended, ...found };
  }

  /** Has a DAG told that a run has failed. */
  notify(project: string, dag: string): Promise<Ended> {
    const dags = join(this.folder, project, "airflow", "dags");
    return this.python([join(import.meta.dirname, "notify.py"), dags, dag]);
  }

  private async runs(): Promise<readonly (Omit<DagRun, keyof Ended> & { readonly run: string })[]> {
    const ended = await this.python([join(import.meta.dirname, "states.py"), join(this.folder, "home", "airflow.db")]);
    if (ended.status !== 0) throw new Error(ended.stderr);
    return JSON.parse(ended.stdout) as readonly (Omit<DagRun, keyof Ended> & { readonly run: string })[];
  }

  /** Where the fixture script finds its rows. */
  rows(project: string): string {
    return join(this.folder, `${project}.rows.json`);
  }

  command(project: string, words: readonly string[], program = "airflow"): Promise<Ended> {
    return run(this.airflow.bin(program), words, { cwd: this.folder, env: this.env(project) });
  }

  private python(words: readonly string[]): Promise<Ended> {
    return run(this.airflow.python, words, { cwd: this.folder, env: this.env("none") });
  }

  /** Everything that a deployment would set: folders, connections, and where the programs are. */
  env(project: string): Readonly<Record<string, string>> {
    const root = join(this.folder, project);
    const slack = {
      conn_type: "slackwebhook",
      host: `http://127.0.0.1:${this.slack.port}/services/`,
      password: "a/b/c",
    };
    const mail = {
      conn_type: "smtp",
      host: "127.0.0.1",
      port: this.mail.port,
      extra: { from_email: "dex@example.com", disable_ssl: true, disable_tls: true },
    };
    return {
      HOME: this.folder,
      PATH: `${join(this.airflow.folder, "bin")}:${process.env["PATH"]}`,
      AIRFLOW_HOME: join(this.folder, "home"),
      AIRFLOW__CORE__DAGS_FOLDER: join(root, "airflow", "dags"),
      AIRFLOW__CORE__LOAD_EXAMPLES: "False",
      AIRFLOW__USAGE_DATA_COLLECTION__ENABLED: "False",
      AIRFLOW__COSMOS__ENABLE_TELEMETRY: "False",
      AIRFLOW_CONN_SLACK_DEFAULT: JSON.stringify(slack),
      AIRFLOW_CONN_SMTP_DEFAULT: JSON.stringify(mail),
      DEX_DUCKDB_PATH: join(this.folder, `${project}.duckdb`),
      DEX_TEST_ROWS: this.rows(project),
    };
  }
}

/** The statements that load each table, by the name of its contract. */
function statementsByTable(faults: readonly FaultName[], now: Date): Readonly<Record<string, readonly string[]>> {
  const [schema = "", ...statements] = loadStatements(shopRows({ seed: 7, now, faults }));
  const byTable: Record<string, string[]> = {};
  for (const statement of statements) {
    const [, table = ""] = /\braw\.(\w+)/.exec(statement) ?? [];
    const contract = table.replace(/^shop_/, "");
    byTable[contract] = [...(byTable[contract] ?? [schema]), statement];
  }
  return byTable;
}
