import { readFileSync } from "node:fs";
import type { Finding } from "./suites.ts";
import type { Done, Terminal } from "./terminal.ts";
import type { NodeResult, Warehouse } from "./warehouse.ts";

type Paint = Terminal["paint"];

/** What dbt did, in a few words. */
export function testsNote(results: readonly NodeResult[]): Done<readonly NodeResult[]> {
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

/** What Great Expectations found, in a few words. */
export function suitesNote(findings: readonly Finding[]): Done<readonly Finding[]> {
  const suites = new Set(findings.map(({ suite }) => suite)).size;
  const failed = found(findings).length;
  const parts = [`${suites} suites`, `${findings.length - failed} expectations hold`];
  return { value: findings, note: [...parts, ...(failed > 0 ? [`${failed} does not`] : [])].join(", ") };
}

/** The names of everything that did not go well. */
export function broken(results: readonly NodeResult[]): readonly string[] {
  return results.filter(({ status }) => !["success", "pass", "skipped"].includes(status)).map(({ name }) => name);
}

/** The expectations that do not hold. */
export function found(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ success }) => !success);
}

/** The marts, with how many rows each has. */
export async function showTables(built: readonly NodeResult[], warehouse: Warehouse, paint: Paint) {
  const models = built.filter(({ kind, file }) => kind !== "test" && file.includes("marts/"));
  const queries = Object.fromEntries(models.map(({ name, relation }) => [name, `select count(*) from ${relation}`]));
  const counts = await warehouse.query(queries);
  return models.map(
    ({ name, materialized }) =>
      `  ${name.padEnd(16)} ${materialized.padEnd(12)} ${String(counts[name]?.[0]).padStart(5)} ${paint("dim", "rows")}`,
  );
}

interface Caught {
  readonly tests: readonly NodeResult[];
  readonly finding: Finding;
  readonly warehouse: Warehouse;
  readonly paint: Paint;
}

/** The bad row, and what each engine says of it. */
export async function showCatch({ tests, finding, warehouse, paint }: Caught): Promise<readonly string[]> {
  const { row } = await warehouse.query({
    row: "select order_id, total_amount, status from raw.shop_orders where status = 'lost'",
  });
  const spared = tests.filter(({ kind, status }) => kind === "model" && status === "skipped").map(({ name }) => name);
  const [key] = finding.rows.flatMap((one) => Object.entries(one).map(([column, value]) => `${column} ${value}`));
  const who = (name: string) => paint("cyan", name.padEnd(23));
  return [
    `${paint("red", "caught")}  ${paint("bold", finding.assertion)}`,
    `        order ${row?.[0]} of ${row?.[1]} has the status "${row?.[2]}"`,
    "",
    `  ${who("by dbt")}1 test fails; not rebuilt: ${spared.join(", ")}`,
    `  ${who("by Great Expectations")}${finding.count} ${finding.severity}: ${key ?? "no row is told"}`,
  ];
}

/** Where a test stands in the generated project: FILE:LINE. */
export function traceOf(project: string, { name, file }: NodeResult): string {
  const lines = readFileSync(`${project}/${file}`, "utf8").split("\n");
  return `${project}/${file}:${lines.findIndex((line) => line.trim() === `name: ${name}`) + 1}`;
}

interface Left {
  readonly project: string;
  readonly folder: string;
  readonly line: string;
}

/** What is there to look at when the demo is over. */
export function nextSteps({ project, folder, line }: Left, paint: Paint): readonly string[] {
  const rows = [
    ["contracts/orders.contract.yaml", "change a promise, then npm run demo"],
    [
      "generated/airflow/dags/daily_orders.py",
      "the same steps as a DAG of Airflow, which publishes behind both checks",
    ],
    [project, "the dbt project that was built"],
    ["npx dex coverage orders", "which target holds which promise, and how"],
    [`npx dex trace ${line}`, "where a line came from"],
    [`${folder}/shop.duckdb`, "the warehouse itself"],
  ] as const;
  return [
    paint("bold", "What to look at next"),
    ...rows.map(([what, why]) => `  ${paint("cyan", what)}\n      ${why}`),
  ];
}
