import { kindsWithoutRows } from "../../../src/assertion/registry.ts";
import type { AssertionKind } from "../../../src/ir/assertion.ts";
import { type Checked, install } from "../../emit/typescript/package.ts";
import { emitTypescript } from "../../emit/typescript/project.ts";
import type { Database } from "./engine.ts";
import { badRows, goodRows, isSayable } from "./kinds.ts";
import { limitTests } from "./limits.ts";
import type { Run } from "./project.ts";
import { proofIr } from "./proof.ts";

/** For each assertion that rows break, the keys of these rows, in their order. */
export type FailingKeys = Readonly<Record<string, readonly number[]>>;

/** The assertions of `kinds` about one row, which both a warehouse and a validator can hold. */
export const rowAssertions: readonly string[] = emitTypescript(proofIr)
  .coverage.filter(({ assertion, how }) => assertion.startsWith("kinds.") && how === "runtime")
  .map(({ assertion }) => assertion);

/** What was planted, in `kinds` and, just past each tolerance, in `beyond`. */
export function plantedKeys(): FailingKeys {
  const kinds = badRows.flatMap(({ row, bad }) =>
    bad.map((test) => [`kinds.${test.replaceAll("__", ".")}`, Number(row["id"])] as const),
  );
  const beyond = Object.entries(limitTests).flatMap(([test, { rows = [] }]) =>
    rows.map((id) => [`beyond.${test.replaceAll("__", ".")}`, id] as const),
  );
  return collect([...kinds, ...beyond]);
}

/** What was planted in those rows of `kinds` that a validator can be shown, against the assertions that it can hold. */
export function plantedInRows(): FailingKeys {
  const shown = new Set(badRows.filter(isSayable).map(({ row }) => row["id"]));
  const found = Object.entries(plantedKeys()).flatMap(([id, keys]) =>
    rowAssertions.includes(id) ? keys.filter((key) => shown.has(key)).map((key) => [id, key] as const) : [],
  );
  return collect(found);
}

/** What dbt found, read from what it stored of each failed test. */
export async function dbtKeys(database: Database, tests: Run): Promise<FailingKeys> {
  const failed = proofIr.contracts
    .filter(({ name }) => name === "kinds" || name === "beyond")
    .flatMap(({ dataset }) => dataset.assertions)
    .filter(({ rule }) => !ABOUT_TABLES.has(rule.kind))
    .filter(({ id }) => tests.results.get(testName(id))?.status !== "pass");
  const queries = Object.fromEntries(failed.map(({ id }) => [id, rowsQuery(id, tests)]));
  const found = await database.query(queries);
  return collect(failed.flatMap(({ id }) => (found[id] ?? []).map(([row]) => [id, Number(row)] as const)));
}

const ABOUT_TABLES: ReadonlySet<AssertionKind> = new Set(kindsWithoutRows());

/** A test about rows keeps the rows; one of dbt's own, or one of keys, keeps values, by which the rows are looked up. */
function rowsQuery(id: string, tests: Run): string {
  const stored = `analytics_dbt_test__audit.${testName(id)}`;
  const relation = tests.results.get(testName(id))?.relation_name;
  if (!relation?.includes(testName(id))) throw new Error(`${id} has stored its rows in ${relation}`);
  const [columns, values] = VALUES_KEPT[id] ?? [];
  if (columns === undefined) return `select id from ${stored}`;
  const [contract] = id.split(".");
  return `select id from analytics.stg_proof__${contract} where (${columns}) in (select ${values ?? columns} from ${stored})`;
}

/** The columns of the values, and what the test calls them. */
const VALUES_KEPT: Readonly<Record<string, readonly [columns: string, values?: string]>> = {
  "kinds.label.in_set": ["label", "value_field"],
  "kinds.level.in_set": ["level", "value_field"],
  "kinds.parent_id.reference": ["parent_id", "from_field"],
  "kinds.other_key.reference": ["other_key", "from_field"],
  "kinds.own_key.unique": ["own_key", "unique_field"],
  "kinds.lone": ["left_part", "unique_field"],
  "kinds.once": ["left_part, as_date"],
  "kinds.pair": ["left_part, right_part"],
  "beyond.id.unique": ["id"],
  "beyond.doubles": ["text"],
};

function testName(id: string): string {
  return id.replaceAll(".", "__");
}

/** What the generated validator finds. */
export async function validatorKeys(): Promise<FailingKeys> {
  const installed = install(emitTypescript(proofIr).files);
  try {
    const { check } = await installed.validator("kinds", "Kinds");
    const broken = (checked: Checked) => (checked.ok ? [] : checked.problems.map(({ assertion }) => assertion));
    return collect(
      [...goodRows, ...badRows]
        .filter(isSayable)
        .flatMap(({ row }) => broken(check(row)).map((id) => [id, Number(row["id"])] as const)),
    );
  } finally {
    installed.remove();
  }
}

function collect(pairs: readonly (readonly [string, number])[]): FailingKeys {
  const keys: Record<string, number[]> = {};
  for (const [id, row] of pairs) keys[id] = [...(keys[id] ?? []), row].sort((a, b) => a - b);
  return keys;
}
