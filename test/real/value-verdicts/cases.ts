import { MOMENTS } from "./moments.ts";
import { NUMBERS } from "./numbers.ts";
import { STRINGS } from "./strings.ts";
import type { StoredValue, VerdictCase } from "./verdict-case.ts";

/** Attacks on types and values. */
const VERDICT_CASES: readonly VerdictCase[] = [...NUMBERS, ...MOMENTS, ...STRINGS];

/** The table of a case: all its good values, or one bad value. */
export interface VerdictTable {
  readonly name: string;
  readonly of: VerdictCase;
  readonly values: readonly StoredValue[];
  readonly isGood: boolean;
}

/** The tables of all cases. */
export const VERDICT_TABLES: readonly VerdictTable[] = VERDICT_CASES.flatMap((of, index) => [
  ...(of.good.length > 0 ? [{ name: `case_${index}`, of, values: of.good, isGood: true }] : []),
  ...of.bad.map((value, place) => ({ name: `case_${index}_bad_${place}`, of, values: [value], isGood: false })),
]);

/** The description of a table. */
export function describeTable({ name, of, values }: VerdictTable): string {
  return `${name}: ${of.field}${of.quality ?? ""} stored as ${of.stored}: ${values.map(([sql]) => sql).join(", ")}`;
}

/** One contract for each table. */
export function verdictContracts(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    VERDICT_TABLES.map(({ name, of }) => [
      `contracts/${name}.contract.yaml`,
      `contract: {name: ${name}, version: "1.0.0", owner: values@example.com}
dataset: {primary_key: [id]}
schema: {properties: {id: {type: bigint}, x: {${of.field}}}}
${of.quality === undefined ? "" : `quality: [${of.quality}]\n`}`,
    ]),
  );
}

/** The raw tables: each with a NULL in its first row. */
export function verdictTables(): string {
  const tables = VERDICT_TABLES.map(({ name, of, values }) => {
    const rows = ["(0, null)", ...values.map(([sql], index) => `(${index + 1}, cast(${sql} as ${of.stored}))`)];
    return `create table raw.${name} (id bigint, x ${of.stored});\ninsert into raw.${name} values ${rows.join(", ")};`;
  });
  return ["create schema raw;", ...tables].join("\n");
}
