import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mock } from "../../src/mock/mock.ts";
import { duckdbConnection } from "../duckdb.ts";
import { runs } from "../extent.ts";
import { mockable, projects } from "./random-contracts.ts";
import { duckdbDatabase, load, violations } from "./targets.ts";

const NOW = "2026-12-01T10:30:00Z";
const database = await duckdbDatabase(await duckdbConnection());

describe("rows with one fault per assertion", () => {
  it("violate in DuckDB exactly what the report says", async () => {
    const counts = { faults: 0, also: 0, unfound: 0 };
    await fc.assert(
      fc.asyncProperty(projects, fc.integer({ min: 0, max: 1000 }), async (files, seed) => {
        const made = mockable(files, (ir) =>
          mock(ir, { contracts: [], seed, now: Date.parse(NOW), faults: true, form: "typed" }),
        );
        if (made === undefined) return;
        const { tables, faults } = made;
        await load(database, tables);
        for (const { contract } of tables)
          for (const assertion of contract.dataset.assertions) {
            const found = await violations(database, assertion, { tables, now: NOW });
            if (found === undefined) continue;
            const record = faults?.faults.find((one) => one.assertion === assertion.id);
            const isViolated = found === "figures" || found.length > 0;
            expect(isViolated, `${assertion.id} ${JSON.stringify(assertion.rule)}`).toBe(record !== undefined);
            if (record === undefined || found === "figures") continue;
            expect(
              found.map((row) => row + 1),
              assertion.id,
            ).toEqual(record.violatingRows);
            counts.faults++;
            counts.also += record.alsoViolates.length;
          }
        counts.unfound += faults?.notMade.filter(({ reason }) => reason.includes("found")).length ?? 0;
      }),
      { numRuns: runs(40), seed: 20_261_202 },
    );
    expect(counts.faults).toBeGreaterThan(100);
    expect(counts.also).toBeLessThan(counts.faults / 10);
    expect(counts.unfound).toBeLessThan(counts.faults / 10);
  }, 300_000);
});
