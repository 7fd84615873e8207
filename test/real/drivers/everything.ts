/** A column of each type: its type in the contract, its type and a value in PostgreSQL and DuckDB, and the value in a row of the contract. */
interface Column {
  readonly type: string;
  readonly postgres: readonly [type: string, value: string];
  readonly duckdb: readonly [type: string, value: string];
  readonly row: unknown;
  /** The value as a Date gives it, without microseconds. */
  readonly rounded?: unknown;
}

function both(type: string, sql: readonly [type: string, value: string], row: unknown): Column {
  return { type, postgres: sql, duckdb: sql, row };
}

const ARRAY = "{type: array, items: {nullable: true, ";

/** Every type, with values at their limits. */
const columns: Readonly<Record<string, Column>> = {
  words: both("{type: string}", ["text", "'t, {\"x\"}'"], 't, {"x"}'),
  tiny: both("{type: smallint}", ["smallint", "-32768"], -32768),
  small: both("{type: integer, bits: 32}", ["integer", "2147483647"], 2147483647),
  wide: both("{type: bigint}", ["bigint", "-9223372036854775808"], "-9223372036854775808"),
  stored_wide: both("{type: integer, bits: 32}", ["bigint", "7"], 7),
  stored_exact: both("{type: bigint}", ["numeric(20, 3)", "7"], "7"),
  half: both("{type: float}", ["real", "0.5"], 0.5),
  double: both("{type: double}", ["double precision", "1e300"], 1e300),
  amount: both("{type: decimal, precision: 10, scale: 2}", ["numeric(10, 2)", "-12.5"], "-12.50"),
  exact: both(
    "{type: decimal, precision: 38, scale: 18}",
    ["numeric(38, 18)", "'12345678901234567890.123456789012345678'"],
    "12345678901234567890.123456789012345678",
  ),
  longer: both("{type: decimal, precision: 10, scale: 2}", ["numeric(20, 9)", "1.5"], "1.50"),
  is_it: both("{type: boolean}", ["boolean", "true"], true),
  is_not: both("{type: boolean}", ["boolean", "false"], false),
  day: both("{type: date}", ["date", "'2024-02-29'"], "2024-02-29"),
  first_day: both("{type: date}", ["date", "'0001-01-01'"], "0001-01-01"),
  summer: both("{type: date}", ["date", "'2024-07-01'"], "2024-07-01"),
  at: both("{type: time}", ["time", "'23:59:59.000001'"], "23:59:59.000001"),
  instant: {
    ...both("{type: timestamp}", ["timestamptz", "'2024-03-10 02:30:00.123456+00'"], "2024-03-10T02:30:00.123456Z"),
    rounded: "2024-03-10T02:30:00.123Z",
  },
  local: {
    ...both("{type: timestamp_local}", ["timestamp", "'2024-01-31 23:30:00.123456'"], "2024-01-31T23:30:00.123456"),
    rounded: "2024-01-31T23:30:00.123",
  },
  whole_local: both("{type: timestamp_local}", ["timestamp", "'2024-11-03 01:30:00'"], "2024-11-03T01:30:00"),
  wait: both("{type: duration}", ["interval", "'1 year 2 months 3 days 04:05:06'"], "P1Y2M3DT4H5M6S"),
  wait_text: both("{type: duration}", ["text", "'P1DT12H'"], "P1DT12H"),
  id: both("{type: uuid}", ["uuid", "'6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c'"], "6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c"),
  raw: {
    type: "{type: bytes}",
    postgres: ["bytea", "'\\x00ff6869'"],
    duckdb: ["blob", "'\\x00\\xFFhi'::blob"],
    row: "AP9oaQ==",
  },
  doc: both(
    "{type: json}",
    ["json", '\'{"a": [1, null, "x"], "__proto__": {}}\''],
    JSON.parse('{"a":[1,null,"x"],"__proto__":{}}'),
  ),
  status: {
    type: "{type: string, enum: [open, shut]}",
    postgres: ["mood", "'shut'"],
    duckdb: ["enum ('open', 'shut')", "'shut'"],
    row: "shut",
  },
  place: {
    type: "{type: object, properties: {city: {type: string}, seats: {type: bigint}, price: {type: decimal, precision: 6, scale: 2}, since: {type: date}, seen: {type: timestamp}}}",
    postgres: [
      "jsonb",
      `'{"city": "Bonn", "seats": 7, "price": 1.25, "since": "2024-02-29", "seen": "2024-01-31T17:30:00Z"}'`,
    ],
    duckdb: [
      "struct(city varchar, seats bigint, price decimal(6, 2), since date, seen timestamptz)",
      "{city: 'Bonn', seats: 7, price: 1.25, since: date '2024-02-29', seen: timestamptz '2024-01-31 17:30:00+00'}",
    ],
    row: { city: "Bonn", seats: "7", price: "1.25", since: "2024-02-29", seen: "2024-01-31T17:30:00Z" },
  },
  facts: {
    type: "{type: map, values: {type: bigint, nullable: true}}",
    postgres: ["jsonb", `'{"a": 1, "b": null}'`],
    duckdb: ["map(varchar, bigint)", "map {'a': 1, 'b': null}"],
    row: { a: "1", b: null },
  },
  lines: {
    type: "{type: array, items: {type: object, properties: {sku: {type: string}, amount: {type: decimal, precision: 6, scale: 2}}}}",
    postgres: ["jsonb", `'[{"sku": "a", "amount": 0.25}]'`],
    duckdb: ["struct(sku varchar, amount decimal(6, 2))[]", "[{sku: 'a', amount: 0.25}]"],
    row: [{ sku: "a", amount: "0.25" }],
  },
  vector: {
    type: "{type: vector, dimensions: 3}",
    postgres: ["real[]", "'{0.5,-1,2}'"],
    duckdb: ["float[3]", "[0.5, -1, 2]"],
    row: [0.5, -1, 2],
  },
  nothing: both("{type: timestamp}", ["timestamptz", "null"], null),
  texts: both(`${ARRAY}type: string}}`, ["text[]", `array['a', null, 'b,"c"\\']`], ["a", null, 'b,"c"\\']),
  smalls: both(`${ARRAY}type: integer, bits: 32}}`, ["integer[]", "array[1, null, -2]"], [1, null, -2]),
  wides: both(
    `${ARRAY}type: bigint}}`,
    ["bigint[]", "array[9223372036854775807, null]"],
    ["9223372036854775807", null],
  ),
  doubles: both(`${ARRAY}type: double}}`, ["double precision[]", "array[0.1::double precision, null]"], [0.1, null]),
  amounts: both(
    `${ARRAY}type: decimal, precision: 10, scale: 2}}`,
    ["numeric(10, 2)[]", "array[1.25, null]"],
    ["1.25", null],
  ),
  flags: both(`${ARRAY}type: boolean}}`, ["boolean[]", "array[true, null, false]"], [true, null, false]),
  days: both(`${ARRAY}type: date}}`, ["date[]", "array[date '2024-02-29', null]"], ["2024-02-29", null]),
  ats: both(`${ARRAY}type: time}}`, ["time[]", "array[time '12:00:00', null]"], ["12:00:00", null]),
  instants: {
    ...both(
      `${ARRAY}type: timestamp}}`,
      ["timestamptz[]", "array[timestamptz '2024-01-31 17:30:00.000001+00', null]"],
      ["2024-01-31T17:30:00.000001Z", null],
    ),
    rounded: ["2024-01-31T17:30:00Z", null],
  },
  locals: both(
    `${ARRAY}type: timestamp_local}}`,
    ["timestamp[]", "array[timestamp '2024-01-31 23:30:00', null]"],
    ["2024-01-31T23:30:00", null],
  ),
  waits: both(`${ARRAY}type: duration}}`, ["interval[]", "array[interval '1 day', null]"], ["P1D", null]),
  ids: both(
    `${ARRAY}type: uuid}}`,
    ["uuid[]", "array['6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c'::uuid, null]"],
    ["6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c", null],
  ),
  raws: {
    type: `${ARRAY}type: bytes}}`,
    postgres: ["bytea[]", "array['\\x6869'::bytea, null]"],
    duckdb: ["blob[]", "array['hi'::blob, null]"],
    row: ["aGk=", null],
  },
  docs: both(`${ARRAY}type: json}}`, ["json[]", `array['{"a":1}'::json, null]`], [{ a: 1 }, null]),
  statuses: {
    type: `${ARRAY}type: string, enum: [open, shut]}}`,
    postgres: ["mood[]", "array['open', null, 'shut']::mood[]"],
    duckdb: ["varchar[]", "['open', null, 'shut']"],
    row: ["open", null, "shut"],
  },
  nested: {
    type: "{type: array, items: {type: array, items: {type: integer, bits: 32}}}",
    postgres: ["jsonb", "'[[1, 2], [3]]'"],
    duckdb: ["integer[][]", "[[1, 2], [3]]"],
    row: [[1, 2], [3]],
  },
};

/** The contract of the table. */
export const contract = `contract: {name: everything, version: "1.0.0", owner: a@example.com}
dataset: {kind: table}
schema:
  properties:
${Object.entries(columns)
  .map(([name, { type }]) => `    ${name}: ${type}\n`)
  .join("")}`;

/** The statements that make the table in a database and fill it. */
export function tableOf(engine: "postgres" | "duckdb"): readonly string[] {
  const entries = Object.entries(columns).map(([name, column]) => [name, ...column[engine]] as const);
  const declared = entries.map(([name, type]) => `"${name}" ${type}`).join(", ");
  return [
    `create table everything (${declared})`,
    `insert into everything values (${entries.map(([, , value]) => value).join(", ")})`,
  ];
}

/** The row of the contract that the table has; `rounded` as a Date gives it. */
export function rowOf(how: "exact" | "rounded"): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, { row, rounded = row }]) => [name, how === "rounded" ? rounded : row]),
  );
}

/** A query of the table in PostgreSQL whose arrays have no NULL: the client `postgres` has no NULL in arrays. */
export const withoutNulls = `select ${Object.entries(columns)
  .map(
    ([
      name,
      {
        postgres: [type],
      },
    ]) => {
      if (!type.endsWith("[]")) return `"${name}"`;
      const kept =
        type === "json[]"
          ? `array(select x from unnest("${name}") x where x is not null)`
          : `array_remove("${name}", null)`;
      return `${kept} as "${name}"`;
    },
  )
  .join(", ")} from everything`;
