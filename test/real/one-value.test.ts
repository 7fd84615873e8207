import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitDbt } from "../emit/dbt/project.ts";
import { emitSuites } from "../emit/great-expectations/project.ts";
import { irOf } from "../ir-of.ts";
import { createDatabase, type Engine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { dbt, troubles, writeProject } from "./dbt/project.ts";
import { environment } from "./environments/environment.ts";
import { databaseWith, SOURCES } from "./great-expectations/machine.ts";
import { failures, runSuites, writeFiles } from "./great-expectations/runner.ts";
import { withoutPython } from "./needs.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];
const A = "0a1b2c3d-0000-4000-8000-00000000000a";
const B = "0a1b2c3d-0000-4000-8000-00000000000b";

const contract = (name: string, body: string) =>
  `contract: {name: ${name}, version: "1.0.0", owner: a@example.com}\n${body}`;
const uuids = (type: string) => `schema:
  properties:
    id: {type: bigint, not_null: true}
    key: {type: ${type}, unique: true}
    twice: {type: ${type}}
    chosen: {type: ${type}, enum: [${A.toUpperCase()}]}
    parent: {type: ${type}, references: parents.id}
    other: {type: ${type}, references: text_parents.id}
quality:
  - {rule: unique, name: pair, fields: [twice, id]}
  - {rule: unique, name: pairs, fields: [twice, chosen]}
  - {rule: distinct_count, name: two, field: twice, max: 1}
  - {rule: expression, name: same, sql: "chosen = '${A.toUpperCase()}'"}
  - {rule: not_null, name: filtered, field: key, where: "twice in ('${B.toUpperCase()}')"}
`;

const ir = irOf({
  "contracts/native.contract.yaml": contract("native", uuids("uuid")),
  "contracts/text.contract.yaml": contract("text", uuids("string, format: uuid")),
  "contracts/parents.contract.yaml": contract("parents", "schema: {properties: {id: {type: uuid, unique: true}}}"),
  "contracts/text_parents.contract.yaml": contract(
    "text_parents",
    "schema: {properties: {id: {type: string, format: uuid, unique: true}}}",
  ),
  "contracts/zeros.contract.yaml": contract(
    "zeros",
    `schema:
  properties:
    id: {type: bigint, not_null: true}
    single: {type: double, unique: true}
    ratio: {type: double, enum: [0, 1], references: zero_parents.ratio}
    small: {type: float}
quality:
  - {rule: unique, name: pair, fields: [ratio, small]}
  - {rule: distinct_count, name: one, field: ratio, max: 1}
`,
  ),
  "contracts/zero_parents.contract.yaml": contract("zero_parents", "schema: {properties: {ratio: {type: double}}}"),
});

const columns = "(id bigint, key varchar, twice varchar, chosen varchar, parent varchar, other varchar)";
const rows = `values
  (1, '${A}', '${A}', '${A}', '${A.toUpperCase()}', '${A}'),
  (2, '${A.toUpperCase()}', '${A.toUpperCase()}', '${A.toUpperCase()}', '${A}', '${A.toUpperCase()}'),
  (3, null, '${A}', null, null, null)`;

/** The same UUIDs in upper and lower case, as strings, and zeros with both signs. */
const TABLES = `create schema raw;
create table raw.native ${columns};
insert into raw.native ${rows};
create table raw.text ${columns};
insert into raw.text ${rows};
create table raw.parents (id uuid);
insert into raw.parents values ('${A}');
create table raw.text_parents (id varchar);
insert into raw.text_parents values ('${A.toUpperCase()}');
create table raw.zeros (id bigint, single double precision, ratio double precision, small real);
insert into raw.zeros values (1, 0.0, 0.0, 0.0), (2, cast('-0.0' as double precision), cast('-0.0' as double precision), cast('-0.0' as real));
create table raw.zero_parents (ratio double precision);
insert into raw.zero_parents values (cast('-0.0' as double precision));
`;

const EXPECTED = [
  "native.key.unique",
  "native.pairs",
  "text.key.unique",
  "text.pairs",
  "zeros.pair",
  "zeros.single.unique",
];

describe.skipIf(withoutPython())("two spellings of a UUID are one value, and so are 0 and -0", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  const here = () => machine as NonNullable<typeof machine>;

  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  it.each(ENGINES)("in dbt on %s", async (engine) => {
    const database = await createDatabase(engine, `one_${engine}`, here());
    const cwd = writeProject(emitDbt(ir, { adapters: ENGINES }).files, engine, join(here().folder, `one-${engine}`));
    await database.run(TABLES);
    const options = { cwd, env: database.env };
    const models = await dbt(here().dbt, ["run"], options);
    expect(troubles(models), models.stdout).toEqual({});
    const tests = await dbt(here().dbt, ["test"], options);
    const red = Object.keys(troubles(tests)).map((name) => name.replaceAll("__", "."));
    expect(red.sort(), tests.stdout).toEqual(EXPECTED);
  });

  it.each(SOURCES)("in Great Expectations on %s", async (source) => {
    const gx = await environment("gx");
    const folder = join(here().folder, `gx-one-${source}`);
    writeFiles(emitSuites(ir, { sources: [source] }).files, folder);
    const { words, env } = await databaseWith(TABLES, { source, name: `one_gx_${source}` }, here());
    const run = await runSuites(words, { gx, folder, env });
    expect(failures(run)).toEqual(Object.fromEntries(EXPECTED.map((id) => [id, "critical"])));
  });
});
