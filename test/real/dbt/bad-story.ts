import { join } from "node:path";
import type { EmittedFile } from "../../../src/emit/emitter.ts";
import { createDatabase, type Engine, type Machine } from "./engine.ts";
import { badRows, goodRows } from "./kinds.ts";
import { dbt, type Run, writeProject } from "./project.ts";
import { createTables, faultyRowsOf, proofIr } from "./proof.ts";
import { dbtKeys, type FailingKeys } from "./verdicts.ts";

/** One build on rows with planted faults, and all tests of the same rows. */
export interface BadStory {
  /** The rows of `kinds` and `beyond` that each test found. */
  readonly keys: FailingKeys;
  readonly freshness: Run;
  /** What a user runs: it stops below what is red. */
  readonly build: Run;
  /** Every test, since nothing is skipped when the models are built without tests. */
  readonly tests: Run;
}

/** Lives through it on one engine. */
export async function badStory(engine: Engine, machine: Machine, files: readonly EmittedFile[]): Promise<BadStory> {
  const database = await createDatabase(engine, "bad", machine);
  const cwd = writeProject(files, engine, join(machine.folder, `${engine}-bad`));
  const run = (...words: string[]) => dbt(machine.dbt, words, { cwd, env: database.env });
  await database.run(createTables(proofIr, engine) + faultyRowsOf([...goodRows, ...badRows]));
  const freshness = await run("source", "freshness");
  const build = await run("build");
  const models = await run("build", "--exclude-resource-type", "test");
  if (models.status !== 0) throw new Error(models.stdout);
  const tests = await run("test", "--store-failures");
  return { freshness, build, tests, keys: await dbtKeys(database, tests) };
}
