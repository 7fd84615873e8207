/** A value: the SQL of the stored value, and the same value in a JSON row. Without JSON, JSON cannot represent it. */
export type StoredValue = readonly [sql: string, json?: unknown];

/** A field with its constraints, and values that satisfy and violate them. */
export interface VerdictCase {
  /** The field `x` in the contract. */
  readonly field: string;
  /** Rules of the contract. */
  readonly quality?: string;
  /** The type of the column in the raw table. */
  readonly stored: string;
  readonly good: readonly StoredValue[];
  readonly bad: readonly StoredValue[];
}

const MAX = "9223372036854775807";
const NUMBERS: readonly VerdictCase[] = [
  {
    field: "type: smallint",
    stored: "smallint",
    good: [
      ["-32768", -32768],
      ["32767", 32767],
      ["0", 0],
    ],
    bad: [],
  },
  {
    field: "type: smallint",
    stored: "double precision",
    good: [
      ["'-0.0'", -0],
      ["5.0", 5],
    ],
    bad: [["32768", 32768], ["2.0000001", 2.0000001], ["'NaN'"], ["'-infinity'"], ["5e-324", 5e-324]],
  },
  {
    field: "type: bigint",
    stored: "numeric(30, 5)",
    good: [
      [`${MAX}.00000`, MAX],
      ["-9223372036854775808", "-9223372036854775808"],
    ],
    bad: [[`${MAX}.00001`], ["-9223372036854775809", "-9223372036854775809"]],
  },
  {
    field: "type: bigint",
    stored: "double precision",
    good: [
      ["9007199254740992", "9007199254740992"],
      ["-9223372036854775808", "-9223372036854775808"],
      ["1e15", 1e15],
    ],
    bad: [["9223372036854775808", 2 ** 63], ["1e300", 1e300], ["'infinity'"], ["'NaN'"], ["0.5", 0.5]],
  },
  {
    field: "type: decimal, precision: 20, scale: 0",
    stored: "double precision",
    good: [
      ["1e19", "10000000000000000000"],
      ["'-0.0'", "0"],
    ],
    bad: [["1e20", "100000000000000000000"], ["1e300"], ["'NaN'"], ["0.1", "0.1"]],
  },
  {
    field: "type: decimal, precision: 38, scale: 38",
    stored: "numeric(38, 38)",
    good: [["'0.99999999999999999999999999999999999999'", "0.99999999999999999999999999999999999999"]],
    bad: [],
  },
  {
    field: "type: decimal, precision: 5, scale: 2",
    stored: "numeric(10, 4)",
    good: [
      ["999.9900", "999.99"],
      ["-999.99", "-999.99"],
      ["0", "0"],
    ],
    bad: [
      ["1000", "1000"],
      ["0.001", "0.001"],
      ["999.9901", "999.9901"],
    ],
  },
  {
    field: "type: decimal, precision: 3, scale: 3",
    stored: "numeric(10, 3)",
    good: [
      ["0.999", "0.999"],
      ["-0.001", "-0.001"],
    ],
    bad: [
      ["1.000", "1.000"],
      ["-1", "-1"],
    ],
  },
  {
    field: "type: decimal, precision: 10, scale: 2",
    stored: "bigint",
    good: [["99999999", "99999999"]],
    bad: [
      ["100000000", "100000000"],
      [MAX, MAX],
    ],
  },
  {
    field: "type: float",
    stored: "double precision",
    good: [["0.1", 0.1], ["3.4e38", 3.4e38], ["'NaN'"]],
    bad: [["1e39"]],
  },
  {
    field: "type: integer, bits: 32, maximum: 10",
    stored: "double precision",
    good: [
      ["10.0", 10],
      ["-2147483648", -2147483648],
    ],
    bad: [
      ["10.5", 10.5],
      ["11", 11],
      ["-2147483649", -2147483649],
    ],
  },
  {
    field: "type: double, minimum: 0",
    stored: "double precision",
    good: [
      ["'-0.0'", -0],
      ["5e-324", 5e-324],
      ["1e300", 1e300],
    ],
    bad: [["-5e-324", -5e-324], ["'NaN'"], ["'-infinity'"]],
  },
  {
    field: "type: double, enum: [0, 1]",
    stored: "double precision",
    good: [
      ["'-0.0'", -0],
      ["1.0", 1],
    ],
    bad: [["1e-300", 1e-300], ["'NaN'"]],
  },
  {
    field: "type: double, multiple_of: 0.1",
    stored: "double precision",
    good: [
      ["0.3", 0.3],
      ["'-0.0'", -0],
      ["1e22", 1e22],
    ],
    bad: [["0.30000000000000004", 0.30000000000000004], ["'NaN'"], ["'infinity'"], ["5e-324", 5e-324]],
  },
  {
    field: "type: bigint, multiple_of: 3",
    stored: "bigint",
    good: [
      ["9223372036854775806", "9223372036854775806"],
      ["0", 0],
      ["-3", -3],
    ],
    bad: [
      [MAX, MAX],
      ["1", 1],
    ],
  },
  {
    field: 'type: decimal, precision: 38, scale: 0, maximum: "99999999999999999999999999999999999998"',
    stored: "numeric(38, 0)",
    good: [["99999999999999999999999999999999999998", "99999999999999999999999999999999999998"]],
    bad: [["99999999999999999999999999999999999999", "99999999999999999999999999999999999999"]],
  },
  {
    field: "type: smallint, exclusive_minimum: 0, exclusive_maximum: 3",
    stored: "numeric(5, 2)",
    good: [
      ["1.00", 1],
      ["2", 2],
    ],
    bad: [
      ["0", 0],
      ["3.00", 3],
      ["2.99", 2.99],
    ],
  },
  {
    field: "type: float, minimum: 0.1",
    stored: "real",
    good: [["0.1", 0.1]],
    bad: [["0.09999", 0.09999]],
  },
  {
    field: "type: float, maximum: 0.1",
    stored: "double precision",
    good: [["0.1", 0.1]],
    bad: [["0.1000001", 0.1000001]],
  },
  {
    field: `type: bigint, minimum: "9007199254740993"`,
    stored: "bigint",
    good: [["9007199254740993", "9007199254740993"]],
    bad: [["9007199254740992", "9007199254740992"]],
  },
  {
    field: "type: bigint",
    quality: '{rule: expression, name: more, sql: "x + 1 > x"}',
    stored: "bigint",
    good: [
      [MAX, MAX],
      ["-9223372036854775808", "-9223372036854775808"],
    ],
    bad: [],
  },
  {
    field: "type: smallint",
    quality: '{rule: expression, name: positive, sql: "abs(x) * 2 > 3"}',
    stored: "smallint",
    good: [
      ["-32768", -32768],
      ["32767", 32767],
      ["2", 2],
    ],
    bad: [
      ["-1", -1],
      ["0", 0],
    ],
  },
  {
    field: "type: double",
    quality: '{rule: expression, name: rounded, sql: "round(x, 0) in (3, -3)"}',
    stored: "double precision",
    good: [["2.5", 2.5], ["-2.5", -2.5], ["3.4999999999999996", 3.4999999999999996], ["'NaN'"]],
    bad: [
      ["2.4999999999999996", 2.4999999999999996],
      ["3.5", 3.5],
      ["1e300", 1e300],
    ],
  },
  {
    field: "type: decimal, precision: 10, scale: 3",
    quality: '{rule: expression, name: rounded, sql: "round(x, 2) = 1.01"}',
    stored: "numeric(10, 3)",
    good: [
      ["1.005", "1.005"],
      ["1.014", "1.014"],
    ],
    bad: [
      ["1.004", "1.004"],
      ["1.015", "1.015"],
    ],
  },
  {
    field: "type: boolean, enum: [true]",
    stored: "boolean",
    good: [["true", true]],
    bad: [["false", false]],
  },
  {
    field: "type: boolean",
    stored: "smallint",
    good: [],
    bad: [
      ["0", 0],
      ["1", 1],
    ],
  },
  {
    field: "type: decimal, precision: 10, scale: 2",
    stored: "varchar",
    good: [],
    bad: [
      ["'1e2'", "1e2"],
      ["''", ""],
    ],
  },
];

const MOMENTS: readonly VerdictCase[] = [
  {
    field: "type: date, minimum: 2024-02-29, maximum: 2024-02-29",
    stored: "date",
    good: [["'2024-02-29'", "2024-02-29"]],
    bad: [
      ["'2024-03-01'", "2024-03-01"],
      ["'2024-02-28'", "2024-02-28"],
    ],
  },
  {
    field: "type: date",
    stored: "timestamp",
    good: [["'2000-02-29 00:00:00'"], ["'9999-12-31 00:00:00'"]],
    bad: [["'2024-02-29 23:59:59.999999'"]],
  },
  {
    field: 'type: timestamp, minimum: "2024-03-31T01:00:00Z"',
    stored: "timestamptz",
    good: [
      ["'2024-03-31 03:00:00+02'", "2024-03-31T03:00:00+02:00"],
      ["'2024-03-31 01:00:00+00'", "2024-03-31T01:00:00Z"],
    ],
    bad: [
      ["'2024-03-31 00:59:59.999999+00'", "2024-03-31T00:59:59.999999Z"],
      ["'2024-03-31 02:59:59+02'", "2024-03-31T02:59:59+02:00"],
    ],
  },
  {
    field: 'type: timestamp_local, minimum: "2024-03-31T02:30:00"',
    stored: "timestamp",
    good: [["'2024-03-31 02:30:00'", "2024-03-31T02:30:00"]],
    bad: [["'2024-03-31 02:29:59.999999'", "2024-03-31T02:29:59.999999"]],
  },
  {
    field: "type: timestamp",
    quality: `{rule: expression, name: later, sql: "x >= timestamp '2024-10-27T01:00:00Z'"}`,
    stored: "timestamptz",
    good: [["'2024-10-27 02:00:00+01'", "2024-10-27T02:00:00+01:00"]],
    bad: [["'2024-10-27 02:59:59+02'", "2024-10-27T02:59:59+02:00"]],
  },
  {
    field: "type: time",
    stored: "time",
    good: [
      ["'23:59:59.999999'", "23:59:59.999999"],
      ["'00:00:00'", "00:00:00"],
    ],
    bad: [],
  },
  {
    field: "type: duration",
    stored: "varchar",
    good: [
      ["'PT0S'", "PT0S"],
      ["'P1W'", "P1W"],
      ["'P1Y2M3DT4H5M6S'", "P1Y2M3DT4H5M6S"],
    ],
    bad: [
      ["'P'", "P"],
      ["'PT'", "PT"],
      ["'-P1D'", "-P1D"],
      ["'PT1.5S'", "PT1.5S"],
      ["' PT1S'", " PT1S"],
      ["''", ""],
    ],
  },
];

const STRINGS: readonly VerdictCase[] = [
  {
    field: 'type: uuid, enum: ["0A1B2C3D-0000-4000-8000-00000000000F"]',
    stored: "varchar",
    good: [["'0a1b2c3d-0000-4000-8000-00000000000f'", "0a1b2c3d-0000-4000-8000-00000000000f"]],
    bad: [
      ["'0a1b2c3d-0000-4000-8000-00000000000e'", "0a1b2c3d-0000-4000-8000-00000000000e"],
      ["'{0a1b2c3d-0000-4000-8000-00000000000f}'", "{0a1b2c3d-0000-4000-8000-00000000000f}"],
      ["' 0a1b2c3d-0000-4000-8000-00000000000f'", " 0a1b2c3d-0000-4000-8000-00000000000f"],
      ["''", ""],
    ],
  },
  {
    field: "type: string, min_length: 1",
    stored: "varchar",
    good: [
      ["' '", " "],
      ["'😀'", "😀"],
    ],
    bad: [["''", ""]],
  },
  {
    field: "type: string, max_length: 2",
    stored: "varchar",
    good: [
      ["'ab'", "ab"],
      ["'😀😀'", "😀😀"],
      ["'e\u0301'", "e\u0301"],
    ],
    bad: [
      ["'abc'", "abc"],
      ["'e\u0301x'", "e\u0301x"],
      ["'ab '", "ab "],
    ],
  },
  {
    field: 'type: string, pattern: "^[ab]+$"',
    stored: "varchar",
    good: [["'ab'", "ab"]],
    bad: [
      ["'ab\n'", "ab\n"],
      ["'\nab'", "\nab"],
      ["''", ""],
      ["'AB'", "AB"],
    ],
  },
  {
    field: 'type: string, pattern: "^\\\\w+\\\\s\\\\d$"',
    stored: "varchar",
    good: [
      ["'a 1'", "a 1"],
      ["'a\t1'", "a\t1"],
      ["'a\n1'", "a\n1"],
    ],
    bad: [
      ["'é 1'", "é 1"],
      ["'a\u00a01'", "a\u00a01"],
      ["'a ١'", "a ١"],
    ],
  },
  {
    field: 'type: string, enum: [a, "A ", "", "007"]',
    stored: "varchar",
    good: [
      ["'a'", "a"],
      ["'A '", "A "],
      ["''", ""],
      ["'007'", "007"],
    ],
    bad: [
      ["'A'", "A"],
      ["'a '", "a "],
      ["'7'", "7"],
      ["'á'", "á"],
    ],
  },
  {
    field: "type: string, format: email",
    stored: "varchar",
    good: [["'a@b.cc'", "a@b.cc"]],
    bad: [
      ["'a@b'", "a@b"],
      ["' a@b.cc'", " a@b.cc"],
      ["'a@b.cc\n'", "a@b.cc\n"],
    ],
  },
  {
    field: "type: string, format: date",
    stored: "varchar",
    good: [["'2024-02-29'", "2024-02-29"]],
    bad: [
      ["'2023-02-29'", "2023-02-29"],
      ["'0000-01-01'", "0000-01-01"],
      ["'2024-2-29'", "2024-2-29"],
    ],
  },
  {
    field: "type: string",
    quality: '{rule: expression, name: filled, sql: "length(trim(x)) > 0"}',
    stored: "varchar",
    good: [
      ["'a'", "a"],
      ["'\t'", "\t"],
      ["'\u00a0'", "\u00a0"],
    ],
    bad: [
      ["'   '", "   "],
      ["''", ""],
    ],
  },
  {
    field: "type: string",
    quality: `{rule: expression, name: like_it, sql: "x like 'a_%'"}`,
    stored: "varchar",
    good: [
      ["'a😀'", "a😀"],
      ["'a\nb'", "a\nb"],
      ["'a%'", "a%"],
    ],
    bad: [
      ["'a'", "a"],
      ["'Ab'", "Ab"],
      ["'ba'", "ba"],
    ],
  },
  {
    field: "type: string",
    quality: `{rule: expression, name: between_them, sql: "x between 'a' and 'b'"}`,
    stored: "varchar",
    good: [
      ["'a'", "a"],
      ["'aZ'", "aZ"],
      ["'b'", "b"],
    ],
    bad: [
      ["'B'", "B"],
      ["'ä'", "ä"],
      ["'ba'", "ba"],
      ["''", ""],
      ["'Z'", "Z"],
    ],
  },
  {
    field: "type: string",
    quality: `{rule: expression, name: lowered, sql: "lower(x) = 'ä'"}`,
    stored: "varchar",
    good: [
      ["'ä'", "ä"],
      ["'Ä'", "Ä"],
    ],
    bad: [
      ["'a'", "a"],
      ["'a\u0308'", "a\u0308"],
    ],
  },
  {
    field: "type: string",
    quality: `{rule: expression, name: joined, sql: "x || 'b' = 'ab'"}`,
    stored: "varchar",
    good: [["'a'", "a"]],
    bad: [
      ["''", ""],
      ["'a '", "a "],
    ],
  },
  {
    field: "type: integer",
    stored: "varchar",
    good: [],
    bad: [
      // In JSON, an integer of 64 bits may be a string.
      ["'10'"],
      ["' 10'", " 10"],
      ["''", ""],
    ],
  },
  { field: "type: string", stored: "bigint", good: [], bad: [["10", 10]] },
  { field: "type: date", stored: "varchar", good: [], bad: [["'2024-02-29'"]] },
  { field: "type: timestamp", stored: "varchar", good: [], bad: [["'2024-02-29T00:00:00Z'"]] },
  {
    field: "type: json",
    stored: "json",
    good: [
      ["'{\"a\": 1}'", { a: 1 }],
      ["'[]'", []],
      ["'\"\"'", ""],
      ["'0'", 0],
    ],
    bad: [],
  },
];

/** Attacks on types and values. */
export const VERDICT_CASES: readonly VerdictCase[] = [...NUMBERS, ...MOMENTS, ...STRINGS];

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
