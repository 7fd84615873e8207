import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SqlDialect, sqlDialects } from "../../src/dialect/registry.ts";
import { destinations } from "../../src/emit/dlt/endpoints.ts";
import { PARSERS } from "../dialect/parsers.ts";
import { statementsOf } from "../dialect/statements.ts";
import { emitExtract } from "../emit/dlt/project.ts";
import { irOf } from "../ir-of.ts";
import { run } from "./command.ts";
import { type Environment, environment } from "./environments/environment.ts";
import { withoutPython } from "./needs.ts";

/** What sqlfluff calls each dialect. */
const NAMES: Readonly<Record<SqlDialect, string>> = {
  duckdb: "duckdb",
  postgres: "postgres",
  snowflake: "snowflake",
  bigquery: "bigquery",
  redshift: "redshift",
  databricks: "databricks",
  spark: "sparksql",
  mysql: "mysql",
};

interface Found {
  readonly filepath: string;
  readonly violations: readonly { readonly code: string; readonly description: string }[];
}

/** A pipeline that loads a table into a warehouse. */
function extractIr(type: string) {
  return irOf({
    "contracts/orders.contract.yaml":
      "contract: {name: orders, version: 1.0.0, owner: data-team}\nschema: {properties: {id: {type: bigint}}}",
    "contracts/daily.pipeline.yaml": `pipeline: {name: daily, owner: data-team}
source: {type: postgres, connection: shop, tables: [orders]}
destination: {type: ${type}, connection: warehouse}
`,
  });
}

const DIGITS = "orders: value is decimal(10, 2) in raw.orders, and decimal(14, 4) in the contract";
const DECIMAL = "orders: value is smallint in raw.orders, and decimal(12, 2) in the contract";
const INTEGER = "orders: value is smallint in raw.orders, and bigint in the contract";

/** What each warehouse cannot change in place. */
const REFUSED = {
  snowflake: [DIGITS, DECIMAL].map((line) => line.replace("value", "VALUE").replace("raw.orders", "RAW.ORDERS")),
  bigquery: [],
  redshift: [
    INTEGER,
    DIGITS,
    DECIMAL,
    "orders: value is string(20) in raw.orders, and string(60) in the contract",
    "orders: value is bytes(20) in raw.orders, and bytes(60) in the contract",
    "orders: id has no NULL in raw.orders, and is not in the key any more",
  ],
  databricks: [INTEGER, DIGITS, DECIMAL, "orders: old is in raw.orders, and not in the contract"],
};

describe.skipIf(withoutPython())("what dex writes in every dialect", () => {
  let linters: Environment;
  let folder: string;
  beforeAll(async () => {
    linters = await environment("linters");
    folder = mkdtempSync(join(tmpdir(), "dex-dialects-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The statements that sqlfluff cannot parse. */
  const unread = async (name: SqlDialect, statements: readonly string[]) => {
    const cwd = mkdtempSync(join(folder, `${name}-`));
    for (const [index, sql] of statements.entries()) writeFileSync(join(cwd, `${index}.sql`), `${sql}\n`);
    const given = ["lint", ".", "--dialect", NAMES[name], "--rules", "CP01", "--format", "json"];
    const { stdout, stderr } = await run(linters.bin("sqlfluff"), [...given, "--disable-progress-bar", "--nocolor"], {
      cwd,
    });
    if (!stdout.startsWith("[")) throw new Error(stdout + stderr);
    const found = JSON.parse(stdout) as readonly Found[];
    expect(found.length).toBe(statements.length);
    return found
      .filter(({ violations }) => violations.some(({ code }) => code === "PRS"))
      .map(({ filepath }) => statements[Number.parseInt(filepath, 10)]);
  };

  it.each(sqlDialects)("is %s to sqlfluff", async (name) => {
    const { beyond } = PARSERS[name];
    const all = [...new Set(statementsOf(name).map(({ sql }) => sql))];
    // Hive is not Spark, so for Spark the fast parser is no proof.
    const statements = name === "spark" ? all : all.filter((sql) => beyond?.test(sql));
    expect(await unread(name, [...statements, "select 1"])).toEqual([]);
  });

  it.each(["snowflake", "bigquery", "redshift", "databricks"] as const)(
    "is %s where an extract changes tables",
    async (name) => {
      const dlt = await environment("dlt");
      const modules = mkdtempSync(join(folder, "extract-"));
      for (const { path, text } of emitExtract(extractIr(name)).files)
        writeFileSync(join(modules, basename(path)), text);
      const script = join(import.meta.dirname, "dlt", "migrations.py");
      const given = [script, modules, name, destinations[name]?.naming ?? ""];
      const { stdout, stderr } = await run(dlt.python, given, { cwd: folder });
      expect(stderr).toBe("");
      const { statements, refused } = JSON.parse(stdout) as Record<"statements" | "refused", string[]>;
      expect(refused).toEqual(REFUSED[name]);
      expect(statements.length).toBeGreaterThan(20);
      expect(await unread(name, [...new Set(statements)])).toEqual([]);
    },
  );

  it("would be found if it were not", async () => {
    expect(await unread("spark", ["select from where", "select 1"])).toEqual(["select from where"]);
  });
});
