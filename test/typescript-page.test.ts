import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createJiti } from "jiti";
import { afterAll, describe, expect, it } from "vitest";
import { duckdbConnection } from "./duckdb.ts";
import { install } from "./emit/typescript/package.ts";
import { emitTypescript } from "./emit/typescript/project.ts";
import { irOf } from "./ir-of.ts";

/** The files that docs/typescript.md shows. */
const page = readFileSync("docs/typescript.md", "utf8");
const shown = new Map(
  [...page.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm)].map(([, path = "", text = ""]) => [path, text] as const),
);
const CONTRACT = "contracts/orders.contract.yaml";
const installed = install(emitTypescript(irOf({ [CONTRACT]: shown.get(CONTRACT) ?? "" })).files);
afterAll(installed.remove);

const packages = ["pg", "postgres", "@duckdb", "@types"].filter((name) => existsSync(join("node_modules", name)));
for (const name of packages) symlinkSync(resolve("node_modules", name), join(installed.root, "node_modules", name));
writeFileSync(join(installed.root, "package.json"), '{"type": "module"}');
const scripts = [...shown.keys()].filter((name) => name.endsWith(".ts"));
for (const name of scripts) writeFileSync(join(installed.root, name), shown.get(name) ?? "");

const jiti = createJiti(import.meta.url);
const load = (name: string) => jiti.import<Record<string, (given: unknown) => unknown>>(join(installed.root, name));

const row = {
  order_id: "9007199254740993",
  placed_on: "2024-02-29",
  shipped_at: "2024-03-01T08:00:00.5Z",
  total: "12.50",
  labels: ["a", null],
};

describe("docs/typescript.md", () => {
  it("has examples that a strict compiler accepts", () => {
    const compilerOptions = {
      target: "es2022",
      lib: ["es2023", "esnext.disposable"],
      module: "nodenext",
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      noEmit: true,
      types: ["node"],
    };
    const files = scripts.filter((name) => name !== "exact.ts" || packages.includes("postgres"));
    writeFileSync(join(installed.root, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const tsc = resolve("node_modules/typescript/bin/tsc");
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", installed.root], { encoding: "utf8" });
    expect(status, stdout).toBe(0);
  });

  it("reads a row of pg", async () => {
    const { readOrders } = await load("pg.ts");
    const given = { ...row, placed_on: new Date(2024, 1, 29), shipped_at: new Date("2024-03-01T08:00:00.5Z") };
    const pool = { query: async () => ({ rows: [given] }) };
    expect(await readOrders?.(pool)).toEqual([{ ...row, shipped_at: "2024-03-01T08:00:00.500Z" }]);
  });

  it("reads a row of DuckDB", async () => {
    const connection = await duckdbConnection();
    await connection.run(
      `create table orders as select 9007199254740993 as order_id, date '2024-02-29' as placed_on,
        timestamptz '2024-03-01 08:00:00.5+00' as shipped_at, 12.5::decimal(10, 2) as total, ['a', null] as labels`,
    );
    const { readOrders } = await load("duckdb.ts");
    expect(await readOrders?.(connection)).toEqual([row]);
  });

  it("reads the text of a row in JSON", async () => {
    const { readOrder } = await load("json.ts");
    const text =
      '{"order_id": 9007199254740993, "placed_on": "2024-02-29", "shipped_at": "2024-03-01T08:00:00.5+00:00", "total": 12.50, "labels": ["a", null]}';
    expect(readOrder?.(text)).toEqual({ ...row, total: "12.5" });
  });

  it("names every adapter that the package has", () => {
    for (const [, name] of page.matchAll(/`shop-contracts\/(drivers\/\w+)`/g))
      expect(existsSync(join(installed.root, "node_modules/shop-contracts", `${name}.js`)), name).toBe(true);
  });
});
