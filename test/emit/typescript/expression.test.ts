import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { printExpression as printSql } from "../../../src/dialect/expression.ts";
import { dialects } from "../../../src/dialect/registry.ts";
import { printExpression } from "../../../src/emit/typescript/expression.ts";
import { print } from "../../../src/emit/typescript/layout.ts";
import type { Expression } from "../../../src/ir/expression.ts";
import { runs } from "../../extent.ts";
import { contractIr } from "../dbt/project.ts";
import { install } from "./package.ts";
import { emitTypescript, projectIr } from "./project.ts";
import { conditions } from "./random-expressions.ts";

const installed = install(emitTypescript(projectIr).files);
afterAll(installed.remove);
const runtime = await installed.load("runtime/index.js");

const TABLE = `create table rows (
  n integer, i bigint, d decimal(10, 2), f double, t varchar, u varchar, b boolean, c boolean, day date, moment timestamptz, local timestamp
)`;

const columns = contractIr(`schema:
  properties:
    i: {type: bigint}
    d: {type: decimal, precision: 10, scale: 2}
    f: {type: double}
    t: {type: string}
    u: {type: string}
    b: {type: boolean}
    c: {type: boolean}
    day: {type: date}
    moment: {type: timestamp}
    local: {type: timestamp_local}
`).contracts[0]?.dataset.fields;

/** Rows as JSON has them, NULLs among them. */
const ROWS = [
  {
    i: "3",
    d: "2.50",
    f: 0.1,
    t: "a",
    u: "A",
    b: true,
    c: false,
    day: "2024-02-29",
    moment: "2024-02-29T12:00:00Z",
    local: "2024-02-29T12:00:00.5",
  },
  {
    i: "-1",
    d: "-2.50",
    f: -2.5,
    t: " ab ",
    u: "äß",
    b: false,
    c: null,
    day: "2023-12-31",
    moment: "2024-02-29T13:00:00+02:00",
    local: "2024-02-29T12:00:00",
  },
  {
    i: "0",
    d: "0.30",
    f: 0.3,
    t: "😀b",
    u: "\uff5e",
    b: null,
    c: true,
    day: "2024-03-01",
    moment: "2024-02-29T12:00:00.500Z",
    local: "2025-01-01T00:00:00",
  },
  { i: null, d: null, f: null, t: null, u: "it's", b: true, c: true, day: null, moment: null, local: null },
  {
    i: "100",
    d: "99999999.99",
    f: 100,
    t: "",
    u: null,
    b: false,
    c: false,
    day: "2024-02-29",
    moment: "2023-01-01T00:00:00Z",
    local: "2024-02-29T11:59:59.999999",
  },
];

const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
await connection.run("set timezone = 'UTC'");
await connection.run(TABLE);
for (const [index, row] of ROWS.entries()) {
  const values = Object.values(row).map((value) =>
    value === null ? "null" : `'${String(value).replaceAll("'", "''")}'`,
  );
  await connection.run(`insert into rows values (${index}, ${values.join(", ")})`);
}
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

/** What DuckDB says for each row; undefined where it fails, as when a product has too many digits for its type. */
async function viaSql(condition: Expression): Promise<readonly unknown[] | undefined> {
  const { text } = printSql(condition, dialects.duckdb, columns);
  const reader = await connection.runAndReadAll(`select ${text} from rows order by n`).catch(() => undefined);
  return reader?.getRows().map(([value]) => value);
}

function viaPackage(condition: Expression): readonly unknown[] {
  const code = print(printExpression(condition, columns ?? []), { indent: 0, column: 0, tail: 0 }).text;
  const holds = new Function("$", `return ${code}`)(runtime) as (row: object) => unknown;
  return ROWS.map((row) => holds(row));
}

describe("a condition", () => {
  it("is true, false or unknown of the rows of which it is so in DuckDB", async () => {
    const found = { compared: 0, unknown: 0 };
    await fc.assert(
      fc.asyncProperty(conditions, async (condition) => {
        const wanted = await viaSql(condition);
        if (wanted === undefined) return;
        found.compared++;
        if (wanted.includes(null)) found.unknown++;
        expect(viaPackage(condition), printSql(condition, dialects.duckdb).text).toEqual(wanted);
      }),
      { numRuns: runs(2000), seed: 20_261_127 },
    );
    expect(found.compared).toBeGreaterThan(runs(1500));
    expect(found.unknown).toBeGreaterThan(runs(300));
  });
});
