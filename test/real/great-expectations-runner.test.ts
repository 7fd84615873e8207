import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import * as sql from "../../src/dialect/quote.ts";
import { queryText } from "../../src/emit/great-expectations/query-text.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Ir } from "../../src/ir/ir.ts";
import { caughtFaults, type FaultName, faults } from "../demo/faults.ts";
import type { Fault } from "../demo/plant.ts";
import { TABLES } from "../demo/row.ts";
import { shopRows } from "../demo/rows.ts";
import { loadStatements } from "../demo/tables.ts";
import { emitSuites } from "../emit/great-expectations/project.ts";
import { hostile } from "../quoting/hostile.ts";
import { run } from "./command.ts";
import { databaseWith, type Reach, SOURCES, setUp, type TestSource } from "./great-expectations/machine.ts";
import { failures, findingsOf, type RunnerRun, runSuites, writeFiles } from "./great-expectations/runner.ts";
import { withoutPython } from "./needs.ts";

const all: readonly Fault[] = faults;
const TOLERATED = faults.filter((fault: Fault) => fault.tolerated).map(({ name }) => name);
const SUITES = TABLES.flatMap((table) => ["--suite", table]);

/** What the planted faults must be found as. */
const EXPECTED = Object.fromEntries(
  all
    .filter(({ tolerated }) => tolerated !== true)
    .map(({ assertion, severity }) => [assertion, severity === "warn" ? "warning" : "critical"]),
);

describe.skipIf(withoutPython())("the runner on the shop of this repository", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  let ir: Ir | undefined;
  const here = () => machine as NonNullable<typeof machine>;
  const bad = new Map<TestSource, Reach>();
  const runs = new Map<TestSource, RunnerRun>();

  const load = (source: TestSource, name: string, wanted: readonly FaultName[]) => {
    const statements = loadStatements(shopRows({ seed: 7, now: new Date(), faults: wanted }));
    return databaseWith(statements.join(";\n"), { source, name }, here());
  };
  const suites = ({ words, env }: Reach, ...more: string[]) =>
    runSuites([...words, ...more], { gx: here().dbt, folder: here().folder, env });

  beforeAll(async () => {
    machine = await setUp();
    const compiled = await compile(nodeHost(process.cwd()), { targets: ["great-expectations"] });
    expect(compiled.diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
    ir = compiled.ir;
    writeFiles(compiled.files, here().folder);
    for (const source of SOURCES) {
      bad.set(source, await load(source, `bad_${source}`, caughtFaults));
      runs.set(source, await suites(bad.get(source) as Reach, ...SUITES, "--docs", join(here().folder, "docs")));
    }
  });
  afterAll(() => machine?.tearDown());

  it.each(SOURCES)("finds exactly the planted faults on %s, and says so", (source) => {
    const { status, stdout } = runs.get(source) as RunnerRun;
    expect(failures(runs.get(source) as RunnerRun)).toEqual(EXPECTED);
    expect(status).toBe(1);
    expect(stdout).toContain("critical: customers.schema: unexpected favourite_colour\n");
  });

  it("passes rows within every tolerance, warns without failing, and is strict when told to be", async () => {
    const reach = await load("postgres", "tolerated", [...TOLERATED, "digits_of_no_card"]);
    const [lenient, strict] = await Promise.all([suites(reach, ...SUITES), suites(reach, ...SUITES, "--strict")]);
    expect(failures(lenient)).toEqual({ "payments.only_cards_have_digits": "warning" });
    expect([lenient.status, strict.status]).toEqual([0, 1]);
  });

  it("builds Data Docs, which tell failing rows by their key and show no value of them", () => {
    const folder = join(here().folder, "docs");
    const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
    const text = pages.map((page) => readFileSync(join(folder, page), "utf8")).join("\n");
    expect(pages).toContain("index.html");
    for (const source of SOURCES)
      for (const assertion of ["orders.status.in_set", "orders.total_adds_up", "orders.no_double_click"]) {
        const rows = rowsOfFinding(runs.get(source) as RunnerRun, assertion);
        if (assertion !== "orders.no_double_click") expect(rows, assertion).toHaveLength(1);
        for (const row of rows) expect(text).toContain(String(row["order_id"]));
      }
    expect(text).not.toMatch(/@example\.|anna at example|>lost</);
  });

  it("tells the planted rows of the shop by their keys, the same on every source, and no value of them", () => {
    const [postgres, pandas] = SOURCES.map((source) => rowsByAssertion(runs.get(source) as RunnerRun));
    expect(postgres).toEqual(pandas);
    expect(Object.values(postgres ?? {}).filter((rows) => rows.length > 0).length).toBeGreaterThan(20);
    const { report } = runs.get("postgres") as RunnerRun;
    expect(JSON.stringify(report)).not.toMatch(/@example\.|anna at example|"lost"/);
  });

  it("shows values when it is told to, but none that is personal, and as many rows as it is told to", async () => {
    const words = ["--suite", "orders", "--suite", "customers", "--values", "--rows", "2"];
    const ended = await suites(bad.get("postgres") as Reach, ...words);
    expect(rowsOfFinding(ended, "orders.status.in_set")).toEqual([{ order_id: expect.any(String), status: "lost" }]);
    expect(rowsOfFinding(ended, "customers.email.format")).toEqual([{ customer_id: expect.any(Number) }]);
    expect(rowsOfFinding(ended, "customers.city.not_null")).toHaveLength(2);
    expect(ended.stdout).toMatch(/critical: orders.status.in_set: found 1 of \d+: order_id \S+, status lost\n/);
    expect(JSON.stringify(ended.report)).not.toMatch(/@example\.|anna at example/);
  });

  it("reads the same rows from files", async () => {
    const { folder } = here();
    const database = (await databaseWith("select 1", { source: "pandas", name: "bad_pandas" }, here())).database;
    const formats = ["csv", "parquet", "json", "parquet", "csv"];
    const copies = TABLES.map((table, index) => {
      const name = table === "orders" ? "shop_orders" : table;
      const format = formats[index] ?? "";
      return `copy raw.${name} to '${join(folder, `${name}.${format}`)}' (format ${format})`;
    });
    await database.run(copies.join(";\n"));
    const ended = await suites({ words: ["pandas", "--files", folder], env: {} });
    expect(failures(ended)).toEqual(EXPECTED);
  });

  it("refuses a suite of which GX would drop a part, and tells of a table that is not there", async () => {
    const broken = {
      products: ['"severity": "critical"', '"severity": "deadly"'],
      orders: ["_to_be_unique", "_to_shine"],
    };
    const folder = join(here().folder, "great-expectations/postgres/suites");
    for (const [name, [from = "", to = ""]] of Object.entries(broken)) {
      const path = join(folder, `${name}.json`);
      writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
    }
    const words = ["products", "orders", "fct_orders"].flatMap((name) => ["--suite", name]);
    const { status, stdout } = await suites(bad.get("postgres") as Reach, ...words);
    expect(status).toBe(2);
    expect(stdout).toMatch(/products: could not be run: .*does not take expect_table_columns_to_match_set/);
    expect(stdout).toMatch(/orders: could not be run: .*does not take expect_\w+_to_shine/);
    expect(stdout).toMatch(/fct_orders: could not be run: TestConnectionError: .*fct_orders/);
  });

  it("says what it was not told, before it loads anything", async () => {
    const { env } = bad.get("postgres") as Reach;
    const unknown = await suites({ words: ["postgres", "--suite", "nobody"], env });
    expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining("no suite is called nobody")]);
    const unset = await suites({ words: ["postgres", "--url-variable", "DEX_UNSET"], env });
    expect([unset.status, unset.stderr]).toEqual([2, expect.stringContaining("set DEX_UNSET")]);
  });

  it("is not needed: a file context runs the same project, and writes the suites as they are", async () => {
    const { folder, dbt: gx } = here();
    const project = join(folder, "project");
    const contracts = ir?.contracts.filter(({ name }) => (TABLES as readonly string[]).includes(name)) ?? [];
    const { files } = emitSuites({ ...(ir as Ir), contracts }, { sources: ["postgres"], layout: "project" });
    writeFiles(files, project);
    const script = join(import.meta.dirname, "great-expectations", "checkpoint.py");
    const root = join(project, "great-expectations/postgres");
    const { env } = bad.get("postgres") as Reach;
    const { stdout, stderr, status } = await run(gx.python, [script, root], { cwd: folder, env });
    expect(status, stderr).toBe(0);
    const said = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as {
      failed: readonly string[];
      suites: Readonly<Record<string, unknown>>;
      docs: number;
      rows: readonly unknown[];
    };
    expect(said.failed).toEqual(Object.keys(EXPECTED).sort());
    expect(said.docs).toBe(1);
    expect(said.rows).toEqual(rowsOfFinding(runs.get("postgres") as RunnerRun, "orders.status.in_set"));
    for (const { path, text } of files.filter((file) => file.path.includes("/expectations/")))
      expect(said.suites[path.split("/").at(-1) ?? ""]).toEqual(JSON.parse(text));
  });

  it("hands SQL through to the database as it is, whatever text stands in it", async () => {
    const { server, dbt: gx, folder } = here();
    const piece = fc.constantFrom(":", "::", "\\", "a", "_", "é", "$", " ", "{", "}", "%", "%s", "'", "1", "\n", "🚲");
    const random = fc.sample(
      fc.array(piece, { maxLength: 9 }).map((parts) => parts.join("")),
      { numRuns: 3000, seed: 3 },
    );
    const texts = [...hostile.filter((text) => !/\p{Cs}/u.test(text) && !text.includes("\0")), ...random];
    const asked = texts.flatMap((text) => {
      const query = queryText(`select ${sql.string(text, "postgres").text}`, { viaSqlAlchemy: true });
      return "query" in query ? [{ text, query: query.query }] : [];
    });
    expect(asked.length).toBeGreaterThan(2500);
    const url = `postgresql+psycopg2://${server.user}@${server.host}:${server.port}/postgres`;
    const script = join(import.meta.dirname, "great-expectations", "ask.py");
    const input = JSON.stringify(asked.map(({ query }) => query));
    const { stdout, stderr, status } = await run(gx.python, [script, url], { cwd: folder, input });
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual(asked.map(({ text }) => text));
  });
});

/** What the rows of every failing expectation are told by. */
function rowsByAssertion({ report }: RunnerRun): Readonly<Record<string, readonly unknown[]>> {
  const failed = findingsOf(report ?? { exit_code: 0, suites: [] }).filter(({ success }) => !success);
  // What is found of a whole table is not about rows, and the moment of freshness another in every database.
  const aboutRows = failed.filter(({ assertion }) => !/\.(freshness|schema)$/.test(assertion));
  return Object.fromEntries(aboutRows.map(({ assertion, rows }) => [assertion, rows]));
}

function rowsOfFinding(run: RunnerRun, assertion: string): readonly Readonly<Record<string, unknown>>[] {
  return findingsOf(run.report ?? { exit_code: 0, suites: [] }).find((one) => one.assertion === assertion)?.rows ?? [];
}
