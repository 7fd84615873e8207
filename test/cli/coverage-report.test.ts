import { expect, it } from "vitest";
import { coverageReport, summaries } from "../../src/cli/coverage-report.ts";
import type { Assertion } from "../../src/ir/assertion.ts";
import type { Coverage } from "../../src/ir/coverage.ts";

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

it("an assertion is partly checked if its record has limits, whatever the reason says", () => {
  const records: readonly Coverage[] = [
    { assertion: "a", target: "dbt", how: "test", why: "no types; on duckdb, only", limits: ["no types"] },
    { assertion: "b", target: "dbt", how: "test", why: "on duckdb; enforced on postgres" },
  ];
  expect(summaries({ assertions, records })).toMatchObject([{ target: "dbt", tested: 2, partly: 1, percent: 100 }]);
  expect(coverageReport({ assertions, records }, { all: false })).toContain(
    "partly checked (--all has the reasons):\n  dbt: 1 assertion, such as a\n",
  );
  expect(coverageReport({ assertions, records }, { all: true })).toContain(
    "partly checked:\n  dbt: a\n      no types\n\n",
  );
});
