import { afterAll, describe, expect, it } from "vitest";
import { arithmeticRefusal } from "../../src/assertion/arithmetic.ts";
import { printExpression as printSql } from "../../src/dialect/expression.ts";
import { dialects, sqlDialects } from "../../src/dialect/registry.ts";
import { typeName } from "../../src/dialect/type-names.ts";
import { printExpression } from "../../src/emit/typescript/expression.ts";
import { print } from "../../src/emit/typescript/layout.ts";
import type { Type } from "../../src/ir/field.ts";
import { duckdbConnection } from "../duckdb.ts";
import { install } from "../emit/typescript/package.ts";
import { emitTypescript, projectIr } from "../emit/typescript/project.ts";
import { NUMBER_CONDITIONS, NUMBER_FIELDS, NUMBER_ROW, numberCondition, numberText } from "./number-conditions.ts";
import { field } from "./types.ts";

const { duckdb } = dialects;
const installed = install(emitTypescript(projectIr).files);
const runtime = await installed.load("runtime/index.js");
const connection = await duckdbConnection();
const columns = NUMBER_FIELDS.map(({ name, type }) => `${name} ${typeName(type, duckdb.types).text}`);
await connection.run(`create table numbers (${columns.join(", ")})`);
await connection.run(`insert into numbers values (${NUMBER_FIELDS.map(({ name }) => numberText(name)).join(", ")})`);
afterAll(() => installed.remove());

const decimal = (precision: number, scale: number): Type => ({ kind: "decimal", precision, scale });

describe("a condition on numbers", () => {
  it.each(Object.entries(NUMBER_CONDITIONS))("%s is %s in DuckDB and in the validator", async (sql, wanted) => {
    const condition = numberCondition(sql);
    const { text } = printSql(condition, duckdb, NUMBER_FIELDS);
    expect((await connection.runAndReadAll(`select ${text} from numbers`)).getRows()[0], text).toEqual([wanted]);
    const code = print(printExpression(condition, NUMBER_FIELDS), { indent: 0, column: 0, tail: 0 }).text;
    const holds = new Function("$", `return ${code}`)(runtime) as (row: object) => unknown;
    expect(holds(NUMBER_ROW), code).toBe(wanted);
  });

  it("leaves short decimals unchanged if they cannot overflow", () => {
    const { text } = printSql(numberCondition("a > a + a"), duckdb, [field("a", decimal(12, 2))]);
    expect(text).toBe("a > a + a");
  });

  it.each([
    ["i + 1 > s", "cast(i as decimal(19, 0)) + 1 > s"],
    ["nan > 1 or i > 1", "nullif(nan, cast('NaN' as double)) > 1 or i > 1"],
    ["i > 1", "i > 1"],
    ["d > d - 1", "d > cast(d as decimal(19, 2)) - 1"],
    ["nan is null", "nan is null"],
  ])("%s is written with no more than it needs", (sql, text) => {
    expect(printSql(numberCondition(sql), duckdb, NUMBER_FIELDS).text).toBe(text);
    expect(printSql(numberCondition(sql), duckdb).text).toBe(sql);
  });
});

const refusal = (sql: string, type: Type, dialect = duckdb) =>
  arithmeticRefusal(
    {
      id: "t",
      dataset: "t",
      rule: { kind: "expression", expression: numberCondition(sql), columns: ["a"] },
      severity: "error",
      dimension: "accuracy",
      origin: { path: "", pointer: "" },
    },
    { fields: [field("a", type)], dialect },
  )?.why;

describe("arithmetic with more digits than an engine has", () => {
  it("is refused, with the reason", () => {
    expect(refusal("a + 1 > 0", decimal(38, 0), dialects.spark)).toBe(
      "its arithmetic can have 39 digits, and spark computes with 38: declare smaller integers (bits: 32) or decimals (precision: 18)",
    );
    expect(refusal("a * a * a > 0", { kind: "int", bits: 64 })).toMatch(/57 digits/);
    expect(refusal("a * a > 0", decimal(38, 20))).toMatch(/76 digits/);
  });

  it("is computed if the engine has enough digits", () => {
    expect(refusal("a * a > 0", { kind: "int", bits: 64 })).toBeUndefined();
    expect(refusal("a > 0", decimal(38, 0))).toBeUndefined();
    expect(refusal("a + 1 > 0", decimal(38, 0), dialects.postgres)).toBeUndefined();
    for (const name of ["duckdb", "snowflake", "postgres", "bigquery"] as const)
      expect(refusal("a + a >= 0", decimal(38, 9), dialects[name]), name).toBeUndefined();
    for (const name of sqlDialects) expect(refusal("a + 1 > 0", decimal(37, 2), dialects[name]), name).toBeUndefined();
  });

  it("is refused if the engine rounds the product", () => {
    const reason = (scale: number) =>
      `its product can have ${scale} digits after the point, and snowflake rounds it to fewer: declare decimals with a smaller scale`;
    expect(refusal("a * a > 0", decimal(16, 8), dialects.snowflake)).toBe(reason(16));
    expect(refusal("(a * a) * (a * a) > 0", decimal(8, 4), dialects.snowflake)).toBe(reason(16));
    expect(refusal("a * a > 0", decimal(12, 6), dialects.snowflake)).toBeUndefined();
    expect(refusal("a * 2 > 0", decimal(38, 20), dialects.snowflake)).toBeUndefined();
  });
});

describe("arithmetic on decimals that declare no precision", () => {
  const sql = ["a + a >= 0", "a - a = 0", "a * a > 0", "a * 3 = a + a + a", "abs(a) + 1 > a"];
  const checked = async (condition: string, value: string) => {
    const { text } = printSql(numberCondition(condition), duckdb, [field("a", decimal(38, 9))]);
    const query = `select ${text} from (select cast('${value}' as decimal(38, 9)) as a)`;
    return (await connection.runAndReadAll(query)).getRows()[0]?.[0];
  };

  it.each(sql)("%s is computed in DuckDB", async (condition) => {
    expect(refusal(condition, decimal(38, 9))).toBeUndefined();
    expect(await checked(condition, "9999999999.999999999")).toBe(true);
    expect(await checked(condition, "0.000000001")).toBe(true);
  });

  it("ends in an error, not in a wrong answer, if a result has too many digits", async () => {
    await expect(checked("a + a >= 0", "99999999999999999999999999999")).rejects.toThrow(/Overflow in addition/);
  });

  it("is refused if ordinary values can have too many digits, or if the engine rounds or returns NULL", () => {
    expect(refusal("a * a * a > 0", decimal(38, 9))).toMatch(/114 digits/);
    for (const name of ["spark", "databricks", "redshift"] as const)
      expect(refusal("a + a > 0", decimal(38, 9), dialects[name]), name).toMatch(/39 digits/);
  });
});
