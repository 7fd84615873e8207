import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { nodeHost } from "../../src/host/node.ts";
import { caughtFaults, faults } from "./faults.ts";
import type { Fault } from "./plant.ts";
import { TABLES } from "./row.ts";
import { changedRows, shopRows } from "./rows.ts";
import { loadStatements } from "./tables.ts";

const now = new Date("2026-03-29T00:20:00Z");
const { ir, diagnostics, coverage } = await compile(nodeHost(process.cwd()), { targets: ["dbt"] });
const assertions = new Map(ir?.contracts.flatMap(({ dataset }) => dataset.assertions.map((one) => [one.id, one])));
const all: readonly Fault[] = faults;

describe("the shop's contracts", () => {
  it("compile without any error or warning", () => {
    expect(diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
  });
});

describe("the sample rows", () => {
  it("are decided by seed and time alone", () => {
    const [one, same, other] = [1, 1, 2].map((seed) => JSON.stringify(shopRows({ seed, now })));
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it("have every column of their contract, and none besides", () => {
    const rows = shopRows({ seed: 1, now });
    for (const table of TABLES) {
      const contract = ir?.contracts.find(({ name }) => name === table);
      const names = contract?.dataset.fields.map(({ name }) => name).sort();
      expect(rows[table].length, table).toBeGreaterThan(30);
      for (const row of rows[table]) expect(Object.keys(row).sort(), table).toEqual(names);
    }
  });

  it.each(["2026-03-29T00:00:30Z", "2026-10-25T12:00:00Z", "2027-01-01T23:59:59Z"])(
    "can take all faults at once, whatever the time: %s",
    (time) => {
      for (const seed of [1, 2, 3, 4, 5]) {
        const rows = shopRows({ seed, now: new Date(time), faults: caughtFaults });
        expect(loadStatements(rows).join("\n")).toContain("favourite_colour text");
      }
    },
  );
});

describe("rows that have changed", () => {
  const later = new Date("2026-03-29T01:20:00Z");
  const changed = changedRows({ seed: 1, now, faults: ["order_of_unknown_status", "stale_payments"] }, later);
  const before = shopRows({ seed: 1, now });

  it("say so, and no other row does", () => {
    const touched = changed.orders.filter((row, index) => row["updated_at"] !== before.orders[index]?.["updated_at"]);
    expect(touched.map(({ status, updated_at }) => [status, updated_at])).toEqual([["lost", later.toISOString()]]);
    expect(changed.customers).toEqual(before.customers);
  });

  it("keep the moment that a fault gives them", () => {
    for (const { updated_at } of changed.payments) expect(updated_at).not.toBe(later.toISOString());
  });
});

describe("the planted faults", () => {
  it("have names of their own", () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it.each(all)(
    "$name breaks an assertion of that kind and severity",
    ({ assertion, kind, severity, table, columns, downstream = [] }) => {
      expect(assertions.get(assertion)).toMatchObject({ dataset: table, rule: { kind }, severity });
      for (const id of downstream) expect(assertions.has(id), id).toBe(true);
      const known = Object.keys(shopRows({ seed: 1, now, faults: ["unannounced_column"] })[table][0] ?? {});
      for (const column of columns) expect(known).toContain(column);
    },
  );

  it("cover every kind of assertion that dbt tests on the shop's tables", () => {
    const tested = coverage.flatMap(({ assertion, how }) =>
      how === "test" ? [assertions.get(assertion)?.rule.kind] : [],
    );
    const planted = new Set(all.filter(({ tolerated }) => tolerated !== true).map(({ kind }) => kind));
    expect([...new Set(tested)].sort()).toEqual([...planted].sort());
  });
});
