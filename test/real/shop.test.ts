import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caughtFaults, faultOf, faults } from "../demo/faults.ts";
import type { Fault } from "../demo/plant.ts";
import { shopRows } from "../demo/rows.ts";
import { loadStatements } from "../demo/tables.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { createDatabase, type Engine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { dbt, type Run, troubles, writeProject } from "./dbt/project.ts";
import { compileShop } from "./dbt/shop.ts";
import { withoutPython } from "./needs.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];

interface Story {
  readonly good: Run;
  readonly again: Run;
  /** The models on all faults at once: a NULL and a double that a table's constraints refuse are among them. */
  readonly refused: Run;
  readonly faulty: Run;
  /** The facts, once what their table refuses is gone. */
  readonly facts: Run;
}

describe.skipIf(withoutPython())("the shop of contracts/ on real engines", () => {
  const stories = new Map<Engine, Story>();
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;

  beforeAll(async () => {
    const here = await setUp();
    machine = here;
    const { files } = emitDbt(await compileShop(), { adapters: ENGINES });
    const rows = { seed: 7, now: new Date() };
    const tolerated = faults.filter((fault: Fault) => fault.tolerated === true).map(({ name }) => name);
    const buildable = caughtFaults.filter((name) => !isRefused(faultOf(name)));
    const story = async (engine: Engine): Promise<Story> => {
      const warehouse = async (name: string) => {
        const database = await createDatabase(engine, name, here);
        const cwd = writeProject(files, engine, join(here.folder, `${engine}-${name}`));
        const load = (wrong: typeof caughtFaults) =>
          database.run(loadStatements(shopRows({ ...rows, faults: wrong })).join(";\n"));
        return { load, run: (...words: string[]) => dbt(here.dbt, words, { cwd, env: database.env }) };
      };
      const clean = await warehouse("clean");
      await clean.load([]);
      const good = await clean.run("build");
      await clean.load(tolerated);
      const again = await clean.run("build");
      const spoilt = await warehouse("spoilt");
      await spoilt.load(caughtFaults);
      const refused = await spoilt.run("build", "--exclude-resource-type", "test");
      const faulty = await spoilt.run("test");
      await spoilt.load(buildable);
      await spoilt.run("run", "--select", "+fct_orders");
      return { good, again, refused, faulty, facts: await spoilt.run("test", "--select", "fct_orders") };
    };
    await Promise.all(ENGINES.map(async (engine) => stories.set(engine, await story(engine))));
  });
  afterAll(() => machine?.tearDown());

  describe.each(ENGINES)("%s", (engine) => {
    const story = () => stories.get(engine) as Story;

    it("is green on sample rows", () => {
      expect(troubles(story().good)).toEqual({});
      expect(story().good.status).toBe(0);
      expect(story().good.results.size).toBeGreaterThan(100);
    });

    it("is green at the second build, with as many bad rows as the contracts tolerate", () => {
      expect(troubles(story().again)).toEqual({});
    });

    it("is red in exactly the tests of the planted faults", () => {
      const { faulty } = story();
      const planted = caughtFaults.map((name): Fault => faultOf(name));
      expect(red(faulty)).toEqual(testNames(planted.map(({ assertion }) => assertion)));
      for (const { assertion, severity } of planted) {
        const status = severity === "warn" ? "warn" : "fail";
        expect(faulty.results.get(testName(assertion)), assertion).toMatchObject({ status });
      }
    });

    it("refuses facts that break what their table enforces, and is red in what can be built of the others", () => {
      const { refused, facts } = story();
      expect(refused.status).toBe(1);
      expect(troubles(refused)["fct_orders"]).toBe("error");
      expect(refused.results.get("fct_orders")?.message).toMatch(/not.null constraint/i);
      const below = caughtFaults.map((name): Fault => faultOf(name)).filter((fault) => !isRefused(fault));
      const expected = below.flatMap(({ downstream = [] }) => downstream).filter((id) => id.startsWith("fct_orders."));
      expect(expected.length).toBeGreaterThan(0);
      expect(red(facts)).toEqual(testNames(expected));
    });
  });

  it("gives the same verdicts and counts on both engines", () => {
    const found = (engine: Engine) => {
      const { faulty, facts } = stories.get(engine) as Story;
      return [faulty, facts].map((run) => red(run).map((name) => [name, troubles(run)[name]]));
    };
    expect(found("duckdb")).toEqual(found("postgres"));
  });
});

/** True for what the facts' table does not let in: its status is never NULL, and PostgreSQL holds its key too. */
function isRefused({ table, kind }: Fault): boolean {
  return table === "orders" && (kind === "not_null" || kind === "unique");
}

/** The tests that failed or warned; those of a model that is not there are errors, and say nothing about rows. */
function red(run: Run): string[] {
  return Object.entries(troubles(run)).flatMap(([name, trouble]) => (/^(fail|warn) /.test(trouble) ? [name] : []));
}

function testName(assertion: string): string {
  return assertion.replaceAll(".", "__");
}

function testNames(assertions: readonly string[]): string[] {
  return [...new Set(assertions.map(testName))].sort();
}
