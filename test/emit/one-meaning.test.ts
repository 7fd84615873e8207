import { DuckDBInstance } from "@duckdb/node-api";
import Ajv2020 from "ajv/dist/2020.js";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { violationsQuery } from "../../src/assertion/query.ts";
import { dialects } from "../../src/dialect/registry.ts";
import { contractSchema } from "../../src/emit/json-schema/views.ts";
import type { Ir } from "../../src/ir/ir.ts";
import { Code, code } from "../../src/text/quote/code.ts";
import { write } from "../../src/text/quote/json.ts";
import { contractIr } from "./dbt/project.ts";
import { type Checked, install } from "./typescript/package.ts";
import { emitTypescript } from "./typescript/project.ts";

const duckdb = await DuckDBInstance.create(":memory:");
const connection = await duckdb.connect();
afterAll(() => connection.closeSync());

function contractOf(ir: Ir) {
  const [contract] = ir.contracts;
  if (contract === undefined) throw new Error("no contract");
  return contract;
}

/** The generated TypeScript validator and the JSON Schema of a contract. */
async function validatorsOf(ir: Ir) {
  const contract = contractOf(ir);
  const installed = install(emitTypescript(ir).files);
  onTestFinished(installed.remove);
  const { check } = await installed.validator(contract.name, "Orders");
  const ajv = new Ajv2020.default({ strict: false, validateFormats: false });
  const validate = ajv.compile(JSON.parse(write(contractSchema(contract, ir.project))) as object);
  return { check, validate: (row: unknown) => validate(row) };
}

function violated(checked: Checked): readonly string[] {
  return checked.ok ? [] : checked.problems.map(({ assertion }) => assertion);
}

/** True if the value, an SQL expression, violates the only set of a contract in DuckDB. */
async function isOutside(ir: Ir, value: string): Promise<boolean> {
  const contract = contractOf(ir);
  const assertion = contract.dataset.assertions.find(({ rule }) => rule.kind === "in_set");
  if (assertion === undefined) throw new Error("no set");
  const query = violationsQuery(assertion, {
    dialect: dialects.duckdb,
    relation: code`(select ${Code.trusted(value)} as x)`,
    fields: contract.dataset.fields,
    key: [],
    tables: { has: () => false, get: () => undefined },
  });
  if (!(query instanceof Code)) throw new Error(query.why);
  const found = await connection.runAndReadAll(query.text);
  return found.getRowObjects().length > 0;
}

describe("a set of quoted numbers that a double cannot store", () => {
  it("compares 64-bit integers exactly in every target", async () => {
    const ir = contractIr(`schema: {properties: {x: {type: bigint, enum: ["9007199254740993", 1]}}}\n`);
    expect(write(contractSchema(contractOf(ir), ir.project))).toContain("9007199254740993");
    const { check } = await validatorsOf(ir);
    expect(["9007199254740993", 1, "9007199254740992"].map((x) => check({ x }).ok)).toEqual([true, true, false]);
    expect(await isOutside(ir, "9007199254740993::bigint")).toBe(false);
    expect(await isOutside(ir, "9007199254740992::bigint")).toBe(true);
  });

  it("compares decimals of a rule exactly in every target", async () => {
    const column = "x: {type: decimal, precision: 38, scale: 2}";
    const rule = '{rule: in_set, field: x, values: ["12345678901234567890.25", 7.5]}';
    const ir = contractIr(`schema: {properties: {${column}}}\nquality:\n  - ${rule}\n`);
    const { check, validate } = await validatorsOf(ir);
    for (const [x, isIn] of [
      ["12345678901234567890.25", true],
      ["12345678901234567890.26", false],
      ["7.50", true],
    ] as const) {
      expect([check({ x }).ok, validate({ x }), !(await isOutside(ir, `${x}::decimal(38, 2)`))]).toEqual([
        isIn,
        isIn,
        isIn,
      ]);
    }
  });
});

describe("a column that a row may omit", () => {
  it("has a default, or is not required", async () => {
    const ir = contractIr(`schema:
  properties:
    a: {type: string, default: x}
    b: {type: string, not_null: true, default: x}
    c: {type: string, required: false}
    d: {type: string, not_null: true, required: false}
    e: {type: string}
    f: {type: string, required: true, default: x}
`);
    const { check, validate } = await validatorsOf(ir);
    const decided = (row: object) => [check(row).ok, validate(row)];
    expect(decided({ e: null, f: "x" })).toEqual([true, true]);
    expect(decided({ f: "x" })).toEqual([false, false]);
    expect(decided({ e: null })).toEqual([false, false]);
    expect(decided({ a: null, c: null, e: null, f: "x" })).toEqual([true, true]);
    expect(decided({ b: null, e: null, f: "x" })).toEqual([false, false]);
    expect(decided({ d: null, e: null, f: "x" })).toEqual([false, false]);
    const checked = contractOf(ir).dataset.assertions.filter(({ rule }) => rule.kind === "not_null");
    expect(checked.map(({ id }) => id)).toEqual(["orders.b.not_null", "orders.d.not_null", "orders.f.not_null"]);
  });
});

describe("NULL in a column with several not-null constraints", () => {
  it("violates each of them", async () => {
    const ir = contractIr(`schema: {properties: {x: {type: string, not_null: true}, y: {type: boolean}}}
quality:
  - {rule: not_null, field: x, name: again}
  - {rule: not_null, field: x, name: sometimes, where: y}
`);
    const { check } = await validatorsOf(ir);
    expect(violated(check({ x: null, y: true }))).toEqual(["orders.x.not_null", "orders.again", "orders.sometimes"]);
    expect(violated(check({ x: null, y: false }))).toEqual(["orders.x.not_null", "orders.again"]);
  });
});
