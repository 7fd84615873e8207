/** A stored value, and whether it fits the type that the contract declares. */
export interface FitCase {
  /** The field in the contract. */
  readonly declared: string;
  /** The type of the column in the raw table, on both engines. */
  readonly stored: string;
  readonly value: string;
  readonly fits: boolean;
  /** The same value in a JSON row. Undefined if JSON cannot represent it. */
  readonly json?: unknown;
}

type Row = readonly [declared: string, stored: string, value: string, fits: boolean, json?: unknown];

const NUMERIC_FITS: readonly Row[] = [
  ["integer, bits: 32", "double precision", "10", true, 10],
  ["integer, bits: 32", "double precision", "10.4", false, 10.4],
  ["integer, bits: 32", "double precision", "'NaN'", false],
  ["integer, bits: 32", "boolean", "true", false, true],
  ["integer, bits: 32", "varchar", "'abc'", false, "abc"],
  ["integer, bits: 32", "varchar", "'10.4'", false, "10.4"],
  ["integer, bits: 32", "varchar", "'10'", false, "10"],
  ["integer, bits: 32", "bigint", "2147483647", true, 2147483647],
  ["integer, bits: 32", "bigint", "2147483648", false, 2147483648],
  ["smallint", "numeric(10, 2)", "2.5", false, 2.5],
  ["smallint", "numeric(10, 2)", "-2.00", true, -2],
  ["smallint", "integer", "40000", false, 40000],
  ["bigint", "double precision", "9223372036854775808", false, "9223372036854775808"],
  ["bigint", "numeric(20, 0)", "9223372036854775807", true, "9223372036854775807"],
  ["bigint", "numeric(20, 0)", "9223372036854775808", false, "9223372036854775808"],
  ["bigint", "double precision", "1e17", true, "100000000000000000"],
  ["decimal, precision: 10, scale: 2", "double precision", "100.004", false, "100.004"],
  ["decimal, precision: 10, scale: 2", "double precision", "100.01", true, "100.01"],
  ["decimal, precision: 10, scale: 2", "numeric(12, 3)", "100.004", false, "100.004"],
  ["decimal, precision: 10, scale: 2", "numeric(12, 3)", "100.010", true, "100.01"],
  ["decimal, precision: 10, scale: 2", "bigint", "100000000", false, "100000000"],
  ["decimal, precision: 10, scale: 2", "double precision", "99999999.999", false, "99999999.999"],
  ["decimal, precision: 10, scale: 2", "double precision", "1e20", false, "100000000000000000000"],
  ["decimal, precision: 10, scale: 5", "double precision", "0.00001", true, "0.00001"],
  ["decimal, precision: 10, scale: 5", "double precision", "0.000001", false, "0.000001"],
  ["decimal, precision: 10, scale: 2", "varchar", "'1.00'", false],
  ["double", "numeric(10, 2)", "0.10", true, 0.1],
  ["double", "integer", "3", true, 3],
  ["double", "varchar", "'3'", false, "3"],
  ["float", "double precision", "1e300", false],
  ["float", "double precision", "0.1", true, 0.1],
];

const OTHER_FITS: readonly Row[] = [
  ["date", "date", "'2024-02-29'", true, "2024-02-29"],
  ["date", "timestamp", "'2024-02-29 00:00:00'", true],
  ["date", "timestamp", "'2024-02-29 13:00:00'", false, "2024-02-29T13:00:00"],
  ["date", "timestamp", "'2024-02-29 00:00:00.000001'", false, "2024-02-29T00:00:00.000001"],
  ["date", "timestamptz", "'2024-02-29 13:00:00+00'", false, "2024-02-29T13:00:00Z"],
  ["date", "varchar", "'2024-02-31'", false, "2024-02-31"],
  ["timestamp", "timestamptz", "'2024-02-29 13:00:00+00'", true, "2024-02-29T13:00:00Z"],
  ["timestamp", "timestamp", "'2024-02-29 13:00:00'", false, "2024-02-29T13:00:00"],
  ["timestamp", "date", "'2024-02-29'", false, "2024-02-29"],
  ["timestamp_local", "timestamptz", "'2024-02-29 13:00:00+00'", false, "2024-02-29T13:00:00Z"],
  ["timestamp_local", "timestamp", "'2024-02-29 13:00:00'", true, "2024-02-29T13:00:00"],
  ["time", "time", "'13:00:00.5'", true, "13:00:00.5"],
  ["time", "timestamp", "'2024-02-29 13:00:00'", false, "2024-02-29T13:00:00"],
  ["boolean", "boolean", "true", true, true],
  ["boolean", "integer", "1", false, 1],
  ["boolean", "varchar", "'true'", false, "true"],
  ["uuid", "uuid", "'0A1B2C3D-0000-4000-8000-00000000000f'", true, "0A1B2C3D-0000-4000-8000-00000000000f"],
  ["uuid", "varchar", "'0A1B2C3D-0000-4000-8000-00000000000f'", true, "0A1B2C3D-0000-4000-8000-00000000000f"],
  ["uuid", "varchar", "'0A1B2C3D00004000800000000000000f'", false, "0A1B2C3D00004000800000000000000f"],
  [
    "uuid",
    "varchar",
    "'urn:uuid:0a1b2c3d-0000-4000-8000-00000000000f'",
    false,
    "urn:uuid:0a1b2c3d-0000-4000-8000-00000000000f",
  ],
  ["string", "varchar", "'10'", true, "10"],
  ["string", "integer", "10", false, 10],
  ["string, enum: [a, b]", "varchar", "'a'", true, "a"],
  ["duration", "varchar", "'PT15M'", true, "PT15M"],
  ["duration", "varchar", "'15 minutes'", false, "15 minutes"],
  ["json", "json", "'[1]'", true, [1]],
];

/** Values of every type in columns of other types. */
export const FIT_CASES: readonly FitCase[] = [...NUMERIC_FITS, ...OTHER_FITS].map(
  ([declared, stored, value, fits, json]) => ({ declared, stored, value, fits, ...(json !== undefined && { json }) }),
);

/** The name of the contract of a case. */
export function nameOf(index: number): string {
  return `case_${index}`;
}

/** One contract for each case. */
export function fitContracts(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    FIT_CASES.map(({ declared }, index) => [
      `contracts/${nameOf(index)}.contract.yaml`,
      `contract: {name: ${nameOf(index)}, version: "1.0.0", owner: fit@example.com}
dataset: {primary_key: [id]}
schema: {properties: {id: {type: bigint}, x: {type: ${declared}}}}
`,
    ]),
  );
}

/** The raw tables: each with the value in its second row, after a NULL. */
export function fitTables(): string {
  const tables = FIT_CASES.map(
    ({ stored, value }, index) => `create table raw.${nameOf(index)} (id bigint, x ${stored});
insert into raw.${nameOf(index)} values (1, null), (2, cast(${value} as ${stored}));`,
  );
  return ["create schema raw;", ...tables].join("\n");
}

/** The description of a case. */
export function wordsOf({ declared, stored, value }: FitCase): string {
  return `${value} (${stored}) in ${declared}`;
}
