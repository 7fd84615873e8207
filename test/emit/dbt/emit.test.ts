import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { assertionsOf } from "../../../src/emit/coverage.ts";
import { dbtAdapters } from "../../../src/emit/dbt/options.ts";
import { templates } from "../../../src/emit/dbt/template-names.ts";
import { emitDbt, filesBelow, projectIr } from "./project.ts";

const EXPECTED = "test/emit/dbt/expected";

describe("the dbt project of DuckDB", () => {
  const { files, diagnostics } = emitDbt(projectIr);
  const emitted = Object.fromEntries(files.map(({ path, text }) => [path, text]));

  it("is as accepted, file by file", () => {
    if (process.env["UPDATE_GOLDEN"]) writeExpected(emitted);
    expect(emitted).toEqual(filesBelow(EXPECTED));
    expect(diagnostics).toEqual([]);
  });

  it("names for every file the documents it was made from", () => {
    const sources = (path: string) =>
      files.find((file) => file.path === `dbt/duckdb/${path}`)?.sources.map((source) => source.path);
    expect(sources("models/staging/shop/stg_shop__orders.sql")).toEqual(["contracts/orders.contract.yaml"]);
    expect(sources("models/marts/sales/fct_orders.sql")).toEqual([
      "contracts/daily.pipeline.yaml",
      "contracts/fct_orders.contract.yaml",
      "contracts/fct_orders.sql",
    ]);
    expect(sources("tests/generic/dex_range.sql")).toEqual([
      "contracts/daily.pipeline.yaml",
      "contracts/fct_orders.contract.yaml",
      "contracts/fct_orders.sql",
      "contracts/orders.contract.yaml",
    ]);
  });

  it("traces lines of its property files to the node that says them", () => {
    const file = files.find(({ path }) => path.endsWith("_shop__models.yml"));
    const lines = file?.text.split("\n") ?? [];
    const block = file?.blocks?.find(({ origin }) => origin.pointer === "/schema/properties/sku/pattern");
    expect(lines.slice((block?.start ?? 0) - 1, block?.end)).toEqual([
      "          - dex_matches:",
      "              name: orders__sku__matches",
      "              arguments:",
      '                pattern: "^[A-Z]{2}-[0-9]+$"',
    ]);
  });
});

describe("a model's SQL", () => {
  it("is traced, line by line, to the fields it casts", () => {
    const file = emitDbt(projectIr).files.find(({ path }) => path.endsWith("/stg_shop__customers.sql"));
    const lines = file?.text.split("\n") ?? [];
    const traced = file?.blocks?.map(({ start, origin }) => [lines[start - 1]?.trim(), origin.pointer]);
    expect(traced?.slice(3, 6)).toEqual([
      ["cast(city as varchar) as city,", "/schema/properties/city"],
      ['cast("order" as bigint) as "order",', "/schema/properties/order"],
      ['cast("homePage" as varchar) as "homePage",', "/schema/properties/homePage"],
    ]);
    expect(traced).toHaveLength(7);
  });
});

describe("every adapter's project", () => {
  const { files, coverage } = emitDbt(projectIr, { adapters: dbtAdapters });

  it("has the same files", () => {
    const of = (adapter: string) =>
      files
        .filter(({ path }) => path.startsWith(`dbt/${adapter}/`))
        .map(({ path }) => path.split("/").slice(2).join("/"))
        // The sessions of BigQuery are in UTC.
        .filter((path) => path !== "macros/dex/get_test_sql.sql");
    for (const adapter of dbtAdapters) expect(of(adapter)).toEqual(of("duckdb"));
  });

  it("has one coverage record for every assertion", () => {
    expect(coverage.map(({ assertion }) => assertion)).toEqual(assertionsOf(projectIr).map(({ id }) => id));
  });

  it("ends every file in one newline and has no blanks before one", () => {
    for (const { path, text } of files) {
      expect(text, path).toMatch(/[^\n]\n$/);
      expect(text, path).not.toMatch(/[ \t]\n/);
    }
  });
});

describe("the templates", () => {
  it("are all listed, and no other", () => {
    expect(Object.keys(filesBelow("templates/dbt")).sort()).toEqual([...templates].sort());
  });
});

function writeExpected(files: Readonly<Record<string, string>>): void {
  rmSync(EXPECTED, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(EXPECTED, path)), { recursive: true });
    writeFileSync(join(EXPECTED, path), text);
  }
}
