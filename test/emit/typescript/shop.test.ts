import { afterAll, describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.ts";
import { pascal } from "../../../src/emit/typescript/names.ts";
import { nodeHost } from "../../../src/host/node.ts";
import { faults } from "../../demo/faults.ts";
import type { Fault } from "../../demo/plant.ts";
import { type Row, TABLES, type TableName } from "../../demo/row.ts";
import { shopRows } from "../../demo/rows.ts";
import { install } from "./package.ts";

/*
 * The rows that the demo loads into a warehouse, and the faults that dbt finds in them there: a fault of one row is found here, by the same
 * assertion, in the same rows; a fault of a table is in no row of its own.
 */

const now = new Date("2026-03-29T12:00:00Z");
const { files, coverage } = await compile(nodeHost(process.cwd()), { targets: ["typescript"] });
const installed = install(files);
afterAll(installed.remove);
const entries = TABLES.map(async (table) => [table, await installed.validator(table, pascal(table))] as const);
const validators = new Map(await Promise.all(entries));
const held = new Set(coverage.filter(({ how }) => how === "runtime").map(({ assertion }) => assertion));
const clean = shopRows({ seed: 1, now });
const all: readonly Fault[] = faults;

describe("the validators of the shop", () => {
  it.each(TABLES)("take every good row of %s", (table) => {
    expect(clean[table].length).toBeGreaterThan(10);
    expect(clean[table].flatMap((row) => broken(table, row))).toEqual([]);
  });

  it.each(all)("$name ($kind)", (fault) => {
    const { name, table, assertion, rows } = fault;
    const planted = shopRows({ seed: 1, now, faults: [name as (typeof faults)[number]["name"]] })[table];
    const bad = planted.map((row) => broken(table, row)).filter((problems) => problems.length > 0);
    expect([...new Set(bad.flat())]).toEqual(held.has(assertion) ? [assertion] : []);
    if (!held.has(assertion)) return;
    // A column too many is one fault of the table, and one of each of its rows.
    expect(bad.length).toBe(fault.kind === "schema" ? planted.length : rows(clean));
  });

  it("find faults of every kind that a row can have", () => {
    const kinds = new Set(all.filter(({ assertion }) => held.has(assertion)).map(({ kind }) => kind));
    const names = "expression format in_set length matches multiple_of not_null range schema";
    expect([...kinds].sort().join(" ")).toBe(names);
  });
});

function broken(table: TableName, row: Row): readonly string[] {
  const checked = validators.get(table)?.check(row);
  if (checked === undefined) return [];
  const problems = checked.ok ? [] : checked.problems;
  return [...problems, ...(checked.warnings ?? [])].map(({ assertion }) => assertion);
}
