import { basename } from "node:path";
import { BUILD, isBuilt } from "../build.ts";
import { type Environment, type EnvironmentName, environment } from "../real/environments/environment.ts";
import { type FaultName, faultOf } from "./faults.ts";
import { run } from "./program.ts";
import { changedRows } from "./rows.ts";
import { openShop, type ShopDatabase } from "./shop.ts";
import { broken, found, nextSteps, showCatch, showTables, suitesNote, testsNote, traceOf } from "./show.ts";
import { runSuites } from "./suites.ts";
import { loadStatements } from "./tables.ts";
import type { Terminal } from "./terminal.ts";
import { createWarehouse, type Warehouse } from "./warehouse.ts";

const PROJECT = "generated/dbt/duckdb";
const FOLDER = ".dex/demo";
const ENVIRONMENTS = ".dex/environments";
const SEED = 1;
const BAD_ROW = "order_of_unknown_status";

/** What somebody may want of the demo. */
interface DemoOptions {
  /** Whether the rows come from a PostgreSQL server, where there is one. */
  readonly postgres: boolean;
}

/** Tells the whole story: good rows arrive, then a bad one does, and is caught. */
export async function demo(terminal: Terminal, { postgres }: DemoOptions): Promise<void> {
  const { paint, print, step } = terminal;
  print("", paint("bold", "A shop's data contracts become a warehouse."), "");
  await step("build dex", buildDex);
  await step("compile the contracts", compileContracts);
  const shop = await step("start PostgreSQL", async () => {
    const opened = postgres ? await openShop() : { missing: "--no-postgres" };
    if ("missing" in opened)
      return { value: undefined, note: `left out: ${opened.missing}; rows go straight into DuckDB` };
    return { value: opened, note: `the shop's own database, at ${opened.at}` };
  });
  try {
    await act(terminal, shop);
  } finally {
    await shop?.stop();
  }
}

async function act(terminal: Terminal, shop: ShopDatabase | undefined): Promise<void> {
  const { paint, coloured, print } = terminal;
  const dlt = shop && (await setUp(terminal, "dlt", "dlt"));
  const dbt = await setUp(terminal, "dbt", "dbt");
  const gx = await setUp(terminal, "gx", "Great Expectations");
  const warehouse = createWarehouse(FOLDER, PROJECT, dbt);
  const stage: Stage = { terminal, warehouse, gx, now: new Date(), source: shop && dlt && { shop, dlt } };

  await bringRows(stage, []);
  const good = await look(stage);
  const wrong = [...broken(good.tests), ...found(good.findings).map(({ assertion }) => assertion)];
  demand(wrong.length === 0, `on good rows everything should hold, but these did not: ${wrong.join(", ")}`);
  print("", ...(await showTables(good.tests, warehouse, paint)), "");

  await bringRows(stage, [BAD_ROW]);
  const bad = await look(stage);
  const { assertion } = faultOf(BAD_ROW);
  const test = bad.tests.find(({ name }) => name === assertion.replaceAll(".", "__"));
  const finding = found(bad.findings)[0];
  demand(
    test !== undefined && test.status === "fail" && broken(bad.tests).length === 1,
    `dbt should have found ${assertion} alone, and found: ${broken(bad.tests).join(", ") || "nothing"}`,
  );
  demand(
    finding?.assertion === assertion && found(bad.findings).length === 1,
    `Great Expectations should have found ${assertion} alone, and found: ${
      found(bad.findings)
        .map((one) => one.assertion)
        .join(", ") || "nothing"
    }`,
  );
  print("", ...(await showCatch({ tests: bad.tests, finding, warehouse, paint })));
  const line = traceOf(PROJECT, test);
  const { said } = await dex(["trace", line, coloured ? "--color" : "--no-color"]);
  print("", `The promise it breaks: ${said.trimEnd()}`);
  print("", ...nextSteps({ project: PROJECT, folder: FOLDER, line }, paint), "");
}

/** What the acts of the demo share. */
interface Stage {
  readonly terminal: Terminal;
  readonly warehouse: Warehouse;
  readonly gx: Environment;
  /** The moment that the shop's rows are made for. */
  readonly now: Date;
  readonly source: { readonly shop: ShopDatabase; readonly dlt: Environment } | undefined;
}

async function buildDex() {
  if (isBuilt()) return { value: undefined, note: "dist/ is up to date" };
  const { status, said } = await run(process.execPath, BUILD, { cwd: "." });
  demand(status === 0, said);
  return { value: undefined, note: "dist/" };
}

async function compileContracts() {
  const { status, said } = await dex(["compile", "--no-color"]);
  demand(status === 0, said);
  return { value: undefined, note: said.trim() };
}

/** One of the environments that are made once and kept. */
function setUp({ step, moves, print }: Terminal, name: EnvironmentName, title: string): Promise<Environment> {
  return step(`set up ${title}`, async (say) => {
    const progress = moves ? (line: string) => say(line.trim()) : (line: string) => print(`  ${line.trim()}`);
    const value = await environment(name, { progress });
    return { value, note: `${ENVIRONMENTS}/${basename(value.folder)}` };
  });
}

/** Puts rows, with what is to be wrong, where they come from, and brings them into the warehouse. */
async function bringRows({ terminal: { step }, warehouse, source, now }: Stage, faults: readonly FaultName[]) {
  const rows = changedRows({ seed: SEED, now, faults }, new Date());
  const count = Object.values(rows).reduce((sum, table) => sum + table.length, 0);
  const first = faults.length === 0;
  const note = first ? `${count} rows in ${Object.keys(rows).length} tables` : 'its status is now "lost"';
  await step(first ? "fill the shop's tables" : "spoil one order", async () => {
    await (source ? source.shop.fill(rows) : warehouse.execute(loadStatements(rows)));
    return { value: undefined, note };
  });
  if (source === undefined) return;
  await step(first ? "extract with dlt" : "extract what is new", async (say) => {
    const into = { dlt: source.dlt, database: warehouse.database, folder: FOLDER };
    const loaded = await source.shop.extract(into, say);
    const sum = [...loaded.values()].reduce((all, rows) => all + rows, 0);
    return { value: undefined, note: `${sum} ${first ? "rows" : "new and recent rows"} into ${FOLDER}/shop.duckdb` };
  });
}

/** Builds the warehouse, and has both engines look at it. */
async function look({ terminal: { step }, warehouse, gx }: Stage) {
  const tests = await step("build and test with dbt", async (say) => testsNote(await warehouse.build(say)));
  const at = { folder: FOLDER, database: warehouse.database };
  const findings = await step("ask Great Expectations", async (say) => suitesNote(await runSuites(gx, at, say)));
  return { tests, findings };
}

async function dex(words: readonly string[]) {
  return await run(process.execPath, ["dist/cli/main.js", ...words], { cwd: "." });
}

function demand(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
