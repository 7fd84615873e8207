import { describe, expect, it } from "vitest";
import type { Report } from "../../src/diagnostics/diagnostic.ts";
import { cycleReports, orderOf } from "../../src/link/graph.ts";
import { link } from "../../src/link/link.ts";
import type { Edge, LinkedProject } from "../../src/link/linked-project.ts";
import { parse } from "../../src/parse/parse.ts";
import { validate } from "../../src/validate/validate.ts";

/** Links a project given as texts by path. */
function linked(files: Readonly<Record<string, string>>): { model: LinkedProject; reports: readonly Report[] } {
  const sources = Object.entries(files).map(([path, text]) => ({ path: `contracts/${path}`, text, hash: path }));
  const [sql, documents] = [
    sources.filter(({ path }) => path.endsWith(".sql")),
    sources.filter(({ path }) => !path.endsWith(".sql")),
  ];
  const { value, diagnostics } = link(validate(parse(documents).value).value, sql);
  return { model: value, reports: diagnostics };
}

function messages(files: Readonly<Record<string, string>>): readonly string[] {
  return linked(files).reports.map(({ code, message }) => `${code}: ${message}`);
}

const contract = (name: string, columns = "id: {type: string}", rest = "") =>
  `contract: {name: ${name}, version: "1.0.0", owner: a@example.com}\n${rest}\nschema: {type: object, properties: {${columns}}}\n`;

const pipeline = (name: string, models: string, rest = "") => `pipeline: {name: ${name}, type: batch}
source: {type: postgres, connection: shop, tables: [orders], mode: full}
destination: {type: duckdb, connection: warehouse}
models: [${models}]
${rest}
`;

const sqlModel = (name: string, sql: string) => `{name: ${name}, kind: fact, materialized: table, sql: "${sql}"}`;
const SHOP = { "orders.yaml": contract("orders"), "customers.yaml": contract("customers") };

describe("names", () => {
  it("that are not there are reported with what is near", () => {
    expect(
      messages({
        ...SHOP,
        "items.yaml": contract(
          "items",
          "id: {type: string, references: custmers.id}, b: {type: string, references: customers.idd}, c: {type: string, references: customers}",
        ),
      }),
    ).toEqual([
      'link/unknown-contract: There is no contract "custmers". Did you mean "customers"?',
      'link/unknown-column: The contract "customers" has no column "idd". Did you mean "id"?',
      'link/bad-reference: "customers" is not a reference. Write the contract, a dot and the column, such as customers.id',
    ]);
  });

  it("of rules, members and items are looked up too", () => {
    const text = contract(
      "items",
      "a: {type: object, properties: {b: {type: string, references: x.id}}}, c: {type: array, items: {type: string, references: y.id}}",
      "quality: [{rule: equal_row_count, dataset: z}, {rule: reference, field: a, to: w.id}]",
    );
    expect(messages({ "items.yaml": text }).map((message) => /"(\w)"/.exec(message)?.[1])).toEqual([
      "x",
      "y",
      "w",
      "z",
    ]);
  });

  it("of models, sources, files and steps are looked up", () => {
    const found = messages({
      ...SHOP,
      "daily.yaml": pipeline(
        "daily",
        [
          sqlModel("fct_one", "select id from {{ ref('ordrs') }}"),
          sqlModel("fct_two", "select id from {{ source('shop', 'order') }}"),
          "{name: fct_three, kind: fact, materialized: table, sql: fct_thre.sql}",
        ].join(", "),
        "tasks: [{id: tell, notify: slack, after: qualty}]",
      ),
      "fct_three.sql": "select 1 as a",
    });
    expect(found).toEqual([
      'link/unknown-model: There is no model or contract "ordrs". Did you mean "orders"?',
      'link/unknown-source: There is no source table "shop.order". Did you mean "shop.orders"?',
      'link/missing-sql-file: There is no file contracts/fct_thre.sql. Did you mean "contracts/fct_three.sql"?',
      'link/unknown-task: This pipeline has no step "qualty". Did you mean "quality"? Its steps are extract, staging, models, quality, tell.',
    ]);
  });

  it("of streams are contracts or topics", () => {
    const stream = (topic: string) =>
      `pipeline: {name: s, type: streaming}\nsource: {topic: ${topic}}\nsinks: [{format: delta, path: /a}]\n`;
    const topic = contract(
      "events",
      "id: {type: string}",
      "dataset: {kind: topic}\ntopic: {name: shop.events, partitions: 1, replication_factor: 1, format: json}",
    );
    const files = { ...SHOP, "events.yaml": topic };
    expect(messages({ ...files, "s.yaml": stream("events") })).toEqual([]);
    expect(messages({ ...files, "s.yaml": stream("shop.events") })).toEqual([]);
    expect(messages({ ...files, "s.yaml": stream("event") })).toEqual([
      'link/unknown-contract: There is no contract "event". Did you mean "events"?',
    ]);
    expect(messages({ ...files, "s.yaml": stream("orders") })[0]).toContain("link/not-a-topic");
  });

  it("of documents with faults count, as far as they can be read", () => {
    const faulty = (schema: string) =>
      `contract: {name: customers, version: "1.0.0", owner: a@example.com, nonsense: 1}\nschema: ${schema}\n`;
    const files = {
      "customers.yaml": faulty("{type: object, properties: {id: {type: string}}}"),
      "orders.yaml": contract("orders", "id: {type: string, references: customers.nothing}"),
      "daily.yaml": pipeline("daily", sqlModel("fct", "select id from {{ ref('customers') }}")).replace(
        "[orders]",
        "[orders, customers]",
      ),
    };
    expect(messages(files)).toEqual([
      'link/unknown-column: The contract "customers" has no column "nothing". Its columns are id.',
    ]);
    expect(messages({ ...files, "customers.yaml": faulty("[]") })).toEqual([]);
    expect(messages({ ...files, "customers.yaml": "columns: []\n" })).toEqual([]);
  });
});

describe("duplicates", () => {
  it("show both places, the first in the order of files", () => {
    const { reports } = linked({ "b.yaml": contract("orders"), "a.yaml": contract("orders") });
    expect(reports).toMatchObject([
      {
        code: "link/duplicate-contract",
        at: { path: "contracts/b.yaml", pointer: "/contract/name" },
        related: [{ at: { path: "contracts/a.yaml", pointer: "/contract/name" } }],
      },
    ]);
  });

  it("are pipelines and models too, across pipelines", () => {
    const { reports } = linked({
      ...SHOP,
      "a.yaml": pipeline("daily", sqlModel("fct", "select 1 as a")),
      "b.yaml": pipeline("daily", ""),
      "c.yaml": pipeline("hourly", sqlModel("fct", "select 1 as a")).replace(
        "connection: shop",
        "connection: shop_two",
      ),
    });
    expect(reports.map(({ code, at, related }) => [code, at, related[0]?.at])).toEqual([
      [
        "link/duplicate-pipeline",
        { path: "contracts/b.yaml", pointer: "/pipeline/name" },
        { path: "contracts/a.yaml", pointer: "/pipeline/name" },
      ],
      [
        "link/duplicate-model",
        { path: "contracts/c.yaml", pointer: "/models/0/name" },
        { path: "contracts/a.yaml", pointer: "/models/0/name" },
      ],
    ]);
  });
});

describe("cycles", () => {
  it("are printed with their whole path and the place of each step", () => {
    const { reports } = linked({
      ...SHOP,
      "daily.yaml": pipeline(
        "daily",
        [
          sqlModel("a", "select 1 as x from {{ ref('c') }}"),
          sqlModel("b", "select 1 as x from {{ ref('a') }}"),
          sqlModel("c", "select 1 as x from {{ ref('b') }}"),
        ].join(", "),
      ),
    });
    expect(reports).toMatchObject([
      { code: "link/cycle", message: expect.stringContaining("a -> c -> b -> a"), related: [{}, {}] },
    ]);
  });

  it("of tasks are found, and one of itself", () => {
    const tasks =
      "tasks: [{id: a, notify: slack, after: b}, {id: b, notify: slack, after: a}, {id: c, notify: slack, after: c}]";
    const found = messages({ ...SHOP, "daily.yaml": pipeline("daily", "", tasks) });
    expect(found.map((message) => /cycle: ([^.]+\.[^.]+\.[^.]*)/.exec(message)?.[1])).toHaveLength(2);
    expect(found[0]).toContain("daily.a -> daily.b -> daily.a");
    expect(found[1]).toContain("daily.c -> daily.c");
  });

  it("of foreign keys are allowed", () => {
    expect(
      messages({
        "a.yaml": contract("a", "id: {type: string, references: b.id}"),
        "b.yaml": contract("b", "id: {type: string, references: a.id}"),
      }),
    ).toEqual([]);
  });

  it("are found in a chain of 50,000 steps without exhausting the stack", () => {
    const nodes = Array.from({ length: 50_000 }, (_, index) => `n:${index}`);
    const edges = nodes.map(
      (from, index): Edge => ({
        from,
        to: `n:${(index + 1) % nodes.length}`,
        kind: "reads",
        at: { path: "", pointer: "" },
      }),
    );
    expect(cycleReports(nodes, edges)).toHaveLength(1);
    expect(cycleReports(nodes, edges.slice(0, -1))).toHaveLength(0);
    expect(orderOf(nodes, edges.slice(0, -1))[0]).toBe("n:49999");
  });
});

describe("one run", () => {
  it("reports every fault of a project", () => {
    const found = messages({
      "a.yaml": contract("orders", "id: {type: string, references: nothing.id}"),
      "b.yaml": contract("orders"),
      "daily.yaml": pipeline(
        "daily",
        sqlModel("fct", "select 1 as a from {{ ref('nowhere') }} {{ var('x') }}"),
        "tasks: [{id: t, notify: slack, after: never}]",
      ),
    });
    expect(found.map((message) => message.split(":")[0]).sort()).toEqual([
      "link/duplicate-contract",
      "link/sql-jinja",
      "link/unknown-contract",
      "link/unknown-task",
    ]);
  });
});

describe("relations", () => {
  const FILES = {
    "orders.yaml": contract(
      "orders",
      "id: {type: string}, at: {type: timestamp}",
      "dataset: {primary_key: [id], updated_at: at}",
    ),
    "dim_orders.yaml": contract("dim_orders", "order_key: {type: string}, id: {type: string}"),
    "daily.yaml": pipeline(
      "daily",
      [
        "{staging: orders}",
        "{dimension: orders, name: dim_all, scd: 2}",
        "{dimension: orders, name: dim_some, scd: 2, contract: dim_orders}",
        "{dimension: orders, name: dim_now, scd: 1}",
        sqlModel(
          "fct",
          "select o.*, count(*) as n, d.order_key from {{ ref('orders') }} o join {{ ref('dim_some') }} d on o.id = d.id group by all",
        ),
        sqlModel("one", "select *, 1 as more from {{ ref('dim_now') }}"),
        sqlModel("two", "select more from {{ ref('one') }}"),
        sqlModel("made_up", "select count(*) from {{ source('shop', 'orders') }}"),
      ].join(", "),
    ),
  };
  const { model, reports } = linked(FILES);
  const columns = Object.fromEntries(model.relations.map((relation) => [relation.name, relation.columns]));

  it("have the columns that their contracts, or their queries, give them", () => {
    expect(reports).toEqual([]);
    expect(columns).toEqual({
      stg_shop__orders: ["id", "at"],
      dim_all: ["dim_all_key", "id", "at", "valid_from", "valid_to", "is_current"],
      dim_some: ["order_key", "id"],
      dim_now: ["id", "at"],
      fct: ["id", "at", "n", "order_key"],
      one: ["id", "at", "more"],
      two: ["more"],
      made_up: [undefined],
    });
  });

  it("come after what they read, and their queries are clean", () => {
    const names = model.relations.map(({ name }) => name);
    for (const { name, reads } of model.relations)
      for (const read of reads) expect(names.indexOf(read)).toBeLessThan(names.indexOf(name));
    expect(model.relations.flatMap(({ query }) => query?.problems ?? [])).toEqual([]);
  });
});
