import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, type Database, type Machine } from "../dbt/engine.ts";
import { environment } from "../environments/environment.ts";
import { startPostgres } from "../postgres/server.ts";

/** Where suites are run in tests. */
export const SOURCES = ["postgres", "pandas"] as const;

/** One of them. */
export type TestSource = (typeof SOURCES)[number];

/** Great Expectations, a PostgreSQL server and a folder for one test file. */
export async function setUp(): Promise<Machine & { tearDown(): Promise<void> }> {
  const gx = await environment("gx");
  const server = await startPostgres();
  if (server === undefined) throw new Error("there is no PostgreSQL for this platform in npm, and none is installed");
  const folder = mkdtempSync(join(tmpdir(), "dex-gx-"));
  const tearDown = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  // The Python that runs statements is called dbt's; Great Expectations' has the same drivers.
  return { dbt: gx, server, folder, tearDown };
}

/** The words and the environment by which the runner finds a database. */
export interface Reach {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A database with the rows of a script, and how the runner reaches it. */
export async function databaseWith(
  script: string,
  { source, name }: { readonly source: TestSource; readonly name: string },
  machine: Machine,
): Promise<Reach & { readonly database: Database }> {
  const database = await createDatabase(source === "postgres" ? "postgres" : "duckdb", name, machine);
  await database.run(script);
  if (source === "postgres") return { database, words: [source], env: database.env };
  return { database, words: [source, "--duckdb", join(machine.folder, `${name}.duckdb`)], env: {} };
}
