import { type Checked, install } from "../../emit/typescript/package.ts";
import { emitTypescript } from "../../emit/typescript/project.ts";
import type { Database } from "./engine.ts";
import { badRows, goodRows } from "./kinds.ts";
import type { Run } from "./project.ts";
import { proofIr } from "./proof.ts";

/** For each row of the contract `kinds`, by its id, the assertions that it breaks. */
export type Verdicts = ReadonlyMap<number, readonly string[]>;

/** The assertions of `kinds` about one row, which both a warehouse and a validator can hold. */
export const rowAssertions: readonly string[] = emitTypescript(proofIr)
  .coverage.filter(({ assertion, how }) => assertion.startsWith("kinds.") && how === "runtime")
  .map(({ assertion }) => assertion);

/** What dbt found, read from the rows that it stored of each failed test. */
export async function dbtVerdicts(database: Database, tests: Run): Promise<Verdicts> {
  const failed = rowAssertions.filter((id) => tests.results.get(testName(id))?.status === "fail");
  const queries = failed.map((id) => [id, rowsQuery(id, tests)] as const);
  const found = await database.query(Object.fromEntries(queries));
  return collect(failed.flatMap((id) => (found[id] ?? []).map(([row]) => [Number(row), id] as const)));
}

/** Tests of dbt's own keep values, which are looked up; a test of dex's keeps the rows. */
function rowsQuery(id: string, tests: Run): string {
  const stored = `analytics_dbt_test__audit.${testName(id)}`;
  const column = id.split(".")[1] ?? "";
  const relation = tests.results.get(testName(id))?.relation_name;
  if (!relation?.includes(testName(id))) throw new Error(`${id} has stored its rows in ${relation}`);
  const own = OWN_TESTS[column];
  if (own === undefined) return `select id from ${stored}`;
  return `select id from analytics.stg_proof__kinds where ${column} in (select ${own} from ${stored})`;
}

const OWN_TESTS: Readonly<Record<string, string>> = {
  label: "value_field",
  level: "value_field",
  parent_id: "from_field",
};

function testName(id: string): string {
  return id.replaceAll(".", "__");
}

/** What the generated validator finds. */
export async function validatorVerdicts(): Promise<Verdicts> {
  const installed = install(emitTypescript(proofIr).files);
  try {
    const { check } = await installed.validator("kinds", "Kinds");
    const broken = (checked: Checked) => (checked.ok ? [] : checked.problems.map(({ assertion }) => assertion));
    return collect(
      [...goodRows, ...badRows].flatMap(({ row }) => broken(check(row)).map((id) => [Number(row["id"]), id] as const)),
    );
  } finally {
    installed.remove();
  }
}

/** What was planted. */
export function plantedVerdicts(): Verdicts {
  const pairs = badRows.flatMap(({ row, bad }) =>
    bad.map((test) => [Number(row["id"]), `kinds.${test.replace("__", ".")}`] as const),
  );
  return collect(pairs.filter(([, id]) => rowAssertions.includes(id)));
}

function collect(pairs: readonly (readonly [number, string])[]): Verdicts {
  const verdicts = new Map<number, string[]>();
  for (const [row, id] of pairs) verdicts.set(row, [...(verdicts.get(row) ?? []), id].sort());
  return new Map([...verdicts].sort(([a], [b]) => a - b));
}
