import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EmittedFile } from "../../../src/emit/emitter.ts";
import { createDatabase, type Engine, type Machine, type ResultRow } from "./engine.ts";
import { goodRows } from "./kinds.ts";
import { dbt, type Run, writeProject } from "./project.ts";
import { createTables, goodRowsOf, proofIr } from "./proof.ts";
import { lateRows, laterRows, queries } from "./story.ts";

/** What the marts hold after a build. */
type Marts = Readonly<Record<keyof typeof queries, readonly ResultRow[]>>;

/** A warehouse's first days on good rows: three builds with changes between them, and what the marts held after each. */
export interface GoodStory {
  readonly first: Run;
  readonly second: Run;
  readonly afterSecond: Marts;
  readonly fullRefresh: Run;
  readonly afterFullRefresh: Marts;
  readonly third: Run;
  readonly afterThird: Marts;
  /** A run after somebody has edited the SQL of a model under contract. */
  readonly broken: Run;
}

/** Lives through it on one engine. */
export async function goodStory(engine: Engine, machine: Machine, files: readonly EmittedFile[]): Promise<GoodStory> {
  const database = await createDatabase(engine, "good", machine);
  const cwd = writeProject(files, engine, join(machine.folder, `${engine}-good`));
  const run = (...words: string[]) => dbt(machine.dbt, words, { cwd, env: database.env });
  await database.run(createTables(proofIr, engine) + goodRowsOf(goodRows));
  const first = await run("build");
  await database.run(laterRows);
  const second = await run("build");
  const afterSecond = await database.query(queries);
  const fullRefresh = await run("run", "--full-refresh", "--select", "fct_orders");
  const afterFullRefresh = await database.query(queries);
  await database.run(lateRows);
  const third = await run("build");
  const afterThird = await database.query(queries);
  retype(join(cwd, "models/staging/shop/stg_shop__customers.sql"));
  const broken = await run("run", "--select", "stg_shop__customers");
  return {
    ...{ first, second, afterSecond, fullRefresh, afterFullRefresh, third, afterThird, broken },
  };
}

function retype(path: string): void {
  const text = readFileSync(path, "utf8");
  const edited = text.replace(/cast\(email as \w+\) as email/, "cast(1 as integer) as email");
  if (edited === text) throw new Error("there is nothing to edit");
  writeFileSync(path, edited);
}
