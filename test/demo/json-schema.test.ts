import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { nodeHost } from "../../src/host/node.ts";
import { type Event, eventFaults, shopEvents } from "./events.ts";
import { faults } from "./faults.ts";
import type { Fault } from "./plant.ts";
import { type Row, TABLES } from "./row.ts";
import { shopRows } from "./rows.ts";

const now = new Date("2026-03-29T12:00:00Z");
const { files, coverage } = await compile(nodeHost(process.cwd()), { targets: ["json-schema"] });
const ajv = new Ajv2020.default({ strict: false, allErrors: true });
formats.default(ajv);
const validators = Object.fromEntries(
  [...TABLES, "user_events"].map((table) => {
    const file = files.find(({ path }) => path.endsWith(`/${table}.schema.json`));
    return [table, ajv.compile(JSON.parse(file?.text ?? "null") as object)] as const;
  }),
);
const clean = shopRows({ seed: 1, now });
const held = new Set(
  coverage.filter(({ how }) => how === "runtime" || how === "enforced").map(({ assertion }) => assertion),
);
const all: readonly Fault[] = faults;

describe("the generated JSON Schemas and the sample rows", () => {
  it.each(TABLES)("%s: every good row is valid", (table) => {
    for (const row of clean[table]) expect(problems(table, row), JSON.stringify(row)).toEqual([]);
  });

  it.each(all.filter(({ assertion }) => held.has(assertion)))("$name: only the bad rows are not", (fault) => {
    const { name, table, rows } = fault;
    const good = new Set(clean[table].map((row) => JSON.stringify(row)));
    const planted = shopRows({ seed: 1, now, faults: [name as (typeof faults)[number]["name"]] });
    const bad = planted[table].filter((row) => problems(table, row).length > 0);
    expect(bad).toEqual(planted[table].filter((row) => !good.has(JSON.stringify(row))));
    // A column too many is one fault of the table, and one of each of its rows.
    expect(bad.length).toBe(fault.kind === "schema" ? planted[table].length : rows(clean));
  });

  it("hold some of the faults", () => {
    const kinds = new Set(all.filter(({ assertion }) => held.has(assertion)).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["format", "in_set", "length", "matches", "not_null", "range", "schema"]);
  });
});

describe("the generated JSON Schema and the sample events", () => {
  const events = shopEvents({ seed: 1, now, count: 200, shop: clean });

  it("every good event is valid", () => {
    for (const event of events) expect(problems("user_events", event), JSON.stringify(event)).toEqual([]);
  });

  it.each(eventFaults)("$name: no event is", ({ assertion, break: spoil }) => {
    expect(held.has(assertion), assertion).toBe(true);
    for (const event of events) expect(problems("user_events", spoil(event))).not.toEqual([]);
  });
});

function problems(table: (typeof TABLES)[number] | "user_events", row: Row | Event): readonly string[] {
  const validate = validators[table];
  return validate?.(row)
    ? []
    : (validate?.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
