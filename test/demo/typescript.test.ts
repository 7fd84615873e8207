import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { nodeHost } from "../../src/host/node.ts";
import { type Event, eventFaults, shopEvents } from "./events.ts";
import { type FaultName, faults } from "./faults.ts";
import type { Fault } from "./plant.ts";
import { type Row, TABLES } from "./row.ts";
import { shopRows } from "./rows.ts";

const now = new Date("2026-03-29T12:00:00Z");
const clean = shopRows({ seed: 1, now });
const { files, coverage } = await compile(nodeHost(process.cwd()), { targets: ["typescript"] });
const held = new Set(coverage.filter(({ how }) => how === "runtime").map(({ assertion }) => assertion));
const all: readonly Fault[] = faults;

const folder = mkdtempSync(join(tmpdir(), "dex-shop-"));
afterAll(() => rmSync(folder, { recursive: true }));
for (const { path, text } of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

interface Said {
  readonly assertion?: string;
}

/** A validator's answer, as far as this test looks at it. */
type Check = (row: Row | Event) => {
  readonly ok: boolean;
  readonly problems?: readonly Said[];
  readonly warnings?: readonly Said[];
};
const index = (await import(join(folder, "typescript", "index.js"))) as Record<string, Check>;
const checks = {
  customers: index["checkCustomers"],
  products: index["checkProducts"],
  orders: index["checkOrders"],
  order_items: index["checkOrderItems"],
  payments: index["checkPayments"],
  user_events: index["checkUserEvents"],
};

describe("the generated validators and the sample rows", () => {
  it.each(TABLES)("%s: every good row is one", (table) => {
    for (const row of clean[table]) expect(broken(table, row), JSON.stringify(row)).toEqual([]);
  });

  it.each(all.filter(({ assertion }) => held.has(assertion)))(
    "$name: only the bad rows are not, and they say why",
    (fault) => {
      const { name, table, assertion } = fault;
      const good = new Set(clean[table].map((row) => JSON.stringify(row)));
      const planted = shopRows({ seed: 1, now, faults: [name as FaultName] })[table];
      const bad = planted.filter((row) => !good.has(JSON.stringify(row)));
      expect(planted.filter((row) => broken(table, row).length > 0)).toEqual(bad);
      expect(bad.length).toBeGreaterThan(0);
      for (const row of bad) expect(broken(table, row)).toEqual([assertion]);
    },
  );

  it("hold every kind of promise about one row", () => {
    const kinds = new Set(all.filter(({ assertion }) => held.has(assertion)).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(
      ["expression", "format", "in_set", "length", "matches", "multiple_of", "not_null", "range", "schema"].sort(),
    );
  });
});

describe("the generated validator and the sample events", () => {
  const events = shopEvents({ seed: 1, now, count: 200, shop: clean });

  it("every good event is one", () => {
    for (const event of events) expect(broken("user_events", event), JSON.stringify(event)).toEqual([]);
  });

  it.each(eventFaults)("$name: no event is, and each says why", ({ assertion, break: spoil }) => {
    for (const event of events) expect(broken("user_events", spoil(event))).toContain(assertion);
  });
});

/** The violated assertions. Only those of severity error make a row invalid. */
function broken(table: keyof typeof checks, row: Row | Event): readonly (string | undefined)[] {
  const { ok, problems = [], warnings = [] } = checks[table]?.(row) ?? { ok: false };
  expect(ok).toBe(problems.length === 0);
  return [...problems, ...warnings].map(({ assertion }) => assertion);
}
