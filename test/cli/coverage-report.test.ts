import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { coverageReport, summaries } from "../../src/cli/coverage-report.ts";
import type { Assertion } from "../../src/ir/assertion.ts";
import type { Coverage } from "../../src/ir/coverage.ts";
import { makeProject, type Project } from "./project.ts";

const contract = (name: string) =>
  `contract: {name: ${name}, version: "1.0.0", owner: data-team}\nschema: {type: object, properties: {id: {type: integer}}, required: [id]}\n`;

const assertions = ["a", "b"].map(
  (id): Assertion => ({
    id,
    dataset: "orders",
    rule: { kind: "row_count", minimum: 1 },
    severity: "error",
    dimension: "coverage",
    origin: { path: "orders.contract.yaml", pointer: "" },
  }),
);

const nothing = { runsOf: () => [], violationOf: () => ({ onViolation: "block" as const }) };

it("an assertion is partly checked if its record has limits, whatever the reason says", () => {
  const records: readonly Coverage[] = [
    { assertion: "a", target: "dbt", how: "test", why: "no types; on duckdb, only", limits: ["no types"] },
    { assertion: "b", target: "dbt", how: "test", why: "on duckdb; enforced on postgres" },
  ];
  expect(summaries({ assertions, records })).toMatchObject([{ target: "dbt", tested: 2, partly: 1, percent: 100 }]);
  expect(coverageReport({ assertions, records, ...nothing }, { all: false })).toContain(
    "partly checked (--all has the reasons):\n  dbt: 1 assertion, such as a\n",
  );
  expect(coverageReport({ assertions, records, ...nothing }, { all: true })).toContain(
    "partly checked:\n  dbt: a\n      no types\n\n",
  );
});

const CONFIG = `import { dbt, greatExpectations } from "dex-compiler/emitters";
export default { emitters: [dbt(), greatExpectations()] };
`;

describe("the runs of tests", () => {
  let project: Project;
  afterEach(() => project.remove());
  beforeEach(() => {
    project = makeProject({
      "dex.config.ts": CONFIG,
      "contracts/orders.contract.yaml": contract("orders"),
      "contracts/fct_orders.contract.yaml": contract("fct_orders"),
      "contracts/customers.contract.yaml": contract("customers"),
      "contracts/daily.pipeline.yaml": `pipeline: {name: daily, owner: data-team}
source: {type: postgres, connection: shop, tables: [orders]}
destination: {type: duckdb, connection: warehouse}
models:
  - {name: fct_orders, contract: fct_orders, sql: "select id from {{ ref('orders') }}"}
quality: [{after: staging, engines: [dbt]}, {after: models, engines: [dbt, great_expectations]}]
`,
    });
  });

  it("name the pipeline and the gate, or nobody", async () => {
    const { out } = await project.run("coverage", "--all");
    const rows = out.split("\n").filter((line) => / (daily|nobody)/.test(line));
    expect(rows.map((row) => row.replace(/ {2,}/g, " | "))).toEqual([
      "customers | dbt | 2 | nobody",
      "orders | dbt | 2 | daily at its staging gate",
      "customers | great-expectations | 2 | nobody",
      "fct_orders | great-expectations | 2 | daily at its models gate",
      "orders | great-expectations | 2 | daily at its models gate",
    ]);
  });

  it("are listed in the short report if there are none, and in the JSON", async () => {
    const { out } = await project.run("coverage");
    expect(out).toContain("tested, but run by no pipeline:\n  dbt: ");
    const { assertions } = JSON.parse((await project.run("coverage", "--format", "json")).out);
    const runs = (contract: string) =>
      assertions
        .filter((one: { contract: string }) => one.contract === contract)
        .flatMap((one: { coverage: readonly { target: string; runBy?: readonly object[] }[] }) => one.coverage)
        .map(({ target, runBy }: { target: string; runBy?: readonly object[] }) => [target, runBy]);
    expect(runs("orders")).toContainEqual(["dbt", [{ pipeline: "daily", gate: "staging" }]]);
    expect(runs("customers")).toContainEqual(["dbt", []]);
  });
});

describe("what happens to violations", () => {
  it("is said of assertions that block although their contract has a quarantine", async () => {
    const project = makeProject({
      "contracts/orders.contract.yaml": `contract: {name: orders, version: "1.0.0", owner: data-team}
on_violation: quarantine
dataset: {primary_key: [id], updated_at: at}
schema:
  properties:
    id: {type: integer}
    fact: {type: integer, references: fct_orders.id}
    city: {type: string, min_length: 2, on_violation: warn}
    zip: {type: string, min_length: 2, on_violation: block}
    at: {type: timestamp, not_null: true}
quality: [{rule: row_count, min: 1}]
sla: {freshness: {max_delay: 1d}}
`,
      "contracts/fct_orders.contract.yaml": contract("fct_orders"),
      "contracts/daily.pipeline.yaml": `pipeline: {name: daily, owner: data-team}
source: {type: postgres, connection: shop, tables: [orders]}
destination: {type: duckdb, connection: warehouse}
models:
  - {name: fct_orders, contract: fct_orders, sql: "select id from {{ ref('orders') }}"}
`,
    });
    const { out } = await project.run("coverage");
    expect(out).toContain(`not moved to a quarantine, so a violation blocks:
  orders.schema, orders.row_count, orders.freshness
      it is about the whole table, which has no rows to move; it checks the rows that are left
  orders.fact.reference
      its rows are not known before the model is built, or no model has them
`);
    const json = JSON.parse((await project.run("coverage", "--format", "json")).out) as {
      assertions: { assertion: string; onViolation: string; why?: string }[];
    };
    const found = Object.fromEntries(json.assertions.map(({ assertion, onViolation }) => [assertion, onViolation]));
    expect(found).toMatchObject({
      "orders.id.unique": "quarantine",
      "orders.at.not_null": "quarantine",
      "orders.row_count": "block",
      "orders.zip.length": "block",
      "orders.city.length": "warn",
      "fct_orders.schema": "block",
    });
    expect(json.assertions.flatMap(({ assertion, why }) => (why === undefined ? [] : [assertion]))).toHaveLength(4);
    project.remove();
  });
});
