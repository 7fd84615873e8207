import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { duckdbConnection } from "../duckdb.ts";
import { makeProject } from "./project.ts";

const CONTRACT = `contract: { name: orders, version: "1.0.0", owner: shop@example.com }
dataset: { primary_key: [order_id], updated_at: updated_at }
schema:
  properties:
    order_id: { type: integer }
    customer: { type: string, not_null: true, references: customers.id }
    email: { type: string, format: email, pii: true }
    amount: { type: decimal, precision: 6, scale: 2, minimum: 0 }
    status: { type: string, enum: [a, b] }
    day: { type: date }
    updated_at: { type: timestamp }
quality:
  - { rule: expression, sql: "status <> 'a' or amount >= 10" }
  - { rule: range, field: amount, maximum: 100, where: "status = 'b'", tolerance: 0.5 }
`;

const CUSTOMERS = `contract: { name: customers, version: "1.0.0", owner: shop@example.com }
dataset: { primary_key: [id] }
schema: { properties: { id: { type: string } } }
`;

const ORDERS = `order_id,customer,email,amount,status,day,updated_at
1,ann,a@x.org,12.50,a,2026-01-01,2026-01-01 00:00:00Z
2,,bad,5,a,2026-01-01,2026-01-01 00:00:00Z
2,bob,b@x.org,-1,c,2026-13-01,2026-01-01T00:00:00Z
x,ann,,1.005,b,2026-01-01T00:00:00,yesterday
5,ann,d@x.org,99999.99,b,,2026-12-01 00:00:00+00:00
`;

interface Check {
  readonly id: string;
  readonly status: string;
  readonly violations?: number;
  readonly reason?: string;
  readonly samples: readonly { readonly key: object; readonly values: object; readonly line?: number }[];
}

describe("dex validate", () => {
  const project = makeProject({
    "contracts/orders.contract.yaml": CONTRACT,
    "contracts/customers.contract.yaml": CUSTOMERS,
    "data/orders.csv": ORDERS,
    "data/customers.csv": "id\nann\n",
    "alone/events.json":
      '{"title": "events", "type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}',
    "alone/events.jsonl": '{"id": 1}\n{"id": "2"}\n{"other": 3}\n[]\nnothing\n',
  });
  afterAll(() => project.remove());

  const json = async (...words: string[]) => {
    const { code, out, err } = await project.run("validate", ...words, "--format", "json");
    expect(out, err).toMatch(/^\{/);
    const { datasets } = JSON.parse(out) as { datasets: { rows: number; checks: readonly Check[] }[] };
    const [dataset] = datasets;
    if (dataset === undefined) throw new Error(out);
    return { code, err, rows: dataset.rows, checks: new Map(dataset.checks.map((check) => [check.id, check])) };
  };

  it("finds what violates each rule of the contract with the name of the file", async () => {
    const { code, rows, checks } = await json(
      "--input",
      "data/orders.csv",
      "--reference",
      "customers=data/customers.csv",
    );
    expect({ code, rows }).toEqual({ code: 5, rows: 5 });
    const found = [...checks.values()].map(({ id, status, violations }) => [id, status, violations]);
    expect(found).toEqual([
      ["orders.schema", "fail", 3],
      ["orders.order_id.not_null", "pass", 0],
      ["orders.customer.not_null", "fail", 1],
      ["orders.customer.reference", "fail", 1],
      ["orders.email.format", "fail", 1],
      ["orders.amount.range", "fail", 1],
      ["orders.status.in_set", "fail", 1],
      ["orders.order_id.unique", "fail", 1],
      ["orders.amount_status.expression", "fail", 1],
      ["orders.amount.range_2", "pass", 0],
    ]);
    expect(checks.get("orders.schema")?.reason).toBe(
      '1 value of "order_id" does not fit the type; 2 values of "amount" do not fit the type; 1 value of "day" does not fit the type; 1 value of "updated_at" does not fit the type',
    );
    expect(checks.get("orders.email.format")?.samples).toMatchObject([
      { key: { order_id: "2" }, values: { email: "***" } },
    ]);
  });

  it("reads compressed files, folders and patterns", async () => {
    writeFileSync(join(project.root, "data/more-orders.csv.gz"), gzipSync(ORDERS));
    const { rows, checks } = await json("--input", "data/*orders*", "--schema", "contracts/orders.contract.yaml");
    expect(rows).toBe(10);
    expect(checks.get("orders.order_id.unique")?.violations).toBe(5);
  });

  it("runs the checks that are asked for, on the rows that are asked for", async () => {
    const { code, checks } = await json(
      ...["--input", "data/orders.csv", "--checks", "completeness,orders.status.in_set", "--where", "amount >= 10"],
    );
    expect([...checks].map(([id, { status }]) => [id, status])).toEqual([
      ["orders.order_id.not_null", "pass"],
      ["orders.customer.not_null", "pass"],
      ["orders.status.in_set", "pass"],
    ]);
    expect(code).toBe(0);
  });

  it("skips a check whose other data is missing, and says what to write", async () => {
    const { checks } = await json("--input", "data/orders.csv", "--checks", "reference");
    expect(checks.get("orders.customer.reference")).toMatchObject({
      status: "skipped",
      reason: "it needs the data of customers: name it with --reference customers=PATH",
    });
  });

  it("takes a JSON Schema and lines of JSON outside of any project", async () => {
    const { code, rows, checks } = await json("--input", "alone/events.jsonl", "--schema", "alone/events.json");
    expect({ code, rows }).toEqual({ code: 5, rows: 3 });
    expect(checks.get("events.schema")?.reason).toBe('1 value of "id" does not fit the type; 2 lines cannot be read');
    expect(checks.get("events.id.not_null")).toMatchObject({ status: "fail", violations: 1 });
  });

  it("checks a table of a DuckDB file", async () => {
    const connection = await duckdbConnection();
    await connection.run(`attach '${join(project.root, "shop.duckdb")}' as shop`);
    await connection.run("create schema shop.raw");
    await connection.run("create table shop.raw.customers as select 'ann' as id");
    await connection.run(
      "create table shop.raw.orders as select 1 as order_id, 'eve' as customer, null as email, 1.5::decimal(6, 2) as amount, 'b' as status, current_date as day, now() as updated_at",
    );
    await connection.run("detach shop");
    const { code, checks } = await json("--input", "shop.duckdb", "--table", "orders");
    expect(code).toBe(5);
    const failed = [...checks.values()].filter(({ status }) => status !== "pass");
    expect(failed).toMatchObject([
      {
        id: "orders.schema",
        reason: 'the column "email" has another type: it has the type integer, and the contract has string',
      },
      { id: "orders.customer.reference", status: "fail", violations: 1 },
    ]);
  });

  it("writes reports, metrics and the failed rows", async () => {
    const files = ["out/report.json", "out/report.xml", "out/report.md", "out/report.sarif"];
    const outputs = files.flatMap((file) => ["--output", file]);
    const { code, out } = await project.run(
      ...[
        "validate",
        "--input",
        "data/orders.csv",
        ...outputs,
        "--metrics",
        "out/quality.prom",
        "--failed-rows",
        "out/bad.csv",
      ],
    );
    expect(code).toBe(5);
    expect(out).toContain("✗ fail");
    for (const file of [...files, "out/quality.prom"]) expect(existsSync(join(project.root, file)), file).toBe(true);
    expect(
      readFileSync(join(project.root, "out/bad.csv"), "utf8"),
    ).toBe(`order_id,customer,email,amount,status,day,updated_at,dex_violates
2,,bad,5,a,2026-01-01,2026-01-01 00:00:00Z,orders.customer.not_null orders.email.format orders.order_id.unique orders.amount_status.expression
2,bob,b@x.org,-1,c,2026-13-01,2026-01-01T00:00:00Z,orders.schema orders.amount.range orders.status.in_set orders.order_id.unique
x,ann,,1.005,b,2026-01-01T00:00:00,yesterday,orders.schema
5,ann,d@x.org,99999.99,b,,2026-12-01 00:00:00+00:00,orders.schema
`);
  });

  it("counts text that is not a number in a column of floats", async () => {
    writeFileSync(join(project.root, "data/floats.csv"), "x\n12abc\n1.5\n4e39\n");
    writeFileSync(
      join(project.root, "floats.yaml"),
      'contract: { name: floats, version: "1.0.0", owner: shop@example.com }\nschema: { properties: { x: { type: float } } }\n',
    );
    const { checks } = await json("--input", "data/floats.csv", "--schema", "floats.yaml");
    expect(checks.get("floats.schema")).toMatchObject({
      status: "fail",
      reason: '2 values of "x" do not fit the type',
    });
  });

  it("fails for lines that cannot be read, whatever is checked", async () => {
    writeFileSync(join(project.root, "data/broken.csv"), "id\na\nb,c\n");
    const words = ["--input", "data/broken.csv", "--schema", "contracts/customers.contract.yaml"];
    const { code, checks } = await json(...words, "--checks", "unique");
    expect(code).toBe(5);
    expect([...checks.values()]).toMatchObject([
      { id: "customers.schema", status: "fail", reason: "1 line cannot be read, and no check has seen it" },
      { id: "customers.id.unique", status: "pass" },
    ]);
  });

  it("fails only where there is more than in the baseline", async () => {
    const words = ["--input", "data/orders.csv", "--checks", "in_set,range", "--baseline", "quality.json"];
    expect((await project.run("validate", ...words)).err).toContain("Make it with --update-baseline");
    expect((await json(...words, "--update-baseline")).code).toBe(0);
    expect((await json(...words)).code).toBe(0);
    writeFileSync(join(project.root, "data/orders-2.csv"), `${ORDERS}7,ann,,1,c,,\n`);
    const worse = await json(...words, "--input", "data/orders-2.csv", "--schema", "contracts/orders.contract.yaml");
    expect(worse.checks.get("orders.status.in_set")).toMatchObject({
      status: "fail",
      reason: "2 of 6 rows violate it; the baseline has 1",
    });
  });

  it("runs the calls on files that docs/quality.md shows", async () => {
    const page = readFileSync("docs/quality.md", "utf8");
    const calls = [...page.matchAll(/^dex (validate --input .*)$/gm)].map(([, call = ""]) => call.split(" "));
    expect(calls.length).toBeGreaterThan(0);
    const connection = await duckdbConnection();
    await connection.run(`copy (select 1 as id) to '${join(project.root, "data/sales.parquet")}' (format parquet)`);
    project.put(
      "schemas/sales.json",
      '{"title": "sales", "type": "object", "properties": {"id": {"type": "integer"}}}',
    );
    for (const call of calls) expect(await project.run(...call), call.join(" ")).toMatchObject({ code: 0, err: "" });
  });

  it("fails for data without rows, unless that is allowed", async () => {
    writeFileSync(join(project.root, "data/none.csv"), "id\n");
    const words = ["--input", "data/none.csv", "--schema", "contracts/customers.contract.yaml"];
    expect((await json(...words)).code).toBe(5);
    expect((await json(...words, "--allow-empty")).code).toBe(0);
  });

  it.each([
    [
      ["--input", "data/orders.csv", "--checks", "uniqe"],
      /is not a kind, a dimension or the id.*Did you mean "unique"/,
    ],
    [["--input", "data/orders.csv", "--where", "amout > 1"], /"amout", which the contract does not have.*"amount"/],
    [["--input", "data/orders.csv", "--where", "1; drop table x"], /--where cannot be read/],
    [
      ["--input", "data/nothing.csv", "--schema", "contracts/orders.contract.yaml"],
      /There is no file data\/nothing.csv/,
    ],
    [["--input", "data/customer.csv"], /no contract for "customer".*Did you mean "customers"/],
    [["--table", "orders"], /--table needs a database/],
    [
      ["--table", "orders", "--connection-url", "postgresql://u:secret@h/d"],
      /must be the name of an environment variable/,
    ],
    [["--input", "data/orders.csv", "--output", "report.doc"], /no extension of a report/],
    [[], /needs data/],
  ])("refuses %j", async (words, problem) => {
    const { code, out, err } = await project.run("validate", ...words);
    expect(err).toMatch(problem);
    expect(err).not.toContain("secret");
    expect([code, out]).toEqual([2, ""]);
  });
});
