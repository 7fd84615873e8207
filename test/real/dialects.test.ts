import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SqlDialect, sqlDialects } from "../../src/dialect/registry.ts";
import { PARSERS } from "../dialect/parsers.ts";
import { statementsOf } from "../dialect/statements.ts";
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

  it("would be found if it were not", async () => {
    expect(await unread("spark", ["select from where", "select 1"])).toEqual(["select from where"]);
  });
});
