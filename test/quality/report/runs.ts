import type { CheckResult, DatasetResult, RunResult } from "../../../src/quality/result.ts";

/** A check of the orders; a pass without samples unless said. */
export function check(id: string, more: Partial<CheckResult> = {}): CheckResult {
  const made = {
    id,
    kind: "not_null",
    dimension: "completeness",
    severity: "error",
    sentence: "customer_id is not null",
    columns: ["customer_id"],
    status: "pass",
    violations: 0,
    violatingRows: 0,
    examined: 12_480,
    by: "rows",
    samples: [],
    duration: 4.2,
    origin: { path: "contracts/orders.contract.yaml", line: 12 },
    ...more,
  } as const;
  return JSON.parse(JSON.stringify(made)) as CheckResult;
}

/** A check that counted no rows. JSON has no undefined, so `check` leaves these members out. */
const WITHOUT_ROWS = { violations: undefined, violatingRows: undefined, examined: undefined } as unknown as object;

/** A dataset with checks. */
export function dataset(checks: readonly CheckResult[], more: Partial<DatasetResult> = {}): DatasetResult {
  return {
    contract: { id: "orders", name: "orders", version: "1.2.0", owner: "sales" },
    source: { engine: "duckdb", name: "data/orders.csv", files: 1 },
    rows: 12_480,
    checks,
    duration: 840,
    ...more,
  };
}

/** A run over datasets. */
export function run(datasets: readonly DatasetResult[], more: Partial<RunResult> = {}): RunResult {
  return {
    version: "0.1.0",
    run: "0192f3c4-7b1e-7c55-9f7e-0242ac120002",
    startedAt: "2026-03-01T06:00:00.000Z",
    duration: 1340,
    datasets,
    ...more,
  };
}

/** One check of each status, with samples, a tolerance, a baseline, a masked value and a measured figure. */
export const EVERY_STATUS = [
  check("orders.id.unique", {
    kind: "unique",
    dimension: "uniqueness",
    sentence: "no two rows have the same id",
    columns: ["id"],
    status: "fail",
    reason: "37 of 12,480 rows violate it",
    violations: 37,
    violatingRows: 61,
    samples: [
      { key: { id: 1001 }, values: { id: 1001 }, file: "data/orders.csv", line: 12 },
      { key: { id: 1002 }, values: { id: 1002 } },
    ],
    duration: 212,
  }),
  check("orders.email.format", {
    kind: "format",
    dimension: "conformity",
    severity: "warn",
    sentence: "email is an email address",
    columns: ["email"],
    status: "warn",
    reason: "140 of 12,480 rows violate it; at most 1 % may",
    violations: 140,
    violatingRows: 140,
    tolerance: { max: "0.01", unit: "fraction" },
    samples: [{ key: { id: 77 }, values: { email: "***" } }],
  }),
  check("orders.freshness", {
    kind: "freshness",
    dimension: "timeliness",
    sentence: "the newest updated_at is at most 1 day old",
    columns: ["updated_at"],
    status: "fail",
    reason: "the newest updated_at is 2 days old",
    measured: { newest_value: "2026-02-27T04:00:00Z" },
    by: "statistics",
    ...WITHOUT_ROWS,
  }),
  check("orders.total.expression", {
    kind: "expression",
    dimension: "consistency",
    sentence: "amount * quantity = total",
    columns: ["amount", "quantity", "total"],
    status: "error",
    reason: "the engine ran out of memory",
    ...WITHOUT_ROWS,
  }),
  check("orders.customer_id.reference", {
    kind: "reference",
    dimension: "consistency",
    sentence: "customer_id is in customers.id",
    status: "skipped",
    reason: "the rows of customers are not among the inputs",
    ...WITHOUT_ROWS,
  }),
  check("orders.amount.range", {
    kind: "range",
    dimension: "accuracy",
    sentence: "amount is at least 0",
    columns: ["amount"],
    violations: 3,
    violatingRows: 3,
    baseline: 40,
  }),
  check("orders.customer_id.not_null"),
] as const satisfies readonly CheckResult[];

/** A run with one check of each status, a dataset that could not be read, and one without checks. */
export const EVERY_RUN: RunResult = run([
  dataset(EVERY_STATUS),
  dataset([check("customers.id.not_null", { examined: 900, violations: 0 })], {
    contract: { id: "customers", name: "customers", version: "2.0.0" },
    source: { engine: "postgres", name: "public.customers", filter: "where region = 'EU'" },
    rows: 900,
    duration: 41,
  }),
]);

/** A run without datasets. */
export const NOTHING: RunResult = run([]);

/** Strings that would be code, markup, controls or line breaks in some format. */
export const HOSTILE = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `'; drop table x; --`,
  `]]></system-out><testcase/>`,
  `::error::x\n::set-output name=a::b`,
  `\u001b[31mred\u001b[0m\u0007`,
  `a\u202eb\u200b\ufeff\u0000\ufffe\uffff\ud800`,
  `| a | b |\n|---|---|\n**bold** [x](javascript:alert(1)) @team #1`,
  `{{ x }} {% y %} \${z} %s %0A \\ "quoted" \\n`,
  `</style></head><base href=//x>&lt;&#60;`,
  "x".repeat(5000),
  "日本語 🙂 👩\u200d👧 é e\u0301",
] as const;

/** A run in which each string of a result is hostile. */
export function hostileRun(text: string): RunResult {
  const checks = (["fail", "warn", "error", "skipped", "pass"] as const).map((status) =>
    check(`${status} ${text}`, {
      status,
      sentence: text,
      columns: [text],
      field: [text, "[]", text],
      ...(status !== "pass" && { reason: text }),
      violations: 1,
      examined: 2,
      samples: [
        { key: { [text]: text }, values: { [`${text}2`]: text, empty: "", nothing: null }, file: text, line: 3 },
      ],
      measured: status === "warn" ? { [text]: text } : {},
      origin: { path: text, line: 2 },
    }),
  );
  const contract = { id: text, name: text, version: text, owner: text };
  const source = { engine: "duckdb" as const, name: text, filter: text };
  return run([dataset(checks, { contract, source })], { run: text });
}
