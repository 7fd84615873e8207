import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment } from "../environments/environment.ts";
import { startPostgres } from "../postgres/server.ts";
import type { Machine } from "./engine.ts";

/** dbt, a PostgreSQL server and a folder for one test file. */
export async function setUp(): Promise<Machine & { tearDown(): Promise<void> }> {
  const dbt = await environment("dbt");
  const server = await startPostgres();
  if (server === undefined)
    throw new Error(
      "there is no PostgreSQL for this platform in npm, and none is installed (on Debian: apt-get install postgresql)",
    );
  const folder = mkdtempSync(join(tmpdir(), "dex-dbt-"));
  const tearDown = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { dbt, server, folder, tearDown };
}
