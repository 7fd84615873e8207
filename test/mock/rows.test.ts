import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mock } from "../../src/mock/mock.ts";
import { MockRefusal } from "../../src/mock/request.ts";
import { duckdbConnection } from "../duckdb.ts";
import { irOf } from "../ir-of.ts";
import { projects } from "./random-contracts.ts";
import { load, violations } from "./targets.ts";

const NOW = "2026-12-01T10:30:00Z";
const connection = await duckdbConnection();
await connection.run("set timezone = 'UTC'");

describe("rows of random contracts", () => {
  it("satisfy every assertion in DuckDB", async () => {
    const counts = { made: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(projects, fc.integer({ min: 0, max: 1000 }), async (files, seed) => {
        const ir = refusalOf(files);
        if (ir === undefined) return;
        const request = { contracts: [], seed, now: Date.parse(NOW) };
        const mocked = refusalOr(() => mock(ir, request));
        if (mocked instanceof MockRefusal) {
          counts.refused++;
          if (process.env["SHOW"]) console.log(mocked.message);
          return;
        }
        counts.made++;
        await load(connection, mocked.tables);
        for (const { contract } of mocked.tables)
          for (const assertion of contract.dataset.assertions)
            expect(await violations(connection, assertion, { tables: mocked.tables, now: NOW }), assertion.id).toEqual(
              expect.toSatisfy((found: unknown) => found === undefined || (Array.isArray(found) && found.length === 0)),
            );
      }),
      { numRuns: Number(process.env["RUNS"] ?? 25), seed: Number(process.env["SEED"] ?? 20_261_201) },
    );
    if (process.env["SHOW"]) console.log(counts);
    expect(counts.refused).toBeLessThan(counts.made / 4);
  }, 120_000);
});

/** The Ir of a project. Undefined if the random rules contradict each other, so that the project has errors. */
function refusalOf(files: Readonly<Record<string, string>>) {
  try {
    return irOf(files);
  } catch (error) {
    if (process.env["SHOW"]) console.log(String(error).slice(0, 200));
    return undefined;
  }
}

function refusalOr<T>(work: () => T): T | MockRefusal {
  try {
    return work();
  } catch (error) {
    if (error instanceof MockRefusal) return error;
    throw error;
  }
}
