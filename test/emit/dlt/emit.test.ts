import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { assertionsOf } from "../../../src/emit/coverage.ts";
import { templates } from "../../../src/emit/dlt/template-names.ts";
import { irOf } from "../../ir-of.ts";
import { formatPython, lintPython } from "../../python.ts";
import { hostile } from "../../quoting/hostile.ts";
import { filesBelow, projectIr } from "../dbt/project.ts";
import { emitExtract } from "./project.ts";

const EXPECTED = "test/emit/dlt/expected";

describe("the scripts of a project", () => {
  const emission = emitExtract(projectIr);
  const emitted = Object.fromEntries(emission.files.map(({ path, text }) => [path, text]));

  it("are as accepted, file by file", () => {
    if (process.env["UPDATE_GOLDEN"]) writeExpected(emitted);
    expect(emitted).toEqual(filesBelow(EXPECTED));
  });

  it("have one coverage record for every assertion, and hold the columns of what is loaded", () => {
    expect(emission.coverage.map(({ assertion }) => assertion)).toEqual(assertionsOf(projectIr).map(({ id }) => id));
    const held = emission.coverage.filter(({ how }) => how === "runtime").map(({ assertion }) => assertion);
    expect(held).toEqual(["customers.schema", "orders.schema"]);
    for (const record of emission.coverage) if (record.how !== "runtime") expect(record.expected).toBe(true);
  });
});

/** A project of one pipeline; `to` and `from` are what stands in its destination and its source beside the usual. */
function pipelineIr({ from = "", to = "type: duckdb", table = "orders", columns = "", tables = "[orders]" }) {
  return irOf({
    "contracts/orders.contract.yaml": `
contract: { name: orders, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, table: ${JSON.stringify(table)}, primary_key: [id] }
schema: { properties: { id: { type: bigint }, changed: { type: timestamp }, day: { type: date }${columns} } }`,
    "contracts/daily.pipeline.yaml": `
pipeline: { name: daily, type: batch, schedule: "0 5 * * *", owner: data-team }
source: { type: postgres, connection: shop, tables: ${tables}, ${from || "mode: full"} }
destination: { connection: warehouse, schema: raw, ${to} }`,
  });
}

describe("a script", () => {
  const script = (project: Parameters<typeof pipelineIr>[0]) => {
    const { files, diagnostics } = emitExtract(pipelineIr(project));
    const found = files.find(({ path }) => path === "extract/daily.py");
    return {
      text: found?.text ?? "",
      names: files.map(({ path }) => path),
      codes: diagnostics.map(({ code }) => code),
    };
  };

  it.each(["duckdb", "postgres", "snowflake", "bigquery", "redshift", "databricks", "filesystem"])(
    "for %s is formatted, and free of findings",
    (type) => {
      const { text, codes } = script({ to: `type: ${type}, database: db` });
      expect(text).toContain(`dlt.destinations.${type}(`);
      expect(formatPython(text)).toBe(text);
      expect(lintPython(text)).toEqual([]);
      expect(codes).toEqual([]);
    },
  );

  it("of every table names none, and is formatted and free of findings", () => {
    const every = (from: string, to = "type: duckdb") => script({ tables: "all", from, to });
    const call = (from: string, to?: string) => /tables=(EveryTable\([^)]*\)),\n/.exec(every(from, to).text)?.[1];
    expect(call("mode: full")).toBe("EveryTable()");
    const incremental = "mode: incremental, watermark: updated_at";
    expect(call(incremental)).toBe('EveryTable(\n        watermark="updated_at",\n    )');
    expect(call(`${incremental}, lookback: 1d`)).toContain("lookback=86400,");
    expect(call(incremental, "type: filesystem")).toBe("EveryTable()");
    expect(every(incremental, "type: filesystem").codes).toEqual(["extract/read-in-full"]);
    for (const { text, codes } of [every("mode: full"), every(`${incremental}, lookback: 1d`)]) {
      expect(text).toContain("from dex_extract import EveryTable, Extract, run\n");
      expect(text).toContain("Loads every table that the schema has");
      expect(formatPython(text)).toBe(text);
      expect(lintPython(text)).toEqual([]);
      expect(codes).toEqual([]);
    }
  });

  it("keeps names as dbt's SQL reads them", () => {
    expect(script({}).text).toContain('naming_convention="direct"');
    const { text, names } = script({ to: "type: snowflake" });
    expect(text).toContain('naming_convention="dex_names.BareIsUpper"');
    expect(names).toContain("extract/dex_names.py");
    expect(script({ to: "type: redshift" }).text).toContain('naming_convention="dex_names.Lower"');
  });

  it("looks back by seconds from a moment, and by whole days from a date", () => {
    const from = (watermark: string) => `mode: incremental, watermark: ${watermark}, lookback: 30h`;
    const lag = (watermark: string) => /lag=(\d+)/.exec(script({ from: from(watermark) }).text)?.[1];
    expect([lag("changed"), lag("day")]).toEqual(["108000", "2"]);
  });

  it.each(hostile.slice(0, 60))("says %j in a comment, and is formatted all the same", (text) => {
    const ir = pipelineIr({});
    const [pipeline] = ir.pipelines;
    if (pipeline === undefined) throw new Error("no pipeline");
    const { files } = emitExtract({ ...ir, pipelines: [{ ...pipeline, description: text }] });
    const written = files.find(({ path }) => path === "extract/daily.py")?.text ?? "";
    expect(formatPython(written)).toBe(written);
    expect(lintPython(written)).toEqual([]);
  });
});

describe("the files that scripts share", () => {
  const files = emitExtract(pipelineIr({ to: "type: snowflake" })).files;

  it.each(files.filter(({ language }) => language === "python"))(
    "$path is formatted and free of findings",
    ({ text }) => {
      expect(formatPython(text)).toBe(text);
      expect(lintPython(text)).toEqual([]);
    },
  );

  it("name the packages of source and destination", () => {
    const { text } = files.find(({ path }) => path.endsWith("requirements.txt")) ?? {};
    expect(text).toContain("dlt[snowflake,sql_database]>=1.31,<2\n");
    expect(text).toContain("psycopg2-binary>=2.9\n");
  });
});

describe("the templates", () => {
  it("are all listed, and no other", () => {
    expect(Object.keys(filesBelow("templates/extract")).sort()).toEqual([...templates].sort());
  });
});

function writeExpected(files: Readonly<Record<string, string>>): void {
  rmSync(EXPECTED, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(EXPECTED, path)), { recursive: true });
    writeFileSync(join(EXPECTED, path), text);
  }
}
