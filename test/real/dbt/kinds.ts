/** A value as it stands in a row; a list for an array column. */
export type Cell = string | number | boolean | null | readonly string[];

/** A row of the contract `kinds`, and the tests that must find it bad. */
export interface KindsRow {
  readonly row: Readonly<Record<string, Cell>>;
  readonly bad: readonly string[];
}

/** A row that keeps every promise. Decimals and whole numbers of 64 bits are text, as JSON has no room for them. */
const good: Readonly<Record<string, Cell>> = {
  needed: "yes",
  label: "small",
  mood: "it's fine",
  level: 1,
  rate: "0.50",
  amount: "10.00",
  big: "1",
  ratio: 0.5,
  day: "2024-02-29",
  moment: "2024-05-06T07:08:09Z",
  wall: "2024-05-06T07:08:09",
  price: "0.150",
  weight: 0.3,
  measured: 0.5,
  least: 0.5,
  small: 0.5,
  third: 0.5,
  step: 0.3,
  sevens: "14",
  name: "Ann",
  tags: ["a"],
  code: "AB-1",
  hint: "xbbcx",
  dotted: "abc",
  as_uuid: "0A1b2c3d-0000-4000-8000-00000000000f",
  as_email: "a.b+c@example.co.uk",
  as_uri: "https://example.com/a?b=c#d",
  as_hostname: "a-1.example.com",
  as_ipv4: "255.0.10.1",
  as_ipv6: "2001:db8::1",
  as_date: "2024-02-29",
  as_time: "23:59:59.5+02:00",
  as_moment: "2024-02-29t12:00:00z",
  parent_id: 1,
  left_part: null,
  right_part: "r",
  other_key: "key 1",
};

type Case = readonly [change: Readonly<Record<string, Cell>>, ...bad: string[]];

/** Rows at the edge of what is allowed; none of them is bad. */
const EDGES: readonly Case[] = [
  [{}],
  // NULL passes everything but not_null.
  [
    Object.fromEntries(
      Object.keys(good)
        .filter((column) => column !== "needed" && column !== "measured")
        .map((column) => [column, null]),
    ),
  ],
  [{ label: "Large", amount: "999.99" }],
  [{ mood: "ünï" }],
  [{ mood: "back\\slash", needed: "no" }],
  [{ level: -3, label: "small" }],
  [{ rate: "1.25" }],
  [{ amount: "0.00" }],
  [{ big: "9007199254740993" }],
  [{ big: "-9223372036854775808" }],
  [{ ratio: 1.5 }],
  [{ ratio: -0.999999999 }],
  [{ day: "2020-02-29" }],
  [{ day: "2030-12-31" }],
  [{ moment: "2020-01-01T00:00:00Z" }],
  [{ moment: "2020-01-01T02:00:00+02:00" }],
  [{ wall: "2030-01-01T00:00:00" }],
  [{ price: "0.000" }],
  [{ price: "-12345678.950" }],
  [{ weight: 123456.7 }],
  [{ weight: 1e21 }],
  [{ sevens: "9223372036854775807" }],
  [{ name: "🐈‍" }],
  [{ name: "ab" }],
  [{ name: "🐈🐈🐈🐈" }],
  [{ tags: ["a", "b"] }],
  [{ code: "ZZ-0123456789" }],
  [{ hint: "bc" }],
  [{ as_uuid: "ffffffff-ffff-ffff-ffff-ffffffffffff" }],
  [{ as_ipv6: "::" }],
  [{ as_hostname: "A" }],
  [{ as_uri: "mailto:a" }],
  [{ as_moment: "2024-12-31 23:59:59.123456789-23:59" }],
  [{ left_part: null, right_part: "same" }],
  [{ left_part: null, right_part: "same" }],
  // Of two rows with one key, the filter lets one through.
  [{ left_part: "m", right_part: "1", label: "Large", amount: "500.00" }],
  [{ left_part: "m", right_part: "2" }],
  // A number of 32 bits is what it is spelled as.
  [{ small: 0.1, third: 0.1, step: 0.1 }],
  [{ small: 0.7, step: 0.7 }],
  [{ least: 0 }],
  // NaN is a value, and what is infinite has its place among the numbers.
  [{ measured: Number.NaN }],
  [{ least: Number.POSITIVE_INFINITY }],
  // Case, blanks at the end, and how an accent is written make another text.
  [{ own_key: "Straße é", other_key: "Straße é" }],
  [{ own_key: "straße é" }],
  [{ own_key: "Straße é ", other_key: "Straße é " }],
  [{ own_key: "Straße e\u0301", other_key: "Straße e\u0301" }],
  [{ own_key: "", other_key: "" }],
  [{ name: "éééé" }],
  [{ dotted: "a\u2028c" }],
  [{ moment: "9999-12-31T23:59:59Z" }],
  [{ wall: "0001-01-01T00:00:00" }],
];

/** Rows that break one promise each, or the few that it draws along. */
const FAULTS: readonly Case[] = [
  [{ needed: null }, "needed__not_null"],
  [{ label: "large" }, "label__in_set"],
  [{ label: "Large " }, "label__in_set"],
  [{ label: "" }, "label__in_set"],
  [{ mood: "its fine" }, "mood__in_set"],
  [{ mood: "uni" }, "mood__in_set"],
  [{ level: 3 }, "level__in_set"],
  [{ level: 0 }, "level__in_set"],
  [{ level: -3, label: "Large" }, "sensible"],
  [{ rate: "0.51" }, "rate__in_set"],
  [{ amount: "-0.01" }, "amount__range"],
  [{ amount: "1000.00" }, "amount__range"],
  [{ amount: "9.99", label: "Large" }, "filtered"],
  [{ big: "9007199254740994" }, "big__range"],
  [{ ratio: -1 }, "ratio__range"],
  [{ ratio: 1.5000000000000002 }, "ratio__range"],
  [{ day: "2020-02-28" }, "day__range"],
  [{ day: "2031-01-01" }, "day__range"],
  [{ moment: "2019-12-31T23:59:59Z" }, "moment__range"],
  [{ moment: "2020-01-01T00:59:59+01:00" }, "moment__range"],
  [{ wall: "2030-01-01T00:00:00.001" }, "wall__range"],
  [{ price: "0.155" }, "price__multiple_of"],
  [{ price: "0.001" }, "price__multiple_of"],
  [{ weight: 0.35 }, "weight__multiple_of"],
  [{ weight: 0.30000000000000004 }, "weight__multiple_of"],
  [{ sevens: "9223372036854775806" }, "sevens__multiple_of"],
  [{ name: "x" }, "name__length"],
  [{ name: "🐈" }, "name__length"],
  [{ name: "abcde" }, "name__length"],
  [{ name: "" }, "name__length"],
  [{ tags: [] }, "tags__length"],
  [{ tags: ["a", "b", "c"] }, "tags__length"],
  [{ code: "AB-1\n" }, "code__matches"],
  [{ code: "xAB-1" }, "code__matches"],
  [{ code: "AB-١" }, "code__matches"],
  [{ hint: "ac" }, "hint__matches"],
  [{ dotted: "a\nc" }, "dotted__matches"],
  [{ as_uuid: "0a1b2c3d-0000-4000-8000-00000000000" }, "as_uuid__format"],
  [{ as_uuid: "{0a1b2c3d-0000-4000-8000-00000000000f}" }, "as_uuid__format"],
  [{ as_email: "a@localhost" }, "as_email__format"],
  [{ as_email: "a b@example.com" }, "as_email__format"],
  [{ as_uri: "//example.com" }, "as_uri__format"],
  [{ as_uri: "http://a b" }, "as_uri__format"],
  [{ as_hostname: "-a.example.com" }, "as_hostname__format"],
  [{ as_ipv4: "256.0.0.1" }, "as_ipv4__format"],
  [{ as_ipv4: "1.2.3" }, "as_ipv4__format"],
  [{ as_ipv6: "1::2::3" }, "as_ipv6__format"],
  [{ as_date: "2024-13-01" }, "as_date__format"],
  [{ as_date: "2023-02-29" }, "as_date__format"],
  [{ as_time: "24:00:00Z" }, "as_time__format"],
  [{ as_moment: "2024-02-29T12:00:00" }, "as_moment__format"],
  [{ parent_id: 23 }, "parent_id__reference"],
  [{ own_key: "twice" }, "own_key__unique"],
  [{ own_key: "twice" }, "own_key__unique"],
  [{ left_part: "l", right_part: "r" }, "pair"],
  [{ left_part: "l", right_part: "r" }, "pair"],
  [{ mood: "back\\slash", label: "Large", amount: "10.00", needed: "yes" }, "quoted"],
  [{ mood: "back\\slash", needed: "maybe" }, "awkward"],
  [{ left_part: "n", right_part: "1", label: "Large", amount: "500.00" }, "lone", "once"],
  [{ left_part: "n", right_part: "2", label: "Large", amount: "500.00" }, "lone", "once"],
  [{ measured: null }, "measured__not_null"],
  [{ least: -0.1 }, "least__range"],
  [{ small: 0.09999999 }, "small__range"],
  [{ small: 0.70000005 }, "small__range"],
  [{ third: 0.2 }, "third__in_set"],
  [{ step: 0.35 }, "step__multiple_of"],
  [{ least: Number.NaN }, "least__range"],
  [{ ratio: Number.NaN }, "ratio__range"],
  [{ small: Number.NaN }, "small__range"],
  [{ third: Number.NaN }, "third__in_set"],
  [{ weight: Number.NaN }, "weight__multiple_of"],
  [{ step: Number.NaN }, "step__multiple_of"],
  [{ ratio: Number.NEGATIVE_INFINITY }, "ratio__range"],
  [{ ratio: Number.POSITIVE_INFINITY }, "ratio__range"],
  [{ weight: Number.POSITIVE_INFINITY }, "weight__multiple_of"],
  [{ mood: "u\u0308ni\u0308" }, "mood__in_set"],
  [{ label: "SMALL" }, "label__in_set"],
  [{ label: "small\u00a0" }, "label__in_set"],
  [{ name: "e\u0301e\u0301e\u0301" }, "name__length"],
  [{ other_key: "Key 1" }, "other_key__reference"],
  [{ other_key: "key 1 " }, "other_key__reference"],
  [{ other_key: "straße e\u0301" }, "other_key__reference"],
  [{ code: "ab-1" }, "code__matches"],
  [{ code: "" }, "code__matches"],
  [{ hint: "BBC" }, "hint__matches"],
  [{ dotted: "a\rc" }, "dotted__matches"],
  [{ as_email: "a@example.com " }, "as_email__format"],
  [{ as_email: "" }, "as_email__format"],
  [{ as_uuid: "0a1b2c3d-0000-4000-8000-00000000000f\n" }, "as_uuid__format"],
  [{ day: "0001-01-01" }, "day__range"],
  [{ day: "9999-12-31" }, "day__range"],
  [{ moment: "0001-01-01T00:00:00Z" }, "moment__range"],
  [{ wall: "9999-12-31T23:59:59" }, "wall__range"],
];

function rowsOf(cases: readonly Case[], firstId: number): readonly KindsRow[] {
  return cases.map(([change, ...bad], index) => {
    const id = firstId + index;
    return { row: { id, ...good, own_key: `key ${id}`, ...change }, bad };
  });
}

/** Rows that keep every promise. */
export const goodRows = rowsOf(EDGES, 1);

/** Rows with a planted fault each. */
export const badRows = rowsOf(FAULTS, 1001);

/** True for a row that JSON can hold: it has no word for NaN and what is infinite. */
export function isSayable({ row }: KindsRow): boolean {
  return Object.values(row).every((cell) => typeof cell !== "number" || Number.isFinite(cell));
}

/** How many rows dbt reports for each test. */
export function expectedFailures(): Readonly<Record<string, number>> {
  const found = new Map<string, number>();
  for (const { bad } of badRows) for (const test of bad) found.set(test, (found.get(test) ?? 0) + 1);
  return Object.fromEntries(found);
}

/** Rows as an INSERT for both engines. */
export function insertKinds(table: string, rows: readonly KindsRow[]): string {
  const columns = Object.keys(rows[0]?.row ?? {});
  const values = rows.map(({ row }) => `(${columns.map((column) => literal(row[column] ?? null)).join(", ")})`);
  return `insert into ${table} (${columns.join(", ")}) values\n${values.join(",\n")};`;
}

function literal(cell: Cell): string {
  if (cell === null) return "null";
  if (typeof cell === "string") return `'${cell.replaceAll("'", "''")}'`;
  if (typeof cell === "number" && !Number.isFinite(cell)) return `'${cell}'`;
  if (typeof cell === "object") return `cast(array[${cell.map(literal).join(", ")}] as text[])`;
  return String(cell);
}
