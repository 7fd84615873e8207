/**
 * A contract whose every promise has a tolerance or a bound, twice under two names: `within` gets rows that use each up exactly,
 * `beyond` rows that go past each by the least that is possible.
 */
export function limitsContract(name: string): string {
  return `
contract: { name: ${name}, version: "1.0.0", owner: proof@example.com, domain: proof, description: Every tolerance. }
dataset: { kind: table, primary_key: [id], event_time: day, updated_at: changed_at, closed: true }
schema:
  properties:
    id: { type: integer }
    filled: { type: string }
    day: { type: date }
    changed_at: { type: timestamp }
    bad: { type: integer }
    text: { type: string }
    link: { type: integer }
quality:
  - { rule: not_null, name: nulls, field: text, tolerance: 0.5, where: "id <= 4" }
  - { rule: unique, name: doubles, field: text, tolerance: 0.1 }
  - { rule: in_set, name: foreign, field: bad, values: [0], tolerance: 0.1 }
  - { rule: in_set, name: foreign_rows, field: bad, values: [0, 1], tolerance: { max_rows: 1 } }
  - { rule: range, name: outside, field: bad, maximum: 0, tolerance: 0.1 }
  - { rule: length, name: long, field: text, max: 3, tolerance: 0.1 }
  - { rule: matches, name: unmatched, field: text, pattern: "^t", tolerance: 0.1 }
  - { rule: format, name: malformed, field: text, format: hostname, tolerance: 0.1 }
  - { rule: multiple_of, name: uneven, field: link, value: 2, tolerance: 0.1 }
  - { rule: reference, name: orphans, field: link, to: parents.id, tolerance: 0.1 }
  - { rule: expression, name: false_ones, sql: "bad = 0", tolerance: 0.1, severity: warn }
  - { rule: equal_row_count, name: fewer, dataset: parents, tolerance: 0.1 }
  - { rule: distinct_count, name: varied, field: bad, min: 3 }
  - { rule: distinct_count, name: few_texts, field: text, min: 3, where: "id <= 4" }
  - { rule: distinct_count, name: many_days, field: day, max: 12 }
  - { rule: distinct_count, name: one_filling, field: filled, min: 1, max: 1 }
  - { rule: row_count, min: 20, max: 20 }
sla:
  completeness: { min_percentage: 90, fields: [filled] }
  accuracy: { duplicate_tolerance: 0.1 }
  freshness: { max_delay: 1h }
  volume: { min_daily_records: 5, max_daily_records: 5, window: 1d }
`;
}

/** What a test of a limits contract finds past the limit. */
interface LimitTest {
  readonly severity: "fail" | "warn";
  /** The keys of the rows that break it, each as often as it is there; none where the table as a whole does. */
  readonly rows?: readonly number[];
}

/** The tests of a limits contract, by the names that dbt knows them by. */
export const limitTests: Readonly<Record<string, LimitTest>> = {
  id__unique: { severity: "fail", rows: [1, 1, 2, 2] },
  filled__not_null: { severity: "fail", rows: [1, 2] },
  nulls: { severity: "fail", rows: [1, 1, 2, 2] },
  doubles: { severity: "fail", rows: [5, 6, 7, 8] },
  foreign: { severity: "fail", rows: [1, 2] },
  foreign_rows: { severity: "fail", rows: [1, 2] },
  outside: { severity: "fail", rows: [1, 2] },
  long: { severity: "fail", rows: [9, 10] },
  unmatched: { severity: "fail", rows: [11, 12] },
  malformed: { severity: "fail", rows: [13, 14] },
  uneven: { severity: "fail", rows: [1, 2] },
  orphans: { severity: "fail", rows: [1, 2] },
  false_ones: { severity: "warn", rows: [1, 2] },
  fewer: { severity: "fail" },
  varied: { severity: "fail" },
  few_texts: { severity: "fail" },
  many_days: { severity: "fail" },
  row_count: { severity: "fail" },
  freshness: { severity: "fail" },
  volume: { severity: "fail" },
  schema: { severity: "fail" },
};

/** The rows of a limits contract, as an INSERT. There are 22 parents. */
export function limitRows(table: string, how: "within" | "beyond"): string {
  const past = how === "beyond";
  // Two of 20 rows are a tenth; two of 19 are more.
  const count = past ? 19 : 20;
  const texts = [...nulls(past ? 4 : 3), "t1", "t1", "t2", "t2", "tlong1", "tlong2", "x1", "x2", "t_1", "t_2"];
  const links = [1, 3, 100, 102];
  const rows = Array.from({ length: count }, (_, index) => [
    // Two keys are there twice, so six rows have one of the first four.
    index < 2 ? index + 1 : index - 1,
    index < 2 ? null : "filled",
    day(index, past ? 4 : 5),
    `now() - interval '${past ? 61 : 50} minutes' - interval '${index} days'`,
    index === 0 ? 2 : index === 1 ? (past ? 2 : 1) : 0,
    text(texts, index, past),
    links[index] ?? (index % 11) * 2 + 2,
  ]);
  const values = rows.map(
    (row) => `(${row.map((cell) => (cell === "filled" ? "'filled'" : String(cell))).join(", ")})`,
  );
  return `insert into ${table} (id, filled, day, changed_at, bad, text, link) values\n${values.join(",\n")};`;
}

function nulls(count: number): null[] {
  return Array.from({ length: count }, () => null);
}

/** The rows with the keys 1 to 4 are the first six, and only among them are texts missing. */
function text(texts: readonly (string | null)[], index: number, past: boolean): string {
  const missing = past ? 4 : 3;
  const plain = `'t${index + 10}'`;
  if (index < 6) return index < missing ? "null" : plain;
  const given = texts[index - 6 + missing];
  return given === undefined ? plain : `'${given}'`;
}

/** As many rows yesterday and today, so that the verdict is the same when midnight passes while a test runs. */
function day(index: number, perDay: number): string {
  const back = index < perDay ? 1 : index < 2 * perDay ? 0 : index + 10;
  return `cast(now() at time zone 'UTC' as date) - ${back}`;
}
