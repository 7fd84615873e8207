import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { EmittedFile } from "../../../src/emit/emitter.ts";
import { type Ended, run } from "../command.ts";
import { createDatabase, type Database, type Engine, type Machine, serverVariables } from "../dbt/engine.ts";
import { environment } from "../environments/environment.ts";
import { startPostgres } from "../postgres/server.ts";

/** dlt, a PostgreSQL server and a folder for one test file. */
export async function setUp(): Promise<Machine & { tearDown(): Promise<void> }> {
  const dlt = await environment("dlt");
  const server = await startPostgres();
  if (server === undefined) throw new Error("there is no PostgreSQL for this platform in npm, and none is installed");
  const folder = mkdtempSync(join(tmpdir(), "dex-extract-"));
  const tearDown = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  // The Python that runs statements is called dbt's; dlt's has the same drivers.
  return { dbt: dlt, server, folder, tearDown };
}

/** A source in PostgreSQL, a warehouse on one engine, and the script that loads from one into the other. */
export interface Stage {
  readonly source: Database;
  readonly warehouse: Database;
  /** The warehouse's own name on the server, where it is on the server. */
  readonly name: string;
  extract(...words: string[]): Promise<Ended>;
  /** Starts it and kills it once it waits for what somebody else has locked. */
  killWhenItWaits(lock: Lock, ...words: string[]): Promise<void>;
}

/** A table that is locked, in which database. */
interface Lock {
  readonly database: string;
  readonly table: string;
  readonly mode: "access exclusive" | "share";
}

/** What a stage is made of: the emitted files, the pipeline to run, and what it calls its source. */
export interface Play {
  readonly engine: Engine;
  readonly name: string;
  readonly files: readonly Pick<EmittedFile, "path" | "text">[];
  readonly pipeline: string;
  readonly connection?: string;
  /** Additional environment variables. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Sets a stage up; both databases are empty. */
export async function createStage(play: Play, machine: Machine): Promise<Stage> {
  const { engine, name, files, pipeline, connection = "shop_postgres" } = play;
  const { dbt, server, folder } = machine;
  const source = await createDatabase("postgres", `${name}_source`, machine);
  const warehouse = await createDatabase(engine, name, machine);
  const cwd = join(folder, name);
  for (const { path, text } of files) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const env = {
    // Settings of whoever runs the tests are none of theirs.
    DLT_DATA_DIR: join(cwd, "dlt"),
    // A run that is killed leaves its working folder behind.
    TMPDIR: cwd,
    ...serverVariables(connection, server, `${name}_source`),
    ...warehouse.env,
    ...play.variables,
  };
  const script = join("extract", `${pipeline}.py`);
  return {
    source,
    warehouse,
    name,
    extract: (...words) => run(dbt.python, [script, ...words], { cwd, env }),
    killWhenItWaits: async (lock, ...words) => {
      const release = await hold(lock, machine);
      const child = spawn(dbt.python, [script, ...words], { cwd, env: { ...process.env, ...env }, stdio: "ignore" });
      const ended = new Promise((done) => child.once("exit", done));
      try {
        await somebodyWaits(child, machine);
      } finally {
        child.kill("SIGKILL");
        await ended;
        await release();
      }
    },
  };
}

const HOLD = `
import sys, psycopg2
where, statement = sys.argv[1:]
cursor = psycopg2.connect(where).cursor()
cursor.execute(statement)
print("held", flush=True)
sys.stdin.read()
`;

const WAITS = `
import sys, psycopg2, time
connection = psycopg2.connect(sys.argv[1])
connection.autocommit = True
cursor = connection.cursor()
for _ in range(600):
    cursor.execute("select count(*) from pg_locks where not granted and locktype = 'relation'")
    if cursor.fetchone()[0] > 0:
        print("waits", flush=True)
        break
    time.sleep(0.1)
`;

async function hold({ database, table, mode }: Lock, { dbt, server }: Machine): Promise<() => Promise<void>> {
  const where = `host=${server.host} port=${server.port} user=${server.user} dbname=${database}`;
  const child = spawn(dbt.python, ["-c", HOLD, where, `lock table ${table} in ${mode} mode`], { stdio: "pipe" });
  const ended = new Promise((done) => child.once("exit", done));
  await new Promise<void>((done, fail) => {
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    child.stdout.once("data", () => done());
    child.once("exit", () => fail(new Error(said)));
  });
  return async () => {
    child.stdin.end();
    await ended;
  };
}

async function somebodyWaits(child: ChildProcess, { dbt, server, folder }: Machine): Promise<void> {
  const where = `host=${server.host} port=${server.port} user=${server.user} dbname=postgres`;
  const { stdout, stderr } = await run(dbt.python, ["-c", WAITS, where], { cwd: folder });
  if (!stdout.includes("waits") || child.exitCode !== null)
    throw new Error(`the extract did not come to wait (exit code ${child.exitCode}) ${stderr}`);
  // It is inside its statement now, not just before it.
  await wait(200);
}
