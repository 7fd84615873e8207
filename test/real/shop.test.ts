import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import type { EmittedFile } from "../../src/emit/emitter.ts";
import { nodeHost } from "../../src/host/node.ts";
import { caughtFaults, type FaultName, faults } from "../demo/faults.ts";
import type { Fault } from "../demo/plant.ts";
import { shopRows } from "../demo/rows.ts";
import { loadStatements } from "../demo/tables.ts";
import { createDatabase, type Engine, type Machine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { dbt, type Run, troubles, writeProject } from "./dbt/project.ts";
import { withoutPython } from "./needs.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];
const all: readonly Fault[] = faults;
const TOLERATED = faults.filter((fault: Fault) => fault.tolerated).map(({ name }) => name);

/** What became of the shop on one engine: on good rows, on rows just good enough, and on bad ones. */
type Story = Readonly<Record<"good" | "tolerated" | "bad", Run>>;

describe.skipIf(withoutPython())("the shop of this repository, on real engines", () => {
  const stories = new Map<Engine, Story>();
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;

  beforeAll(async () => {
    const here = await setUp();
    machine = here;
    const { files } = await compile(nodeHost(process.cwd()), { targets: ["dbt"] });
    expect(files.length).toBeGreaterThan(100);
    await Promise.all(ENGINES.map(async (engine) => stories.set(engine, await tell(engine, here, files))));
  });
  afterAll(() => machine?.tearDown());

  describe.each(ENGINES)("%s", (engine) => {
    const story = () => stories.get(engine) as Story;

    it("is green on good rows", () => {
      expect(troubles(story().good)).toEqual({});
      expect(story().good.results.size).toBeGreaterThan(150);
    });

    it("is green on rows that are within every tolerance", () => {
      expect(troubles(story().tolerated)).toEqual({});
      expect(TOLERATED.length).toBeGreaterThan(3);
    });

    it("is red in exactly the tests whose promises are broken", () => {
      const expected = all
        .filter(({ tolerated }) => tolerated !== true)
        .map(({ assertion, severity }) => [assertion.replaceAll(".", "__"), severity === "warn" ? "warn 1" : "fail 1"]);
      expect(troubles(story().bad)).toEqual(Object.fromEntries(expected));
    });
  });
});

async function tell(engine: Engine, here: Machine, files: readonly EmittedFile[]): Promise<Story> {
  const database = await createDatabase(engine, `shop_${engine}`, here);
  const cwd = writeProject(files, engine, join(here.folder, `shop_${engine}`));
  const load = (wanted: readonly FaultName[]) =>
    database.run(loadStatements(shopRows({ seed: 7, now: new Date(), faults: wanted })).join(";\n"));
  const run = (words: readonly string[]) => dbt(here.dbt, words, { cwd, env: database.env });
  await load([]);
  const good = await run(["build"]);
  await load(TOLERATED);
  const tolerated = await run(["build"]);
  await load(caughtFaults);
  // Built by itself, so that one red test does not keep others from running.
  await run(["run", "--select", "staging"]);
  const bad = await run(["test", "--select", "path:models/staging", "--indirect-selection", "cautious"]);
  return { good, tolerated, bad };
}
