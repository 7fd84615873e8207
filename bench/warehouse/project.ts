import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Engine } from "../../test/real/dbt/engine.ts";
import { type Environment, environment } from "../../test/real/environments/environment.ts";
import { type PostgresServer, startPostgres } from "../../test/real/postgres/server.ts";

const here = (name: string) => join(import.meta.dirname, name);

/** A command that has ended, with its time and processor time in seconds and its peak memory in MiB. */
export interface Cost {
  readonly seconds: number;
  readonly processor: number;
  readonly mebibytes: number;
}

/** The generated files of one contract, and a server with its rows. */
export interface Bench {
  readonly folder: string;
  readonly server: PostgresServer;
  readonly environments: Readonly<Record<"dbt" | "dlt" | "gx", Environment>>;
  /** Runs a command in a folder, and measures it. */
  measure(words: readonly string[], cwd: string): Cost;
  /** Runs statements on the server. */
  run(script: string): void;
}

/** Compiles the project for a warehouse, and starts a server. */
export async function setUp(warehouse: Engine): Promise<Bench> {
  const environments = { dbt: await environment("dbt"), dlt: await environment("dlt"), gx: await environment("gx") };
  const server = await startPostgres();
  if (server === undefined) throw new Error("there is no PostgreSQL");
  const folder = mkdtempSync(join(tmpdir(), "dex-bench-"));
  writeProject(folder, warehouse);
  const env = { ...process.env, DO_NOT_TRACK: "1", ...variables(folder, server) };
  const started = (command: string, words: readonly string[], cwd: string) => {
    const ended = spawnSync(command, words, { cwd, env, encoding: "utf8" });
    if (ended.status !== 0) throw new Error(`${command} ${words.join(" ")}: ${ended.stdout}${ended.stderr}`);
    return ended;
  };
  started(process.execPath, [resolve("dist/cli/main.js"), "compile"], folder);
  const measure = (words: readonly string[], cwd: string): Cost => {
    const { stdout, stderr } = started(environments.gx.python, [here("rusage.py"), ...words], cwd);
    const { status, ...cost } = JSON.parse(stdout) as Cost & { readonly status: number };
    if (status !== 0) throw new Error(`${words.join(" ")}: ${stderr}`);
    return cost;
  };
  const url = ["-h", server.host, "-p", String(server.port), "-U", server.user, "-d", "postgres"];
  const run = (script: string) => void started("psql", [...url, "-q", "-v", "ON_ERROR_STOP=1", "-c", script], folder);
  return { folder, server, environments, measure, run };
}

function writeProject(folder: string, warehouse: Engine): void {
  mkdirSync(join(folder, "contracts"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(resolve("."), join(folder, "node_modules", "dex-compiler"));
  copyFileSync(here("sales.contract.yaml"), join(folder, "contracts", "sales.contract.yaml"));
  writeFileSync(join(folder, "package.json"), '{"name": "bench"}\n');
  writeFileSync(
    join(folder, "contracts", "daily_sales.pipeline.yaml"),
    `pipeline: {name: daily_sales, type: batch, owner: bench@example.com}
source: {type: postgres, connection: shop, schema: public, tables: [sales], mode: full}
destination: {type: ${warehouse}, connection: warehouse, schema: raw}
models:
  - {staging: sales}
`,
  );
  writeFileSync(
    join(folder, "dex.config.ts"),
    `import { defineConfig } from "dex-compiler";
import { dbt, extract, greatExpectations } from "dex-compiler/emitters";
export default defineConfig({ emitters: [dbt({ adapters: ["duckdb", "postgres"] }), greatExpectations(), extract()] });
`,
  );
}

function variables(folder: string, { host, port, user }: PostgresServer): Readonly<Record<string, string>> {
  const server = { HOST: host, PORT: String(port), USER: user, PASSWORD: "unused", DATABASE: "postgres" };
  const of = (connection: string) =>
    Object.fromEntries(Object.entries(server).map(([name, value]) => [`DEX_${connection}_${name}`, value]));
  return { ...of("SHOP"), ...of("WAREHOUSE"), DEX_WAREHOUSE_PATH: join(folder, "warehouse.duckdb") };
}

/** Creates a table with rows that satisfy the contract. */
export function salesOf(table: string, rows: number): string {
  return `create table ${table} as select
    i::bigint as sale_id,
    (1 + (i::bigint * 7919) % 500000)::bigint as customer_id,
    chr((65 + i % 26)::int) || chr((65 + (i / 26) % 26)::int) || '-' || lpad(i::text, 8, '0') as code,
    (array['pending', 'confirmed', 'shipped', 'delivered', 'cancelled'])[1 + i % 5] as status,
    'user' || (i % 100000) || '@example.com' as email,
    ((i % 100000) / 100.0)::numeric(12, 2) as amount,
    ((i % 100) / 100.0)::double precision as discount,
    (1 + i % 100)::bigint as items,
    i % 7 = 0 as is_gift,
    date '2020-01-01' + (i % 2000)::int as sale_date,
    timestamptz '2024-01-01 00:00:00+00' + i * interval '1 second' as updated_at,
    'note number ' || i || ' of the benchmark' as note
from generate_series(0, ${rows} - 1) as t(i)`;
}

/** A row of a table of figures. */
export function figures(name: string, { seconds, processor, mebibytes }: Cost, base: Cost): string {
  const times = (one: number, other: number) => `${(one / other).toFixed(1)}x`;
  const ratio = `${times(seconds, base.seconds)} (processor ${times(processor, base.processor)})`;
  return `| ${name} | ${seconds.toFixed(1)} s | ${processor.toFixed(1)} s | ${mebibytes.toFixed(0)} MiB | ${ratio} |`;
}
