import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { makeProject, type Project } from "./project.ts";

const NOW = ["--now", "2026-12-01T10:00:00Z"];
const page = readFileSync("docs/mock.md", "utf8");
/** The files that docs/mock.md shows, as a project. */
const shown = Object.fromEntries(
  [...page.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm)].map(([, path = "", text = ""]) => [path, text]),
);

let project: Project | undefined;
afterEach(() => project?.remove());

function started(files: Readonly<Record<string, string>> = shown): Project {
  project = makeProject(files);
  return project;
}

describe("dex mock", () => {
  it("prints the rows of one contract", async () => {
    const { code, out, err } = await started().run("mock", "orders", "--rows", "2", ...NOW);
    expect(code).toBe(0);
    expect(out.split("\r\n")).toHaveLength(4);
    expect(out).toMatch(/^order_id,customer_id,quantity,price,total,ordered_at,shipped_at\r\n/);
    expect(err).toContain("orders refers to rows of customers: --output FOLDER writes these too.");
  });

  it("runs every call that docs/mock.md shows", async () => {
    const calls = [...page.matchAll(/^dex (mock .*?)(?: *#.*)?$/gm)].map(([, call = ""]) => call.split(" "));
    expect(calls.length).toBeGreaterThan(5);
    const { run, read } = started();
    for (const call of calls) expect(await run(...call, "--force"), call.join(" ")).toMatchObject({ code: 0 });
    expect(read("orders.parquet").slice(0, 4)).toBe("PAR1");
    const record = JSON.parse(/^```json\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? "") as unknown;
    expect(JSON.parse(read("data/faults.json"))).toMatchObject({
      schemaVersion: 1,
      seed: 1,
      faults: expect.arrayContaining([record]),
    });
  });

  it("makes the same bytes in every time zone and locale", () => {
    const { dexWith } = started();
    const call = ["mock", "orders", ...NOW];
    const first = dexWith({ TZ: "UTC", LC_ALL: "C" }, ...call);
    expect(first.code).toBe(0);
    expect(dexWith({ TZ: "Asia/Tokyo", LC_ALL: "tr_TR.UTF-8" }, ...call).out).toBe(first.out);
    expect(dexWith({}, ...call, "--seed", "2").out).not.toBe(first.out);
  });

  it("writes the rows with faults, and which assertion each violates", async () => {
    const { run, read } = started();
    const { code, err } = await run(
      "mock",
      "orders",
      "--output",
      "data/",
      "--faults",
      "one-per-assertion",
      "--format",
      "jsonl",
      ...NOW,
    );
    expect([code, err]).toMatchObject([0, expect.stringContaining("assertions violated: see the file of faults.")]);
    const { faults } = JSON.parse(read("data/faults.json")) as {
      faults: { assertion: string; rows: number[]; values: { quantity?: number } }[];
    };
    const range = faults.find(({ assertion }) => assertion === "orders.quantity.range");
    const rows = read("data/orders.jsonl").trimEnd().split("\n");
    expect(JSON.parse(rows[(range?.rows[0] ?? 0) - 1] ?? "")).toMatchObject({ quantity: 0 });
    expect(range?.values.quantity).toBe(0);
  });

  it("writes Parquet files", async () => {
    const { run, read } = started();
    expect(await run("mock", "orders", "--output", "orders.parquet", ...NOW)).toMatchObject({ code: 0 });
    expect(read("orders.parquet").slice(0, 4)).toBe("PAR1");
  });

  it("writes into an absolute folder", async () => {
    const { run, read, root } = started();
    const { code } = await run("mock", "customers", "--rows", "3", "--output", `${root}/absolute/x.csv`);
    expect(code).toBe(0);
    expect(read("absolute/x.csv").split("\r\n")).toHaveLength(5);
  });

  it("replaces no file without --force", async () => {
    const { run, put, read } = started();
    put("data/customers.csv", "mine\n");
    expect(await run("mock", "orders", "--output", "data", ...NOW)).toMatchObject({
      code: 3,
      err: "dex: data/customers.csv exists already, so nothing was written. --force replaces files.\n",
    });
    expect(read("data/customers.csv")).toBe("mine\n");
    expect(await run("mock", "orders", "--output", "data", "--force", ...NOW)).toMatchObject({ code: 0 });
    expect(read("data/customers.csv")).toMatch(/^customer_id,/);
  });

  it.each([
    [["order"], 'There is no contract "order". Did you mean "orders"?'],
    [[], "Several contracts make several files: give --output FOLDER, or name one contract."],
    [["orders", "--rows", "many"], '--rows must be a whole number, not "many".'],
    [["orders", "--now", "today"], '--now must be a timestamp such as 2026-12-01T00:00:00Z, not "today".'],
    [["--output", "x.csv"], "--output x.csv is one file: name one contract, or give a folder."],
    [["orders", "--format", "parquet"], "--format parquet writes files: give --output FOLDER."],
    [
      ["orders", "--faults", "one-per-assertion"],
      "--faults writes a file that lists the faults: give --output FOLDER.",
    ],
    [["orders", "--rows", "0"], "--rows 0 is too few for orders: orders.freshness needs at least 1."],
  ])("refuses %j", async (given, problem) => {
    expect(await started().run("mock", ...given)).toMatchObject({ code: 2, out: "", err: `dex: ${problem}\n` });
  });

  it("names the assertion that no row satisfies, and writes nothing", async () => {
    const rules = '{rule: expression, name: larger, sql: "a > b"}, {rule: expression, name: smaller, sql: "a < b"}';
    const { run } = started({
      "contracts/x.contract.yaml": `contract: {name: x, version: "1.0.0", owner: a@example.com}\nschema: {properties: {a: {type: integer, not_null: true}, b: {type: integer, not_null: true}}}\nquality: [${rules}]\n`,
    });
    const { code, out, err } = await run("mock", "x");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(
      /^dex: dex found no row 1 of x that satisfies x\.(larger|smaller)\. Look for assertions that exclude each other/,
    );
  });
});
