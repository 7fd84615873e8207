import { execFile } from "node:child_process";
import { copyFileSync, existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { install } from "../emit/typescript/package.ts";
import { emitTypescript } from "../emit/typescript/project.ts";
import { irOf } from "../ir-of.ts";
import { contract, rowOf, tableOf, withoutNulls } from "./drivers/everything.ts";
import { type PostgresServer, startPostgres } from "./postgres/server.ts";

const run = promisify(execFile);
const installed = install(emitTypescript(irOf({ "contracts/everything.contract.yaml": contract })).files);
let server: PostgresServer | undefined;

beforeAll(async () => {
  for (const name of ["pg", "postgres", "@duckdb"])
    symlinkSync(resolve("node_modules", name), join(installed.root, "node_modules", name));
  writeFileSync(join(installed.root, "package.json"), '{"type": "module"}');
  copyFileSync("test/real/drivers/rows.mjs", join(installed.root, "rows.mjs"));
  server = await startPostgres();
  if (server === undefined) {
    if (process.env["CI"]) throw new Error("there is no PostgreSQL on this machine");
    process.stderr.write("Rows of drivers are not tried: there is no PostgreSQL on this machine.\n");
    return;
  }
  const client = new Client(urlOf(server));
  await client.connect();
  await client.query("create type mood as enum ('open', 'shut')");
  for (const statement of tableOf("postgres")) await client.query(statement);
  await client.end();
});
afterAll(async () => {
  await server?.stop();
  installed.remove();
});

function urlOf({ user, host, port }: PostgresServer): string {
  return `postgres://${user}@${host}:${port}/postgres`;
}

type Rows = Readonly<Record<string, unknown>>;

/** What each adapter makes of the row in a time zone: the row that the validator accepts, or the pointers of its problems. */
async function rowsIn(TZ: string, running: PostgresServer): Promise<Rows> {
  const given = ["rows.mjs", urlOf(running), JSON.stringify(tableOf("duckdb")), withoutNulls];
  const { stdout } = await run(process.execPath, given, { cwd: installed.root, env: { ...process.env, TZ } });
  return JSON.parse(stdout, (_, value) => (typeof value === "string" ? inUtc(value) : value)) as Rows;
}

/** DuckDB gives an instant with the offset of the process; a test compares moments. */
function inUtc(text: string): string {
  const [, start, fraction, offset] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?([-+]\d\d:\d\d)$/.exec(text) ?? [];
  if (start === undefined) return text;
  return `${new Date(`${start}${offset}`).toISOString().slice(0, 19)}${fraction ?? ""}Z`;
}

function withoutNull(row: Rows): Rows {
  const kept = (value: unknown) => (Array.isArray(value) ? value.filter((item) => item !== null) : value);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, kept(value)]));
}

const hasPostgresClient = existsSync("node_modules/postgres");

describe.each(["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Apia"])("a row of a driver in %s", (zone) => {
  it("is the row of the contract after its adapter, and what the driver has lost stays a violation", async (context) => {
    if (server === undefined) return context.skip();
    const rows = await rowsIn(zone, server);
    const [exact, rounded] = [rowOf("exact"), rowOf("rounded")];
    expect(rows).toEqual({
      pg: rounded,
      "pg exact": exact,
      kysely: rounded,
      // Text of a number is text in JSON, and the array of an enumeration is text: convert the row before it becomes JSON.
      "pg as JSON": { problems: ["/stored_wide", "/stored_exact", "/statuses"] },
      // JSON.parse rounds long numbers.
      to_jsonb: { problems: ["/wide", "/exact", "/wides/0"] },
      "text of to_jsonb": { ...exact, amount: "-12.5", longer: "1.5" },
      "duckdb getRowObjects": exact,
      "duckdb getRowObjectsJson": exact,
      "duckdb getRowObjectsJS": { problems: ["/exact"] },
      ...(hasPostgresClient && { "postgres without nulls": withoutNull(rounded), "postgres exact": exact }),
    });
  });
});

describe("the client postgres", () => {
  it.skipIf(hasPostgresClient)("is not installed, so its rows are not tried", () => {
    expect(process.env["CI"]).toBeUndefined();
  });
});
