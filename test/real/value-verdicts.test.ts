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
