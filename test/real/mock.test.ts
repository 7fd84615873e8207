import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import type { Ir } from "../../src/ir/ir.ts";
import { mock } from "../../src/mock/mock.ts";
import { projectIr as dbtIr, filesBelow } from "../emit/dbt/project.ts";
import { projectIr as typescriptIr } from "../emit/typescript/project.ts";
import { irOf } from "../ir-of.ts";
import { type Database, load, violations } from "../mock/targets.ts";
import { startPostgres } from "./postgres/server.ts";

const NOW = "2026-12-01T10:30:00Z";
const server = await startPostgres();
afterAll(() => server?.stop());

const shop = irOf(
  Object.fromEntries(Object.entries(filesBelow("contracts")).map(([path, text]) => [`contracts/${path}`, text])),
);

/** A new client, whose session is in UTC. */
async function connect(): Promise<Database & { end(): Promise<void> }> {
  const { host, port, user } = server ?? { host: "", port: 0, user: "" };
  const client = new pg.Client({ host, port, user, database: "postgres", options: "-c timezone=UTC" });
  await client.connect();
  return {
    dialect: "postgres",
    run: (sql) => client.query(sql),
    query: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows,
    end: () => client.end(),
  };
}

const PROJECTS: readonly (readonly [string, Ir])[] = [
  ["the shop", shop],
  ["every type", typescriptIr],
  ["every kind of assertion", dbtIr],
];

describe.skipIf(server === undefined)("rows of dex mock in PostgreSQL", () => {
  it.each(PROJECTS)("violate what the report of faults says, and nothing else: %s", async (_name, ir) => {
    const { tables, faults } = mock(ir, { contracts: [], seed: 3, now: Date.parse(NOW), faults: true, form: "typed" });
    const database = await connect();
    try {
      await load(database, tables);
      let compared = 0;
      for (const { contract } of tables)
        for (const assertion of contract.dataset.assertions) {
          const found = await violations(database, assertion, { tables, now: NOW });
          if (found === undefined) continue;
          const record = faults?.faults.find((one) => one.assertion === assertion.id);
          expect(found === "figures" || found.length > 0, assertion.id).toBe(record !== undefined);
          if (record === undefined || found === "figures") continue;
          expect(
            found.map((row) => row + 1),
            assertion.id,
          ).toEqual(record.violatingRows);
          compared++;
        }
      expect(compared).toBeGreaterThan(20);
    } finally {
      await database.end();
    }
  });
});
