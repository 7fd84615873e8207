import { describe, expect, it } from "vitest";
import { parts } from "../../../src/emit/dbt/emit.ts";
import type { Contract } from "../../../src/ir/contract.ts";
import type { Ir } from "../../../src/ir/ir.ts";
import { projectIr } from "./project.ts";

const divided = (ir: Ir) => [
  ...parts({ ir, options: { adapters: ["duckdb", "bigquery"], tests: "native", vars: {}, targets: [] } }),
];
const before = divided(projectIr);

/** The parts that are made again after an edit of one contract: those that have it as an input, or other facts than before. */
function madeAgain(id: string, edit: (contract: Contract) => Contract): readonly string[] {
  const contracts = projectIr.contracts.map((one) => (one.id === id ? edit(one) : one));
  const inputs = new Map(before.map((one) => [one.key, JSON.stringify(one.inputs)]));
  return divided({ ...projectIr, contracts })
    .filter((one) => one.inputs.contracts.includes(id) || inputs.get(one.key) !== JSON.stringify(one.inputs))
    .map(({ key }) => key);
}

describe("the parts of dbt projects", () => {
  it("are the checks, the parts of each adapter, and the coverage of each contract", () => {
    const keys = before.map(({ key }) => key);
    const coverage = projectIr.contracts.map(({ id }) => `coverage/${id}`);
    expect(keys.slice(-coverage.length)).toEqual(coverage);
    expect(keys.slice(0, -coverage.length)).toMatchInlineSnapshot(`
      [
        "checks",
        "duckdb/project",
        "duckdb/people",
        "duckdb/models/staging/shop",
        "duckdb/models/intermediate/daily",
        "duckdb/models/marts/sales",
        "duckdb/used",
        "duckdb/publish",
        "duckdb/changes",
        "bigquery/project",
        "bigquery/people",
        "bigquery/models/staging/shop",
        "bigquery/models/intermediate/daily",
        "bigquery/models/marts/sales",
        "bigquery/used",
        "bigquery/publish",
        "bigquery/changes",
      ]
    `);
  });

  it("are made again after an edit of one contract only where they show it", () => {
    const described = (contract: Contract): Contract => ({ ...contract, description: "edited" });
    expect(madeAgain("customers", described)).toMatchInlineSnapshot(`
      [
        "duckdb/models/staging/shop",
        "duckdb/models/marts/sales",
        "bigquery/models/staging/shop",
        "bigquery/models/marts/sales",
        "coverage/customers",
      ]
    `);
  });

  it("about people are made again when the owner of a contract changes", () => {
    const given = (contract: Contract): Contract => ({ ...contract, owner: { team: "edited" } });
    expect(madeAgain("customers", given)).toMatchInlineSnapshot(`
      [
        "duckdb/people",
        "duckdb/models/staging/shop",
        "duckdb/models/marts/sales",
        "bigquery/people",
        "bigquery/models/staging/shop",
        "bigquery/models/marts/sales",
        "coverage/customers",
      ]
    `);
  });

  it("know whole contracts and pipelines as inputs, not as facts", () => {
    for (const { key, inputs } of before) {
      expect(JSON.stringify(inputs.facts ?? null), key).not.toMatch(/"assertions"|"dataset"|"fields"|"models":\[\{/);
    }
  });
});
