import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitDbt } from "../emit/dbt/project.ts";
import { emitSuites } from "../emit/great-expectations/project.ts";
import { install } from "../emit/typescript/package.ts";
import { emitTypescript } from "../emit/typescript/project.ts";
import { irOf } from "../ir-of.ts";
import { createDatabase, type Engine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { dbt, writeProject } from "./dbt/project.ts";
import { environment } from "./environments/environment.ts";
import { databaseWith, SOURCES } from "./great-expectations/machine.ts";
import { runSuites, writeFiles } from "./great-expectations/runner.ts";
import { withoutPython } from "./needs.ts";
import { FIT_CASES, fitContracts, fitTables, nameOf, wordsOf } from "./type-fit/cases.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];
const EXPECTED = verdicts((index) => FIT_CASES[index]?.fits === true);

/** The verdict on each case, by the description of the case. */
function verdicts(fits: (index: number) => boolean | string): Readonly<Record<string, boolean | string>> {
  return Object.fromEntries(FIT_CASES.map((one, index) => [wordsOf(one), fits(index)]));
}

describe.skipIf(withoutPython())("a value that does not fit its declared type violates the schema", () => {
  const ir = irOf(fitContracts());
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  const here = () => machine as NonNullable<typeof machine>;

  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  it.each(ENGINES)("in dbt on %s", async (engine) => {
    const database = await createDatabase(engine, `fit_${engine}`, here());
    const { files } = emitDbt(ir, { adapters: ENGINES });
    const cwd = writeProject(files, engine, join(here().folder, `fit-${engine}`));
    await database.run(fitTables());
    const { results, stdout } = await dbt(here().dbt, ["test", "--select", "test_name:dex_schema"], {
      cwd,
      env: database.env,
    });
    expect(results.size, stdout).toBe(FIT_CASES.length);
    const found = verdicts((index) => {
      const { status = "", failures, message } = results.get(`${nameOf(index)}__schema`) ?? {};
      return status === "pass" ? true : status === "fail" && failures === 1 ? false : `${status} ${message}`;
    });
    expect(found).toEqual(EXPECTED);
  });

  it.each(SOURCES)("in Great Expectations on %s", async (source) => {
    const gx = await environment("gx");
    const folder = join(here().folder, `gx-${source}`);
    writeFiles(emitSuites(ir, { sources: [source] }).files, folder);
    const { words, env } = await databaseWith(fitTables(), { source, name: `fit_gx_${source}` }, here());
    const { report, stdout, stderr } = await runSuites(words, { gx, folder, env });
    const suites = new Map((report?.suites ?? []).map((suite) => [suite.suite, suite]));
    expect(suites.size, stdout + stderr).toBe(FIT_CASES.length);
    const found = verdicts((index) => {
      const { error, expectations = [] } = suites.get(nameOf(index)) ?? {};
      const schema = expectations.filter(({ assertion }) => assertion.endsWith(".schema"));
      const failed = schema.filter(({ success }) => !success);
      // If a column has another type, the query over its values may fail, too.
      const unclear = failed.every((finding) => finding.error !== null) && failed.length > 0;
      return error ?? (unclear ? (failed[0]?.error ?? "") : failed.length === 0);
    });
    expect(found).toEqual(EXPECTED);
  });

  it("in the generated validators", async () => {
    const installed = install(emitTypescript(ir).files);
    try {
      const wrong = await Promise.all(
        FIT_CASES.map(async (one, index) => {
          if (one.json === undefined) return [];
          const { check } = await installed.validator(nameOf(index), `Case${index}`);
          return check({ id: "2", x: one.json }).ok === one.fits ? [] : [wordsOf(one)];
        }),
      );
      expect(wrong.flat()).toEqual([]);
    } finally {
      installed.remove();
    }
  });
});
