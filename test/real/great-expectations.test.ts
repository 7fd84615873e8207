import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitSuites } from "../emit/great-expectations/project.ts";
import { irOf } from "../ir-of.ts";
import { badRows, goodRows } from "./dbt/kinds.ts";
import { limitTests } from "./dbt/limits.ts";
import { createTables, faultyRowsOf, goodRowsOf, proofIr } from "./dbt/proof.ts";
import { plantedKeys } from "./dbt/verdicts.ts";
import { databaseWith, SOURCES, setUp } from "./great-expectations/machine.ts";
import { failures, findingsOf, type RunnerRun, rowsOf, runSuites, writeFiles } from "./great-expectations/runner.ts";
import { withoutPython } from "./needs.ts";

/** The project that dbt is proved on, with the same rows: one meaning, one verdict. */
describe.skipIf(withoutPython())("the suites on rows at every edge", () => {
  const runs = new Map<string, RunnerRun>();
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;

  beforeAll(async () => {
    const here = await setUp();
    machine = here;
    writeFiles(emitSuites(proofIr, { modelSchema: "raw" }).files, here.folder);
    const rows = { good: goodRowsOf(goodRows), faulty: faultyRowsOf([...goodRows, ...badRows]) };
    for (const source of SOURCES) {
      const tables = createTables(proofIr, source === "postgres" ? "postgres" : "duckdb");
      for (const [name, script] of Object.entries(rows)) {
        const { words, env } = await databaseWith(tables + script, { source, name: `${name}_${source}` }, here);
        runs.set(`${name} ${source}`, await runSuites(words, { gx: here.dbt, folder: here.folder, env }));
      }
    }
  });
  afterAll(() => machine?.tearDown());

  it.each(SOURCES)("hold and fail on %s whatever tables, columns and values are called", async (source) => {
    const here = machine as NonNullable<typeof machine>;
    const folder = join(here.folder, `odd_${source}`);
    const { files, coverage } = emitSuites(oddIr, { sources: [source] });
    expect(coverage.filter(({ how }) => how !== "test")).toEqual([]);
    writeFiles(files, folder);
    const { words, env } = await databaseWith(ODD_ROWS, { source, name: `odd_${source}` }, here);
    const docs = join(folder, "docs");
    const ended = await runSuites([...words, "--docs", docs], { gx: here.dbt, folder, env });
    const pages = readdirSync(docs, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
    const text = pages.map((page) => readFileSync(join(docs, page), "utf8")).join("\n");
    // biome-ignore lint/suspicious/noTemplateCurlyInString: text that page templates would fill in
    expect(text).toContain("&lt;i&gt;&amp;${x}<");
    expect(text).toContain("&lt;i&gt;&amp; what a column is called");
    expect(text).not.toContain("<i>&");
    expect(`${text}${ended.stdout}${JSON.stringify(ended.report)}`).not.toContain("ann@example");
    const told = findingsOf(ended.report ?? { exit_code: 0, suites: [] }).flatMap(({ assertion, success, rows }) =>
      success ? [] : [[assertion, rows]],
    );
    expect(Object.fromEntries(told)).toEqual({
      "odd.seldom": [{ order: 1 }],
      "odd.Size.range": [{ order: 2 }],
      "odd.wide.range": [{ order: 3 }],
      // Who could be told by the key is nobody's business.
      "secret.points.range": [],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: text that page templates would fill in
      "marked.points.range": [{ code: "<i>&${x}" }],
      "keyless.points.range": [],
    });
    expect(failures(ended)).toEqual({
      "odd.seldom": "critical",
      "odd.Size.range": "critical",
      "odd.wide.range": "critical",
      "secret.points.range": "critical",
      "marked.points.range": "critical",
      "keyless.points.range": "critical",
    });
  });

  describe.each(SOURCES)("%s", (source) => {
    const run = (name: "good" | "faulty") => runs.get(`${name} ${source}`) as RunnerRun;

    it("hold where every tolerance is used up and every rule is at its edge", () => {
      expect(failures(run("good"))).toEqual({});
      expect(run("good").status).toBe(0);
      expect(findingsOf(run("good").report ?? { exit_code: 0, suites: [] }).length).toBeGreaterThan(140);
    });

    it("fail in exactly the rules that rows break, and so just past every tolerance", () => {
      expect(failures(run("faulty"))).toEqual(expectedFailures());
      expect(run("faulty").status).toBe(1);
    });

    it("tell the very rows that are bad, as dbt and the validator do", () => {
      const planted = plantedKeys();
      const found = findingsOf(run("faulty").report ?? { exit_code: 0, suites: [] })
        .filter(({ assertion }) => assertion in planted)
        .map(({ assertion, rows }) => [assertion, rows.map(({ id }) => Number(id)).sort((a, b) => a - b)]);
      expect(Object.fromEntries(found)).toEqual(planted);
      expect(Object.keys(planted).length).toBeGreaterThan(45);
    });

    it("count as many rows as they tell", () => {
      for (const finding of findingsOf(run("faulty").report ?? { exit_code: 0, suites: [] }))
        if (finding.assertion in plantedKeys()) expect(rowsOf(finding), finding.assertion).toBe(finding.rows.length);
    });
  });
});

/** Names and values that break out of something where they are not quoted; and a number of 32 bits, which was loaded into 64. */
const oddIr = irOf({
  "contracts/odd.contract.yaml": `
contract: { name: odd, version: "1.0.0", owner: proof@example.com }
dataset: { kind: table, table: Order, primary_key: [order] }
schema:
  properties:
    order: { type: integer }
    Size: { type: integer, minimum: 1 }
    wide: { type: float, minimum: 0.1, maximum: 0.7 }
    select: { type: string, not_null: true, enum: ["it's :odd", "{batch} %s", 'back\\slash'] }
quality:
  - { rule: row_count, min: 3, where: "\\"order\\" <> 7" }
  - { rule: expression, name: often, sql: "\\"select\\" <> ' :odd'", description: "<i>& what a column is called" }
  - { rule: expression, name: seldom, sql: "\\"select\\" <> 'it''s :odd'" }
  - { rule: unique, fields: [order, Size], tolerance: 0.1 }
`,
  "contracts/secret.contract.yaml": `
contract: { name: secret, version: "1.0.0", owner: proof@example.com }
dataset: { kind: table, primary_key: [email] }
schema: { properties: { email: { type: string, pii: true }, points: { type: integer, minimum: 0.5 } } }
`,
  "contracts/marked.contract.yaml": `
contract: { name: marked, version: "1.0.0", owner: proof@example.com }
dataset: { kind: table, primary_key: [code] }
schema: { properties: { code: { type: string }, points: { type: integer, minimum: 0.5 } } }
`,
  "contracts/keyless.contract.yaml": `
contract: { name: keyless, version: "1.0.0", owner: proof@example.com }
schema: { properties: { points: { type: integer, minimum: 0.5 } } }
`,
});

const ODD_ROWS = `
create schema raw;
create table raw.secret (email text, points bigint);
insert into raw.secret values ('ann@example.com', 0);
create table raw.marked (code text, points bigint);
insert into raw.marked values ('<i>&\${x}', 0);
create table raw.keyless (points bigint);
insert into raw.keyless values (0);
create table raw."Order" ("order" bigint, "Size" bigint, wide double precision, "select" text);
insert into raw."Order" values
(1, 1, 0.1, 'it''s :odd'), (2, 0, 0.7, '{batch} %s'), (3, 3, 0.70000005, 'back\\slash')`;

/** The assertions that must fail, and the severity of each. */
function expectedFailures(): Readonly<Record<string, string>> {
  const critical = (contract: string, ...names: string[]) => names.map((name) => [`${contract}.${name}`, "critical"]);
  const limits = Object.entries(limitTests).map(([test, { severity }]) => [
    `beyond.${test.replaceAll("__", ".")}`,
    severity === "warn" ? "warning" : "critical",
  ]);
  return Object.fromEntries([
    ...Object.keys(plantedKeys()).map((id) => [id, "critical"]),
    ...limits,
    ...critical("nothing", "freshness", "row_count", "volume"),
    ...critical("customers", "city.length", "email.format", "freshness", "homePage.format", "segment.in_set"),
    ...critical("orders", "big", "customer_id.reference", "freshness", "status.in_set", "volume"),
    ...critical("orders", "total_amount.multiple_of", "total_amount.range", "updated_at.range"),
    ["orders.note.in_set", "warning"],
    ["orders.paid", "warning"],
  ]) as Record<string, string>;
}
