import { resolve } from "node:path";
import pg from "pg";
import type { Environment } from "../real/environments/environment.ts";
import { type PostgresServer, startPostgres } from "../real/postgres/server.ts";
import { run } from "./program.ts";
import type { ShopRows } from "./row.ts";
import { loadStatements } from "./tables.ts";

const SCRIPT = "generated/extract/daily_orders.py";

/** The shop's own database: a PostgreSQL server that runs for as long as the demo does. */
export interface ShopDatabase {
  /** Where it listens. */
  readonly at: string;
  /** Makes these the rows of the shop. */
  fill(rows: ShopRows): Promise<void>;
  /** Runs the generated extract, and gives how many rows it has loaded of each table. `say` is told how far it is. */
  extract(into: Destination, say: (note: string) => void): Promise<ReadonlyMap<string, number>>;
  stop(): Promise<void>;
}

/** Where an extract loads to: a DuckDB file, with the Python that has dlt, which may leave things in a folder. */
interface Destination {
  readonly dlt: Environment;
  readonly database: string;
  readonly folder: string;
}

/** Starts the shop's database; or says why there is none. */
export async function openShop(): Promise<ShopDatabase | { readonly missing: string }> {
  let server: PostgresServer | undefined;
  try {
    server = await startPostgres();
  } catch (error) {
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).trim().split("\n");
    return { missing: `PostgreSQL does not start here (${reason})` };
  }
  return server === undefined ? { missing: "there is no PostgreSQL here" } : shopOn(server);
}

function shopOn({ host, port, user, stop }: PostgresServer): ShopDatabase {
  return {
    at: `${host}:${port}`,
    fill: async (rows) => {
      const client = new pg.Client({ host, port, user, database: "postgres" });
      await client.connect();
      try {
        await client.query(loadStatements(rows, "public").join(";\n"));
      } finally {
        await client.end();
      }
    },
    extract: async ({ dlt, database, folder }, say) => {
      const loaded = new Map<string, number>();
      const line = (text: string) => {
        const [, table, rows] = /^(\w+): (\d+) rows?\b/.exec(text) ?? [];
        if (table === undefined) return;
        loaded.set(table, Number(rows));
        say(text);
      };
      const env = {
        DEX_SHOP_POSTGRES_HOST: host,
        DEX_SHOP_POSTGRES_PORT: String(port),
        DEX_SHOP_POSTGRES_USER: user,
        DEX_SHOP_POSTGRES_DATABASE: "postgres",
        DEX_WAREHOUSE_PATH: database,
        // What somebody has told dlt elsewhere is none of the demo's.
        DLT_DATA_DIR: resolve(folder, "dlt"),
      };
      const { status, said } = await run(dlt.python, [resolve(SCRIPT)], { cwd: folder, env, line });
      if (status !== 0) throw new Error(said.trimEnd());
      return loaded;
    },
    stop,
  };
}
