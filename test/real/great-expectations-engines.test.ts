import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitSuites } from "../emit/great-expectations/project.ts";
import { irOf } from "../ir-of.ts";
import { run } from "./command.ts";
import { databaseWith, SOURCES, setUp, type TestSource } from "./great-expectations/machine.ts";
import { failures, type Report, runSuites, writeFiles } from "./great-expectations/runner.ts";
import { withoutPython } from "./needs.ts";

const names = Array.from({ length: 300 }, (_, index) => `v${index}`);

/** References between columns of different types, conditions on timestamps, and a long set with a condition. */
const ir = irOf({
  "contracts/parents.contract.yaml": `
contract: { name: parents, version: "1.0.0", owner: proof@example.com }
dataset: { kind: table, primary_key: [id] }
schema:
  properties:
    id: { type: integer }
    as_uuid: { type: uuid, unique: true }
    as_text: { type: string, unique: true }
    as_decimal: { type: decimal, precision: 10, scale: 2, unique: true }
    as_float: { type: float, unique: true }
    as_instant: { type: timestamp, unique: true }
    as_local: { type: timestamp_local, unique: true }
`,
  "contracts/children.contract.yaml": `
contract: { name: children, version: "1.0.0", owner: proof@example.com }
dataset: { kind: table, primary_key: [happened] }
schema:
  properties:
    happened: { type: timestamp }
    name: { type: string, enum: [${names.join(", ")}] }
    amount: { type: decimal, precision: 10, scale: 2 }
    uuid_uuid: { type: uuid, references: parents.as_uuid }
    text_uuid: { type: string, references: parents.as_uuid }
    uuid_text: { type: uuid, references: parents.as_text }
    int_decimal: { type: integer, references: parents.as_decimal }
    double_float: { type: double, references: parents.as_float }
    decimal_float: { type: decimal, precision: 10, scale: 2, references: parents.as_float }
    local_instant: { type: timestamp_local, references: parents.as_instant }
    instant_local: { type: timestamp, references: parents.as_local }
quality:
  - { rule: in_set, name: some_names, field: name, values: [${names.join(", ")}], where: "amount > 3" }
  - { rule: not_null, name: recent, field: amount, where: "happened > timestamp '2024-01-01 00:30:00Z'" }
  - { rule: expression, name: recent_names, sql: "name <> 'v8'", where: "happened > timestamp '2024-01-01 00:30:00Z'" }
`,
  "contracts/apart.contract.yaml": `
contract: { name: apart, version: "1.0.0", owner: proof@example.com }
dataset: { kind: table }
schema: { properties: { note: { type: string } } }
quality:
  - { rule: expression, name: breaking, sql: "note <> 'crashing'" }
  - { rule: row_count, min: 1 }
`,
  "contracts/beside.contract.yaml": `
contract: { name: beside, version: "1.0.0", owner: proof@example.com }
dataset: { kind: table }
schema: { properties: { note: { type: string } } }
quality: [{ rule: expression, name: fine, sql: "note <> 'b'" }]
`,
});

const U = "0a1b2c3d-0000-4000-8000-00000000000f";
const rows = (child: string) => `
create schema raw;
create table raw.apart (note text);
insert into raw.apart values ('a');
create table raw.beside (note text);
insert into raw.beside values ('a'), ('b');
create table raw.parents (
  id bigint, as_uuid uuid, as_text text, as_decimal decimal(10, 2), as_float real, as_instant timestamptz, as_local timestamp
);
insert into raw.parents values
  (1, '${U}', '${U.toUpperCase()}', 7.00, 0.1, '2024-05-06 07:08:09+02:00', '2024-05-06 07:08:09.5');
create table raw.children (
  happened timestamptz, name text, amount decimal(10, 2), uuid_uuid uuid, text_uuid text, uuid_text uuid, int_decimal bigint,
  double_float double precision, decimal_float decimal(10, 2), local_instant timestamp, instant_local timestamptz
);
insert into raw.children values ${child};`;

const GOOD = `('2024-01-01 00:00:00+00', 'v7', 1, '${U}', '${U.toUpperCase()}', '${U}', 7, 0.1, 0.10, '2024-05-06 05:08:09', '2024-05-06 09:08:09.5+02')`;
const OTHER = U.replace("f", "e");
const BAD = `('2024-01-01 01:00:00+00', 'v8', 4, '${OTHER}', '${OTHER}', '${OTHER}', 8, 0.2, 0.20, '2024-05-06 07:08:09', '2024-05-06 07:08:10Z')`;

describe.skipIf(withoutPython())("the suites on DuckDB and PostgreSQL", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  const sure = () => machine as NonNullable<typeof machine>;
  beforeAll(async () => {
    machine = await setUp();
    writeFiles(emitSuites(ir, {}).files, machine.folder);
  });
  afterAll(() => machine?.tearDown());

  const runOn = async (source: TestSource, name: string, child: string, words: readonly string[] = []) => {
    const { folder, dbt: gx } = sure();
    const reach = await databaseWith(rows(child), { source, name: `${name}_${source}` }, sure());
    return runSuites([...reach.words, ...words], { gx, folder, env: reach.env });
  };

  it.each(SOURCES)(
    "evaluate references between types, long sets and conditions on timestamps on %s",
    async (source) => {
      const words = ["--suite", "children", "--suite", "parents"];
      const good = await runOn(source, "good", GOOD, words);
      expect(failures(good)).toEqual({});
      expect(good.status).toBe(0);
      const bad = await runOn(source, "bad", `${GOOD}, ${BAD}`, words);
      const references = ir.contracts
        .flatMap(({ dataset }) => dataset.assertions)
        .flatMap(({ id, rule }) => (rule.kind === "reference" ? [[id, "critical"]] : []));
      expect(references).toHaveLength(8);
      expect(failures(bad)).toEqual({ ...Object.fromEntries(references), "children.recent_names": "critical" });
      expect(bad.status).toBe(1);
    },
  );

  it("fail without affecting other suites if DuckDB crashes", async () => {
    const { folder, dbt: gx } = sure();
    const { words } = await databaseWith(rows(GOOD), { source: "pandas", name: "crash" }, sure());
    const result = join(folder, "crash.json");
    const script = join(import.meta.dirname, "great-expectations", "crash.py");
    const given = [script, join(folder, "great-expectations"), ...words, "--result", result];
    const { status, stdout, stderr } = await run(gx.python, given, { cwd: folder, env: {} });
    expect(stdout, stderr).toContain("1 of 4 suites could not be evaluated, or only in part: apart");
    expect(stdout).toContain("children: ");
    const report = JSON.parse(readFileSync(result, "utf8")) as Report & { not_evaluated: readonly string[] };
    expect(report.not_evaluated).toEqual(["apart"]);
    const told = failures({ status, stdout, stderr, report });
    expect(Object.keys(told)).toEqual(["apart.breaking", "beside.fine"]);
    expect(told["apart.breaking"]).toMatch(/INTERNAL Error/);
    expect(told["beside.fine"]).toBe("critical");
    // The exit code comes from the planted fault in another suite.
    expect(status).toBe(1);
    const alone = await run(gx.python, [...given, "--suite", "apart", "--suite", "parents"], { cwd: folder, env: {} });
    expect(alone.status).toBe(2);
  });
});
