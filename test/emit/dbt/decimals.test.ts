import { describe, expect, it } from "vitest";
import { type Adapter, dbtAdapters } from "../../../src/emit/dbt/options.ts";
import { contractIr, emitDbt } from "./project.ts";

const reportsOf = (type: string, adapters: readonly Adapter[]) =>
  emitDbt(contractIr(`schema: {properties: {x: ${type}}}`), { adapters }).diagnostics;

describe("a decimal with more digits than a warehouse supports", () => {
  it.each(["snowflake", "redshift"] as const)("is an error on %s (dbt/decimal-too-long)", (adapter) => {
    const [report, ...others] = reportsOf("{type: decimal, precision: 38, scale: 38}", [adapter]);
    expect(report).toMatchObject({
      code: "dbt/decimal-too-long",
      severity: "error",
      message: `${adapter} has no decimal(38, 38), the type of "x". Write precision: 38, scale: 37`,
    });
    expect(others).toEqual([]);
  });

  it("is an error inside other types", () => {
    const type = "{type: array, items: {type: object, properties: {y: {type: decimal, precision: 38, scale: 38}}}}";
    expect(reportsOf(type, ["snowflake"])).toHaveLength(1);
  });

  it("is valid on other adapters, and with fewer digits", () => {
    expect(reportsOf("{type: decimal, precision: 38, scale: 37}", dbtAdapters)).toEqual([]);
    expect(
      reportsOf("{type: decimal, precision: 38, scale: 38}", ["duckdb", "postgres", "bigquery", "databricks"]),
    ).toEqual([]);
  });
});
