import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitDbt } from "../emit/dbt/project.ts";
import { emitSuites } from "../emit/great-expectations/project.ts";
import { irOf } from "../ir-of.ts";
import { checkTable, duckdbFor, postgresFor } from "../quality/check-data.ts";
import { createDatabase, type Database, type Engine, type Machine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { dbt, writeProject } from "./dbt/project.ts";
import { environment } from "./environments/environment.ts";
import { failures, findingsOf, rowsOf, runSuites, writeFiles } from "./great-expectations/runner.ts";
import { withoutPython } from "./needs.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];

const FILES = {
  "contracts/customers.contract.yaml": `
contract: { name: customers, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, primary_key: [id] }
schema: { properties: { id: { type: bigint } } }
`,
  "contracts/sizes.contract.yaml": `
contract: { name: sizes, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, primary_key: [id] }
schema: { properties: { id: { type: bigint }, small: { type: smallint }, share: { type: decimal, precision: 4, scale: 2 } } }
`,
  "contracts/items.contract.yaml": `
contract: { name: items, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, primary_key: [id] }
schema:
  properties:
    id: { type: bigint }
    filled: { type: string, not_null: true }
    label: { type: string, unique: true }
    ratio: { type: double, unique: true }
    left_part: { type: bigint }
    right_part: { type: bigint }
    status: { type: string, enum: [open, done] }
    grade: { type: bigint, enum: [1, 2] }
    day: { type: date, enum: ["2024-01-01"] }
    amount: { type: decimal, precision: 9, scale: 2, minimum: 0 }
    weight: { type: double, minimum: 0, maximum: 10 }
    name: { type: string, max_length: 3 }
    code: { type: string, pattern: "^[A-Z]+$" }
    mail: { type: string, format: email }
    step: { type: decimal, precision: 9, scale: 2, multiple_of: 0.5 }
    customer: { type: bigint, references: customers.id }
quality:
  - { rule: unique, fields: [left_part, right_part] }
  - { rule: expression, sql: "amount <> 7" }
  - { rule: range, field: amount, maximum: 100, where: "status = 'open'" }
  - { rule: not_null, field: note, tolerance: { max_rows: 1 } }
`.replace("    customer:", "    note: { type: string, nullable: true }\n    customer:"),
};

const COLUMNS =
  "id, filled, label, ratio, left_part, right_part, status, grade, day, amount, weight, name, code, mail, step, note, customer";

const SCRIPT = `
create schema raw;
create table raw.customers (id bigint);
insert into raw.customers values (1);
create table raw.sizes (id bigint, small bigint, share decimal(9, 4));
insert into raw.sizes values (1, 1, 1), (2, 40000, 1), (3, 1, 1.005), (4, 40000, 1000), (5, null, null);
create table raw.items (
  id bigint, filled varchar, label varchar, ratio double precision, left_part bigint, right_part bigint, status varchar, grade bigint,
  day date, amount decimal(9, 2), weight double precision, name varchar, code varchar, mail varchar, step decimal(9, 2), note varchar,
  customer bigint
);
insert into raw.items (${COLUMNS}) values
  (1, 'a', 'a', 0, 1, 1, 'open', 1, '2024-01-01', 1, 1, 'abc', 'A', 'a@example.com', 0.5, 'n', 1),
  (2, null, 'a', 0, 1, 1, 'x', 3, '2024-01-02', -1, -1, 'abcd', 'a', 'a', 0.3, null, 2),
  (3, null, 'a', 1, 1, 1, 'x', 3, '2024-01-02', -1, 11, 'abcde', 'b', 'b', 0.4, null, 2),
  (4, null, 'b', 2, 2, 2, 'y', 4, '2024-01-03', 7, 12, 'abcdef', '1', '@', 0.7, null, 3),
  (5, 'a', 'b', 3, 2, 2, 'open', 1, null, 700, 1, null, null, null, null, 'n', null),
  (6, 'a', 'c', 4, 2, null, 'open', 1, null, 7, null, 'abc', 'B', null, 1, 'n', 1);
`;

/** The violating rows of each assertion. Rows with the same key all count. */
const COUNTS = {
  "items.filled.not_null": 3,
  "items.label.unique": 5,
  "items.ratio.unique": 2,
  "items.left_part_right_part.unique": 5,
  "items.status.in_set": 3,
  "items.grade.in_set": 3,
  "items.day.in_set": 3,
  "items.amount.range": 2,
  "items.weight.range": 3,
  "items.name.length": 3,
  "items.code.matches": 3,
  "items.mail.format": 3,
  "items.step.multiple_of": 3,
  "items.customer.reference": 3,
  "items.amount.expression": 2,
  "items.amount.range_2": 1,
  "items.note.not_null": 3,
  "sizes.schema": 3,
};

describe.skipIf(withoutPython())("dbt, Great Expectations and dex validate", () => {
  const ir = irOf(FILES);
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  const inValidate = async ({ engine: kind, where }: Database, { server, folder }: Machine) => {
    const url = `postgresql://${server.user}@${server.host}:${server.port}/counted_${kind}`;
    const engine = kind === "duckdb" ? await duckdbFor(folder, { database: where }) : await postgresFor(url);
    try {
      const counts: [string, number | string][] = [];
      for (const contract of ir.contracts) {
        const { checks } = await checkTable(engine, contract, { kind, schema: "raw", others: ir.contracts });
        for (const { id, status, violatingRows, violations } of checks)
          if (status !== "pass") counts.push([id, status === "fail" ? (violatingRows ?? violations ?? 0) : status]);
      }
      return Object.fromEntries(counts);
    } finally {
      await engine.close();
    }
  };

  it.each(ENGINES)("count the same violating rows of each assertion on %s", async (engine) => {
    if (machine === undefined) throw new Error("there is no machine");
    const database = await createDatabase(engine, `counted_${engine}`, machine);
    await database.run(SCRIPT);
    const { env } = database;
    const folder = join(machine.folder, `counted-${engine}`);
    const cwd = writeProject(emitDbt(ir, { adapters: [engine] }).files, engine, join(folder, "dbt"));
    await dbt(machine.dbt, ["run"], { cwd, env });
    const tested = await dbt(machine.dbt, ["test"], { cwd, env });
    const inDbt = [...tested.results].flatMap(([name, { status, failures: rows }]) =>
      status === "pass" ? [] : [[name, status === "fail" ? rows : status]],
    );
    const source = engine === "duckdb" ? "pandas" : "postgres";
    writeFiles(emitSuites(ir, { sources: [source] }).files, folder);
    const checked = await runSuites([source], { gx: await environment("gx"), folder, env });
    expect(checked.report, JSON.stringify(failures(checked))).toBeDefined();
    const inSuites = (checked.report === undefined ? [] : findingsOf(checked.report)).flatMap((finding) =>
      finding.success ? [] : [[finding.assertion, finding.error ?? rowsOf(finding)]],
    );
    expect(Object.fromEntries(inSuites)).toEqual(COUNTS);
    const names = Object.entries(COUNTS).map(([id, rows]) => [id.replaceAll(".", "__"), rows]);
    expect(Object.fromEntries(inDbt)).toEqual(Object.fromEntries(names));
    expect(await inValidate(database, machine)).toEqual(COUNTS);
  });
});
