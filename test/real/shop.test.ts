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
  readonly faulty: Run;
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
      await spoilt.run("build", "--exclude-resource-type", "test");
      return { good, again, faulty: await spoilt.run("test") };
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

    it("is red in exactly the tests of the planted faults, and of what is built from them", () => {
      const planted = caughtFaults.map((name): Fault => faultOf(name));
      const expected = new Set(
        planted.flatMap(({ assertion, downstream = [] }) =>
          [assertion, ...downstream].map((id) => id.replaceAll(".", "__")),
        ),
      );
      expect(Object.keys(troubles(story().faulty)).sort()).toEqual([...expected].sort());
      for (const { assertion, severity } of planted)
        expect(story().faulty.results.get(assertion.replaceAll(".", "__")), assertion).toMatchObject({
          status: severity === "warn" ? "warn" : "fail",
        });
    });
  });

  it("gives the same verdicts and counts on both engines", () => {
    expect(troubles((stories.get("duckdb") as Story).faulty)).toEqual(
      troubles((stories.get("postgres") as Story).faulty),
    );
  });
});
