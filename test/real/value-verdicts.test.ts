import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verdictsOf } from "../../src/emit/json-schema/verdict.ts";
import { contractSchema } from "../../src/emit/json-schema/views.ts";
import { write } from "../../src/text/quote/json.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { emitSuites } from "../emit/great-expectations/project.ts";
import { install } from "../emit/typescript/package.ts";
import { emitTypescript } from "../emit/typescript/project.ts";
import { irOf } from "../ir-of.ts";
import { checkFile, checkTable, duckdbFor, postgresFor, problemOf } from "../quality/check-data.ts";
import { createDatabase, type Engine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { dbt, troubles, writeProject } from "./dbt/project.ts";
import { environment } from "./environments/environment.ts";
import { databaseWith, SOURCES } from "./great-expectations/machine.ts";
import { runSuites, writeFiles } from "./great-expectations/runner.ts";
import { withoutPython } from "./needs.ts";
import {
  describeTable,
  VERDICT_TABLES,
  type VerdictTable,
  verdictContracts,
  verdictTables,
} from "./value-verdicts/cases.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];

/** The tables whose verdict is not the expected one, with the reason. */
function wrong(problemOf: (table: VerdictTable) => string | undefined): readonly string[] {
  return VERDICT_TABLES.flatMap((table) => {
    const problem = problemOf(table);
    return (problem === undefined) === table.isGood && !problem?.startsWith("error")
      ? []
      : [`${describeTable(table)} -> ${problem ?? "passes"}`];
  });
}

/**
 * True for a table whose verdict does not depend on the type that the column is stored as. Text has no such type: "10" is an integer. The text of a
 * float may be above the limits of an integer that the float itself is not above.
 */
function hasTextForm({ of: { field, stored }, isGood, values }: VerdictTable): boolean {
  const isText = /^(type: )?(string|uuid|duration)/.test(field.replace("type: ", ""));
  if (!isGood && (stored === "varchar") !== isText) return false;
  return !(stored === "double precision" && values.some(([sql]) => /9223372036854775808/.test(sql)));
}

describe.skipIf(withoutPython())("values at the borders of types and constraints have one verdict", () => {
  const ir = irOf(verdictContracts());
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  const here = () => machine as NonNullable<typeof machine>;

  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  it.each(ENGINES)("in dbt on %s", async (engine) => {
    const database = await createDatabase(engine, `verdicts_${engine}`, here());
    const cwd = writeProject(
      emitDbt(ir, { adapters: ENGINES }).files,
      engine,
      join(here().folder, `verdicts-${engine}`),
    );
    await database.run(verdictTables());
    const options = { cwd, env: database.env };
    const models = await dbt(here().dbt, ["run"], options);
    const isGood = (name: string) => !name.includes("_bad_");
    expect(Object.keys(troubles(models)).filter(isGood), models.stdout).toEqual([]);
    const tests = await dbt(here().dbt, ["test"], options);
    const found = new Map<string, string>();
    for (const [name, { status, message }] of tests.results) {
      const table = name.split("__")[0] ?? "";
      if (status === "pass") continue;
      // A cast of a value that does not fit is an error; the schema test reports it before.
      if (status === "error" && found.has(table)) continue;
      if (status !== "error" || !found.has(table)) found.set(table, `${status} ${name}: ${message}`);
    }
    for (const [name, { status }] of tests.results)
      if (status === "fail") found.set(name.split("__")[0] ?? "", `fail ${name}`);
    expect(wrong(({ name }) => found.get(name))).toEqual([]);
  });

  it.each(SOURCES)("in Great Expectations on %s", async (source) => {
    const gx = await environment("gx");
    const folder = join(here().folder, `gx-verdicts-${source}`);
    writeFiles(emitSuites(ir, { sources: [source] }).files, folder);
    const { words, env } = await databaseWith(verdictTables(), { source, name: `verdicts_gx_${source}` }, here());
    const { report, stdout, stderr } = await runSuites(words, { gx, folder, env });
    const suites = new Map((report?.suites ?? []).map((suite) => [suite.suite, suite]));
    expect(suites.size, stdout + stderr).toBe(VERDICT_TABLES.length);
    const problems = wrong(({ name }) => {
      const { error, expectations = [] } = suites.get(name) ?? {};
      const failed = expectations.filter(({ success }) => !success);
      const clear = failed.find((finding) => finding.error === null);
      if (error !== undefined) return `error ${error}`;
      if (failed.length === 0) return undefined;
      return clear === undefined ? `error ${failed[0]?.error}` : clear.assertion;
    });
    expect(problems).toEqual([]);
  });

  it.each(ENGINES)("in dex validate on tables of %s", async (kind) => {
    const database = await createDatabase(kind, `verdicts_validate_${kind}`, here());
    await database.run(verdictTables());
    const { server, folder } = here();
    const url = `postgresql://${server.user}@${server.host}:${server.port}/verdicts_validate_${kind}`;
    const engine = kind === "duckdb" ? await duckdbFor(folder, { database: database.where }) : await postgresFor(url);
    try {
      const found = new Map<string, string | undefined>();
      for (const contract of ir.contracts)
        found.set(contract.name, problemOf(await checkTable(engine, contract, { kind, schema: "raw" })));
      expect(wrong(({ name }) => found.get(name))).toEqual([]);
    } finally {
      await engine.close();
    }
  });

  it.each(["parquet", "csv"] as const)("in dex validate on files of %s", async (form) => {
    const database = await createDatabase("duckdb", `verdicts_files_${form}`, here());
    await database.run(verdictTables());
    const tables = form === "csv" ? VERDICT_TABLES.filter(hasTextForm) : VERDICT_TABLES;
    const paths = pathsIn(join(here().folder, `verdicts-${form}`), tables, form);
    const options = { parquet: "format parquet", csv: "header, force_quote (x)" }[form];
    await database.run([...paths].map(([name, path]) => `copy raw.${name} to '${path}' (${options});`).join("\n"));
    expect(await wrongInFiles(paths)).toEqual([]);
  });

  it("in dex validate on files of JSON", async () => {
    const tables = VERDICT_TABLES.filter(
      (table) => hasTextForm(table) && table.values.every(([, json]) => json !== undefined),
    );
    const paths = pathsIn(join(here().folder, "verdicts-json"), tables, "jsonl");
    for (const { name, values, of } of tables) {
      const isInt = /type: (smallint|integer|bigint)/.test(of.field);
      const lines = values.map(([, json], index) => {
        // An integer of 64 bits is a number in JSON, and JavaScript would round it.
        const value = isInt && typeof json === "string" && /^-?\d+$/.test(json) ? json : JSON.stringify(json);
        return `{"id": ${index}, "x": ${Object.is(json, -0) ? "-0" : value}}\n`;
      });
      writeFileSync(paths.get(name) ?? "", `{"id": -1, "x": null}\n${lines.join("")}`);
    }
    expect(await wrongInFiles(paths)).toEqual([]);
  });

  const pathsIn = (folder: string, tables: readonly VerdictTable[], extension: string) => {
    mkdirSync(folder);
    return new Map(tables.map(({ name }) => [name, join(folder, `${name}.${extension}`)]));
  };

  const wrongInFiles = async (paths: ReadonlyMap<string, string>) => {
    const engine = await duckdbFor(here().folder, { files: [...paths.values()] });
    try {
      const found = new Map<string, string | undefined>();
      for (const contract of ir.contracts) {
        const path = paths.get(contract.name);
        if (path !== undefined) found.set(contract.name, problemOf(await checkFile(engine, { contract, path })));
      }
      return wrong(({ name, isGood }) => (paths.has(name) ? found.get(name) : isGood ? undefined : "no file"));
    } finally {
      await engine.close();
    }
  };

  it("in the generated validators and JSON Schemas", async () => {
    const ajv = new Ajv2020.default({ strict: false });
    formats.default(ajv);
    const contracts = new Map(ir.contracts.map((contract) => [contract.name, contract]));
    const installed = install(emitTypescript(ir).files);
    try {
      const problems: string[] = [];
      for (const table of VERDICT_TABLES) {
        const contract = contracts.get(table.name);
        if (contract === undefined) throw new Error(table.name);
        const module = await installed.load(`contracts/${table.name}.js`);
        const name = Object.keys(module).find((one) => one.startsWith("check")) ?? "";
        const check = module[name] as (row: unknown) => { readonly ok: boolean };
        const validate = ajv.compile(JSON.parse(write(contractSchema(contract, ir.project))) as object);
        const isPartial = verdictsOf(contract).some(([{ rule }, { by }]) => by === "nothing" && rule.kind !== "unique");
        for (const [sql, json] of table.values) {
          if (json === undefined) continue;
          const row = { id: "1", x: json };
          if (check(row).ok !== table.isGood) problems.push(`${describeTable(table)} -> TypeScript ${sql}`);
          const isInt = contract.dataset.fields.some(({ name, type }) => name === "x" && type.kind === "int");
          const number = isInt && typeof json === "string" && /^-?\d+$/.test(json) ? Number(json) : json;
          // JavaScript reads larger numbers inexactly, and coverage lists the assertions that a schema cannot express.
          if (!table.isGood && (isPartial || Math.abs(Number(number)) > Number.MAX_SAFE_INTEGER)) continue;
          const valid = validate({ id: 1, x: number });
          if (valid !== table.isGood) problems.push(`${describeTable(table)} -> ajv ${sql}`);
        }
      }
      expect(problems).toEqual([]);
    } finally {
      installed.remove();
    }
  });
});
