import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { BUILD, isBuilt } from "../build.ts";
import { environment } from "../real/environments/environment.ts";
import { faultOf } from "./faults.ts";
import { shopRows } from "./rows.ts";
import { loadStatements } from "./tables.ts";
import { type Terminal, terminalOf } from "./terminal.ts";
import { createWarehouse, type NodeResult, run, type Warehouse } from "./warehouse.ts";

// npm run demo: from this repository's contracts to a warehouse that refuses a bad row, on nothing but Node and Python.

const PROJECT = "generated/dbt/duckdb";
const FOLDER = ".dex/demo";
const SEED = 1;
const BAD_ROW = "order_of_unknown_status";

const terminal = terminalOf(process.stdout, process.env);
try {
  await demo(terminal);
} catch (error) {
  terminal.print("", error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function demo({ paint, coloured, moves, print, step }: Terminal): Promise<void> {
  print("", paint("bold", "A shop's data contracts become a warehouse."), "");
  await step("build dex", buildDex);
  await step("compile the contracts", compileContracts);
  const dbt = await step("set up dbt", async (say) => {
    const progress = moves ? say : (line: string) => print(`  ${line.trim()}`);
    const value = await environment("dbt", { progress });
    return { value, note: relative("", value.folder) };
  });
  const warehouse = createWarehouse(FOLDER, PROJECT, dbt);
  await step("load sample rows", () => loadShop(warehouse, []));
  const built = await step("build and test", async (say) => verdict(await warehouse.build(say)));
  demand(
    broken(built).length === 0,
    `on good rows everything should pass, but these did not: ${broken(built).join(", ")}`,
  );
  print("", ...(await showTables(built, warehouse, paint)), "");

  await step("plant one bad row", () => loadShop(warehouse, [BAD_ROW]));
  const again = await step("build and test again", async (say) => verdict(await warehouse.build(say)));
  const fault = faultOf(BAD_ROW);
  const test = again.find(({ name }) => name === fault.assertion.replaceAll(".", "__"));
  demand(
    test !== undefined && test.status === "fail" && broken(again).length === 1,
    `${fault.assertion} alone should have failed, and these did: ${broken(again).join(", ") || "none"}`,
  );
  print("", ...(await showCatch(again, warehouse, paint)));
  const { said } = await dex(["trace", await lineOf(test), "--color", coloured ? "always" : "never"]);
  print("", `The promise it breaks: ${said.trimEnd()}`);
  print("", ...nextSteps(await lineOf(test), paint), "");
}

async function buildDex() {
  if (isBuilt()) return { value: undefined, note: "dist/ is up to date" };
  const { status, said } = await run(process.execPath, BUILD, { cwd: "." });
  demand(status === 0, said);
  return { value: undefined, note: "dist/" };
}

async function compileContracts() {
  const { status, said } = await run(process.execPath, ["dist/cli/main.js", "compile", "--color", "never"], {
    cwd: ".",
  });
  demand(status === 0, said);
  return { value: undefined, note: said.trim() };
}

async function loadShop(warehouse: Warehouse, faults: readonly (typeof BAD_ROW)[]) {
  const rows = shopRows({ seed: SEED, now: new Date(), faults });
  await warehouse.execute(loadStatements(rows));
  const count = Object.values(rows).reduce((sum, table) => sum + table.length, 0);
  const note =
    faults.length === 0 ? `${count} rows in ${Object.keys(rows).length} tables` : 'an order with the status "lost"';
  return { value: undefined, note };
}

function verdict(results: readonly NodeResult[]) {
  const tests = results.filter(({ kind }) => kind === "test");
  const count = (status: string, of = tests) => of.filter((one) => one.status === status).length;
  const models = results.filter(({ kind }) => kind === "model");
  const parts = [
    `${count("success", models)} models`,
    `${count("pass")} tests passed`,
    ...(count("fail") > 0 ? [`${count("fail")} failed`] : []),
    ...(count("skipped", [...results]) > 0 ? [`${count("skipped", [...results])} skipped`] : []),
  ];
  return { value: results, note: parts.join(", ") };
}

/** The names of everything that did not go well. */
function broken(results: readonly NodeResult[]): readonly string[] {
  return results.filter(({ status }) => !["success", "pass", "skipped"].includes(status)).map(({ name }) => name);
}

async function showTables(built: readonly NodeResult[], warehouse: Warehouse, paint: Terminal["paint"]) {
  const models = built.filter(({ kind, file }) => kind !== "test" && file.includes("marts/"));
  const queries = Object.fromEntries(models.map(({ name, relation }) => [name, `select count(*) from ${relation}`]));
  const counts = await warehouse.query(queries);
  return models.map(
    ({ name, materialized }) =>
      `  ${name.padEnd(16)} ${materialized.padEnd(12)} ${String(counts[name]?.[0]).padStart(5)} ${paint("dim", "rows")}`,
  );
}

async function showCatch(again: readonly NodeResult[], warehouse: Warehouse, paint: Terminal["paint"]) {
  const { row } = await warehouse.query({
    row: "select order_id, total_amount, status from raw.shop_orders where status = 'lost'",
  });
  const spared = again.filter(({ kind, status }) => kind === "model" && status === "skipped").map(({ name }) => name);
  return [
    `${paint("red", "caught")}  ${paint("bold", faultOf(BAD_ROW).assertion)}`,
    `        order ${row?.[0]} of ${row?.[1]} has the status "${row?.[2]}"`,
    `        not rebuilt: ${spared.join(", ")}`,
  ];
}

/** Where a test stands in the generated project: FILE:LINE. */
async function lineOf({ name, file }: NodeResult): Promise<string> {
  const lines = readFileSync(`${PROJECT}/${file}`, "utf8").split("\n");
  return `${PROJECT}/${file}:${lines.findIndex((line) => line.trim() === `name: ${name}`) + 1}`;
}

async function dex(words: readonly string[]) {
  return await run(process.execPath, ["dist/cli/main.js", ...words], { cwd: "." });
}

function nextSteps(line: string, paint: Terminal["paint"]): readonly string[] {
  const rows = [
    ["contracts/orders.contract.yaml", "change a promise, then npm run demo"],
    [PROJECT, "the dbt project that was built"],
    ["npx dex coverage orders", "which target holds which promise, and how"],
    [`npx dex trace ${line}`, "where a line came from"],
    [`${FOLDER}/shop.duckdb`, "the warehouse itself"],
  ] as const;
  return [
    paint("bold", "What to look at next"),
    ...rows.map(([what, why]) => `  ${paint("cyan", what)}\n      ${why}`),
  ];
}

function demand(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
