import { describe, expect, it } from "vitest";
import type { Model } from "../../src/ir/pipeline.ts";
import { irOf } from "../ir-of.ts";

/** What happens to violations, by the name of the assertion. */
function consequences(contract: string): Readonly<Record<string, string>> {
  const [found] = irOf({ "contracts/orders.contract.yaml": contract }).contracts;
  return Object.fromEntries(
    (found?.dataset.assertions ?? []).map(({ id, severity, quarantine }) => [
      id.slice("orders.".length),
      quarantine ? `${severity}, quarantine` : severity,
    ]),
  );
}

const ORDERS = `
contract: {name: orders, version: 1.0.0, owner: shop@example.com}
dataset: {primary_key: [id]}
fields:
  - {name: id, type: bigint}
  - {name: note, type: string, max_length: 9, on_violation: warn}
quality:
  - {rule: range, field: id, minimum: 0, name: own, on_violation: block}
  - {rule: range, field: id, minimum: 1, name: moved, on_violation: quarantine}
  - {rule: range, field: id, minimum: 2, name: silent}
  - {rule: range, field: id, minimum: 3, name: said, severity: error}
  - {rule: range, field: id, minimum: 4, name: told, severity: info}
  - {rule: row_count, min: 1, name: whole}
`;

describe("what happens to violations", () => {
  it("is what the rule says, then what the contract says, and blocks by default", () => {
    const own = { own: "error", moved: "error, quarantine", told: "info", "note.length": "warn" };
    expect(consequences(ORDERS)).toEqual({
      ...own,
      schema: "error",
      "id.not_null": "error",
      "id.unique": "error",
      silent: "error",
      said: "error",
      whole: "error",
    });
    expect(consequences(`${ORDERS}on_violation: quarantine`)).toEqual({
      ...own,
      schema: "error",
      "id.not_null": "error, quarantine",
      "id.unique": "error, quarantine",
      silent: "error, quarantine",
      said: "error, quarantine",
      whole: "error",
    });
    expect(consequences(`${ORDERS}on_violation: warn`)).toEqual({
      ...own,
      schema: "warn",
      "id.not_null": "warn",
      "id.unique": "warn",
      silent: "warn",
      said: "error",
      whole: "warn",
    });
  });
});

const table = (name: string, more: string) => `
contract: {name: ${name}, version: 1.0.0, owner: shop@example.com}
on_violation: quarantine
dataset: {primary_key: [id]}
fields:
  - {name: id, type: bigint}
${more}`;

const pipeline = (name: string, tables: string) => `
pipeline: {name: ${name}, owner: shop@example.com}
source: {name: ${name}, type: postgres, connection: shop, schema: ${name}, tables: [${tables}]}
destination: {type: duckdb, connection: warehouse, schema: raw_${name}}
`;

describe("a quarantine", () => {
  it("decides references after the table that they refer to, and none in a cycle or in another pipeline", () => {
    const ir = irOf({
      "contracts/a.contract.yaml": table("a", "  - {name: b_id, type: bigint, references: b.id}"),
      "contracts/b.contract.yaml": table("b", "  - {name: a_id, type: bigint, references: a.id}"),
      "contracts/c.contract.yaml": table(
        "c",
        "  - {name: a_id, type: bigint, references: a.id}\n  - {name: c_id, type: bigint, references: c.id}",
      ),
      "contracts/d.contract.yaml": table("d", "  - {name: a_id, type: bigint, references: a.id}"),
      "contracts/one.pipeline.yaml": pipeline("one", "a, b, c"),
      "contracts/two.pipeline.yaml": pipeline("two", "d"),
    });
    const models = ir.pipelines.flatMap((one) => (one.kind === "batch" ? one.models : []));
    const moved = (model: Model) => model.quarantine?.assertions.filter((id) => id.endsWith("reference")) ?? [];
    expect(Object.fromEntries(models.map((model) => [model.name, moved(model)]))).toEqual({
      stg_one__a: [],
      stg_one__b: [],
      stg_one__c: ["c.a_id.reference", "c.c_id.reference"],
      stg_two__d: [],
    });
  });
});
