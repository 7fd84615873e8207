import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mock } from "../../src/mock/mock.ts";
import { duckdbConnection } from "../duckdb.ts";
import { runs } from "../extent.ts";
import { mockable, projects } from "./random-contracts.ts";
import { duckdbDatabase, load, violations } from "./targets.ts";

const RUNS = runs(60);
const NOW = "2026-12-01T10:30:00Z";
const database = await duckdbDatabase(await duckdbConnection());

describe("rows of random contracts", () => {
  it("satisfy every assertion in DuckDB", async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(projects, fc.integer({ min: 0, max: 1000 }), async (files, seed) => {
        const made = mockable(files, (ir) => mock(ir, { contracts: [], seed, now: Date.parse(NOW) }));
        if (made === undefined) return;
        count++;
        const { tables } = made;
        await load(database, tables);
        for (const { contract } of tables)
          for (const assertion of contract.dataset.assertions)
            expect(await violations(database, assertion, { tables, now: NOW }), assertion.id).toEqual(
              expect.toSatisfy((found: unknown) => found === undefined || (Array.isArray(found) && found.length === 0)),
            );
      }),
      { numRuns: RUNS, seed: 20_261_201 },
    );
    expect(count).toBeGreaterThan(RUNS * 0.9);
  }, 120_000);
});
