import { expect, it } from "vitest";
import { mergeCoverage } from "../../src/emit/merge-coverage.ts";
import type { Assertion } from "../../src/ir/assertion.ts";
import type { Coverage } from "../../src/ir/coverage.ts";

const ASSERTION: Assertion = {
  id: "orders.a",
  dataset: "orders",
  rule: { kind: "row_count", minimum: 1 },
  severity: "error",
  dimension: "coverage",
  origin: { path: "orders.contract.yaml", pointer: "" },
};
const record = (how: Coverage["how"], why?: string): Coverage => ({
  assertion: "orders.a",
  target: "dbt",
  how,
  ...(why !== undefined && { why }),
});

const limited = { ...record("test", "no types on b"), limits: ["no types on b"] };

it.each([
  ["the same everywhere", record("test"), record("test"), record("test")],
  ["weaker on one", record("enforced"), record("test"), record("test", "on b; enforced on a")],
  ["partly on one", record("test"), limited, limited],
  ["nothing on one", record("test"), record("unsupported", "no"), record("unsupported", "no; test on a")],
])("coverage is the weakest of all parts: %s", (_title, a, b, merged) => {
  const parts = [
    { name: "a", coverage: [a] },
    { name: "b", coverage: [b] },
  ];
  expect(mergeCoverage([ASSERTION], parts, { target: "dbt", why: "not here" })).toEqual([merged]);
});

it("says why an assertion is in no part", () => {
  expect(mergeCoverage([ASSERTION], [], { target: "dbt", why: "not here" })).toEqual([
    { ...record("unsupported", "not here"), expected: true },
  ]);
});
