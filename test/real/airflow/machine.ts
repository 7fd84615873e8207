import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { EmittedFile } from "../../../src/emit/emitter.ts";
import type { FaultName } from "../../demo/faults.ts";
import { changedRows } from "../../demo/rows.ts";
import { loadStatements } from "../../demo/tables.ts";
import { type Ended, run } from "../command.ts";
import { createDatabase, type Database, serverVariables } from "../dbt/engine.ts";
import { type Environment, environment } from "../environments/environment.ts";
import { type PostgresServer, startPostgres } from "../postgres/server.ts";
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
  readonly run: string;
  readonly state: string;
  readonly tasks: Readonly<Record<string, string>>;
  readonly published: readonly string[];
}

/** The programs that tasks call, each in an environment of its own, as the option `commands` takes them. */
export interface Programs {
  readonly dbt: string;
  readonly extract: string;
  readonly greatExpectations: string;
}

/** Where a DAG's rows come from and go to. */
interface Place {
  readonly shop: Database;
  readonly warehouse: Database;
  /** When the shop was opened: its rows are made for this moment. */
  readonly opened: Date;
}

interface Parts {
  /** Whether it is Airflow 2. */
  readonly isSecond: boolean;
  readonly airflow: Environment;
  readonly dbt: Environment;
  readonly dlt: Environment;
  readonly gx: Environment;
  readonly server: PostgresServer;
  readonly slack: Sink;
  readonly mail: Sink;
}

/** Airflow with a home of its own, the shop's PostgreSQL server, and servers that take messages. */
export class Machine {
  readonly folder: string;
  readonly slack: Sink;
  readonly mail: Sink;
  private readonly parts: Parts;
  private readonly places = new Map<string, Promise<Place>>();
  private migrated: Promise<void> | undefined;

  private constructor(parts: Parts) {
    this.folder = mkdtempSync(join(tmpdir(), "dex-airflow-"));
    this.slack = parts.slack;
    this.mail = parts.mail;
    this.parts = parts;
  }

  static async start(name: "airflow" | "airflow-2" = "airflow"): Promise<Machine> {
    const airflow = await environment(name);
    const [dbt, dlt, gx] = [await environment("dbt"), await environment("dlt"), await environment("gx")];
    const server = await startPostgres();
    if (server === undefined) throw new Error("there is no PostgreSQL for this platform in npm, and none is installed");
    const isSecond = name === "airflow-2";
    return new Machine({ isSecond, airflow, dbt, dlt, gx, server, slack: await slackSink(), mail: await mailSink() });
  }

  /** What the DAGs are told to call. */
  get programs(): Programs {
    const { dbt, dlt, gx } = this.parts;
    return { dbt: dbt.bin("dbt"), extract: dlt.python, greatExpectations: gx.python };
  }

  async stop(): Promise<void> {
    await this.slack.stop();
    await this.mail.stop();
    await this.parts.server.stop();
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

  /** Runs a DAG once, without a scheduler, after these faults have crept into the shop's own database. */
  async test(project: string, dag: string, faults: readonly FaultName[]): Promise<DagRun> {
    await this.settle(project);
    // `dags test` of Airflow 2 notes what is published only of a DAG that it has seen before, as a scheduler has.
    if (this.parts.isSecond) await this.command(project, ["dags", "reserialize"]);
    const { shop, opened } = await this.place(project);
    const rows = changedRows({ seed: 7, now: opened, faults }, new Date());
    await shop.run(loadStatements(rows, "public").join(";\n"));
    const before = new Set((await this.runs(project)).map((one) => one.run));
    const ended = await this.command(project, ["dags", "test", dag]);
    const found = (await this.runs(project)).find((one) => !before.has(one.run));
    if (found === undefined) throw new Error(`there was no run: ${ended.stdout}${ended.stderr}`);
    return { ...ended, ...found };
  }

  /** A database for the shop of a project, and DuckDB files by the names of their connections. */
  async lakes(project: string, names: readonly string[]) {
    const { dlt, server } = this.parts;
    const machine = { dbt: dlt, server, folder: this.folder };
    const shop = await createDatabase("postgres", shopOf(project), machine);
    const lakes = await Promise.all(
      names.map(async (name) => [name, await createDatabase("duckdb", name, machine)] as const),
    );
    return { shop, lakes };
  }

  /** Two empty databases, whose only user needs a password, and the Airflow Connections to them. */
  async linked(user: string, password: string) {
    const { dlt, server } = this.parts;
    const machine = { dbt: dlt, server, folder: this.folder };
    const source = await createDatabase("postgres", "linked_shop", machine);
    const warehouse = await createDatabase("postgres", "linked_lake", machine);
    const quoted = (text: string, quote: string) => quote + text.replaceAll(quote, quote + quote) + quote;
    await source.run(
      `create role ${quoted(user, '"')} superuser login password ${quoted(password, "'")};
do $$ begin execute format('copy (values (%L), (%L)) to %L', 'host all postgres 127.0.0.1/32 trust', 'host all all 127.0.0.1/32 scram-sha-256', current_setting('hba_file')); end $$;
select pg_reload_conf()`,
    );
    const connection = (schema: string) => {
      const { host, port } = server;
      return JSON.stringify({ conn_type: "postgres", host, port, login: user, password, schema });
    };
    return { source, warehouse, toSource: connection("linked_shop"), toWarehouse: connection("linked_lake") };
  }

  /** Runs a DAG once with other variables. */
  async testWith(project: string, dag: string, env: Readonly<Record<string, string>>): Promise<DagRun> {
    await this.settle(project);
    const before = new Set((await this.runs(project)).map((one) => one.run));
    const given = { ...this.env(project), ...env };
    const ended = await run(this.parts.airflow.bin("airflow"), ["dags", "test", dag], { cwd: this.folder, env: given });
    const found = (await this.runs(project)).find((one) => !before.has(one.run));
    if (found === undefined) throw new Error(`there was no run: ${ended.stdout}${ended.stderr}`);
    return { ...ended, ...found };
  }

  /** How many rows there are in tables of a project's warehouse. */
  async count(project: string, tables: readonly string[]): Promise<Readonly<Record<string, number>>> {
    const { warehouse } = await this.place(project);
    const queries = Object.fromEntries(tables.map((table) => [table, `select count(*) from ${table}`]));
    const found = Object.entries(await warehouse.query(queries));
    return Object.fromEntries(found.map(([table, [row]]) => [table, Number(row?.[0])]));
  }

  /** The shop's database and the warehouse of a project, both empty at first. */
  private place(project: string): Promise<Place> {
    const known = this.places.get(project);
    if (known !== undefined) return known;
    const { dlt, server } = this.parts;
    // The Python that runs statements is called dbt's; dlt's has the same drivers.
    const machine = { dbt: dlt, server, folder: this.folder };
    const made = Promise.all([
      createDatabase("postgres", shopOf(project), machine),
      createDatabase("duckdb", project, machine),
    ]).then(([shop, warehouse]) => ({ shop, warehouse, opened: new Date() }));
    this.places.set(project, made);
    return made;
  }

  /** Has a DAG told that a run has failed. */
  notify(project: string, dag: string): Promise<Ended> {
    const dags = join(this.folder, project, "airflow", "dags");
    return this.python([join(import.meta.dirname, "notify.py"), dags, dag]);
  }

  /** Gives a project an Airflow of its own, so that several can run at a time. The database is made once, and copied. */
  private async settle(project: string): Promise<void> {
    this.migrated ??= this.command("none", ["db", "migrate"]).then(() => undefined);
    await this.migrated;
    const database = this.database(project);
    if (existsSync(database)) return;
    mkdirSync(dirname(database), { recursive: true });
    copyFileSync(this.database("none"), database);
  }

  private database(project: string): string {
    return join(this.home(project), "airflow.db");
  }

  private home(project: string): string {
    return join(this.folder, "homes", project);
  }

  private async runs(project: string): Promise<readonly Omit<DagRun, keyof Ended>[]> {
    const ended = await this.python([join(import.meta.dirname, "states.py"), this.database(project)]);
    if (ended.status !== 0) throw new Error(ended.stderr);
    return JSON.parse(ended.stdout) as readonly Omit<DagRun, keyof Ended>[];
  }

  command(project: string, words: readonly string[], program = "airflow"): Promise<Ended> {
    return run(this.parts.airflow.bin(program), words, { cwd: this.folder, env: this.env(project) });
  }

  private python(words: readonly string[]): Promise<Ended> {
    return run(this.parts.airflow.python, words, { cwd: this.folder, env: this.env("none") });
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
      PATH: `${join(this.parts.airflow.folder, "bin")}:${process.env["PATH"]}`,
      AIRFLOW_HOME: this.home(project),
      AIRFLOW__CORE__DAGS_FOLDER: join(root, "airflow", "dags"),
      AIRFLOW__CORE__LOAD_EXAMPLES: "False",
      AIRFLOW__USAGE_DATA_COLLECTION__ENABLED: "False",
      AIRFLOW__COSMOS__ENABLE_TELEMETRY: "False",
      AIRFLOW_CONN_SLACK_DEFAULT: JSON.stringify(slack),
      AIRFLOW_CONN_SMTP_DEFAULT: JSON.stringify(mail),
      DEX_WAREHOUSE_PATH: join(this.folder, `${project}.duckdb`),
      ...serverVariables("shop_postgres", this.parts.server, shopOf(project)),
    };
  }
}

function shopOf(project: string): string {
  return `shop_${project.replace(/\W/g, "_")}`;
}
