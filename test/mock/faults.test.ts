import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mock } from "../../src/mock/mock.ts";
import { duckdbConnection } from "../duckdb.ts";
import { mockable, projects } from "./random-contracts.ts";
import { duckdbDatabase, load, violations } from "./targets.ts";

const NOW = "2026-12-01T10:30:00Z";
const database = await duckdbDatabase(await duckdbConnection());

describe("rows with one fault per assertion", () => {
  it("violate in DuckDB exactly what the report says", async () => {
    const counts = { faults: 0, side: 0, notMade: new Map<string, number>() };
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
            const record = faults?.faults.find(
              (one) => one.assertion === assertion.id && one.kind === assertion.rule.kind,
            );
            const isViolated = found === "figures" || found.length > 0;
            expect(isViolated, `${assertion.id} ${JSON.stringify(assertion.rule)}`).toBe(record !== undefined);
            if (record === undefined || found === "figures") continue;
            expect(
              found.map((row) => row + 1),
              assertion.id,
            ).toEqual(record.violatingRows);
            counts.faults++;
            counts.side += record.alsoViolates.length;
          }
        for (const { reason } of faults?.notMade ?? [])
          counts.notMade.set(reason, (counts.notMade.get(reason) ?? 0) + 1);
      }),
      { numRuns: Number(process.env["RUNS"] ?? 15), seed: Number(process.env["SEED"] ?? 20_261_202) },
    );
    if (process.env["SHOW"]) console.log(counts);
    expect(counts.faults).toBeGreaterThan(100);
  }, 300_000);
});
