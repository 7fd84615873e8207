import { columnsOf } from "../../assertion/columns.ts";
import type { Assertion, AssertionKind } from "../../ir/assertion.ts";
import { fits, judge, type Verdict } from "../../judge/judge.ts";
import type { Row, Table, Value } from "../../judge/value.ts";
import { jsonText } from "../json-text.ts";
import type { MockedTable } from "../request.ts";
import type { Faulty, NotPlanted, Planted } from "./planting.ts";

/** The faults of one contract. */
export interface FaultyTable extends MockedTable, Omit<Faulty, "table"> {}

/** A fault as the file of faults lists it. Rows are numbered from 1, without the header. */
interface FaultRecord {
  readonly assertion: string;
  readonly dataset: string;
  readonly kind: AssertionKind;
  /** The rows that were added for it. */
  readonly rows: readonly number[];
  /** All rows that violate the assertion. Empty for an assertion about the whole table. */
  readonly violatingRows: readonly number[];
  /** The values of the assertion's columns in the first of the rows. */
  readonly values?: Readonly<Record<string, Value>>;
  /** The valid values before the change. */
  readonly before?: Readonly<Record<string, Value>>;
  /** Other assertions that these rows violate. */
  readonly alsoViolates: readonly string[];
}

/** The file of faults. */
export interface FaultReport {
  readonly schemaVersion: 1;
  readonly seed: number;
  readonly faults: readonly FaultRecord[];
  readonly notMade: readonly { readonly assertion: string; readonly dataset: string; readonly reason: string }[];
}

/** Judges the rows with all faults: which rows violate which assertion. */
export function faultReport(
  tables: readonly FaultyTable[],
  { seed, now }: { readonly seed: number; readonly now: bigint },
): FaultReport {
  const violated = new Map<Assertion, Violated>();
  const tableOf = (id: string) => tables.find(({ contract }) => contract.dataset.id === id)?.table;
  for (const { contract, table } of tables)
    for (const assertion of contract.dataset.assertions)
      violated.set(assertion, violatingRows(assertion, { table, tableOf, now }));
  const parts = tables.map((table) => recordsOf(table, violated));
  return {
    schemaVersion: 1,
    seed,
    faults: parts.flatMap(({ faults }) => faults),
    notMade: parts.flatMap(({ notMade }) => notMade),
  };
}

interface Judged {
  readonly table: Table;
  tableOf(id: string): Table | undefined;
  readonly now: bigint;
}

/** The rows that violate an assertion, and whether they are more than it tolerates. */
type Violated = Pick<Verdict, "rows" | "isViolated">;

/** Judges an assertion. Rows with values of wrong types violate only the schema. */
function violatingRows(assertion: Assertion, { table, tableOf, now }: Judged): Violated {
  const { fields, rows } = table;
  const isReadable = (row: Row) => assertion.rule.kind === "schema" || fits(row, fields);
  const readable = [...rows.keys()].filter((index) => isReadable(rows[index] ?? []));
  const verdict = judge(assertion, {
    table: { fields, rows: readable.map((index) => rows[index] ?? []) },
    tableOf,
    now,
  });
  const { isViolated = false, rows: found = [] } = verdict ?? {};
  return { isViolated, rows: found.map((index) => readable[index] ?? index) };
}

function recordsOf(
  { contract, planted, notPlanted, table }: FaultyTable,
  violated: ReadonlyMap<Assertion, Violated>,
): Pick<FaultReport, "faults" | "notMade"> {
  const dataset = contract.name;
  const { assertions } = contract.dataset;
  // Rows for other assertions may violate an assertion too: equal counts, or the count of all rows.
  const unplanted = assertions.filter((assertion) => !planted.some((one) => one.assertion === assertion));
  const all: readonly Planted[] = [...planted, ...unplanted.map((assertion) => ({ assertion, rows: [] }))];
  const made = all.filter(({ assertion }) => violated.get(assertion)?.isViolated === true);
  const missed = assertions.flatMap((assertion): readonly NotPlanted[] => {
    if (made.some((one) => one.assertion === assertion)) return [];
    const known = notPlanted.find((one) => one.assertion === assertion);
    return [known ?? { assertion, reason: "dex found no row that violates it" }];
  });
  const alsoOf = ({ assertion, rows }: Planted) =>
    assertions.filter((other) => other !== assertion && violated.get(other)?.rows.some((row) => rows.includes(row)));
  const order = new Map(assertions.map((assertion, index) => [assertion, index]));
  return {
    faults: made
      .sort((a, b) => (order.get(a.assertion) ?? 0) - (order.get(b.assertion) ?? 0))
      .map((one) => ({
        assertion: one.assertion.id,
        dataset,
        kind: one.assertion.rule.kind,
        rows: one.rows.map((row) => row + 1),
        violatingRows: (violated.get(one.assertion)?.rows ?? []).map((row) => row + 1),
        ...shown(one, table),
        alsoViolates: alsoOf(one).map(({ id }) => id),
      })),
    notMade: missed.map(({ assertion, reason }) => ({ assertion: assertion.id, dataset, reason })),
  };
}

/** The values that a fault is about, and those that were changed. */
function shown({ assertion, first }: Planted, { fields }: Table): Pick<FaultRecord, "values" | "before"> {
  if (first === undefined) return {};
  const changed = fields.flatMap(({ name }, index) =>
    jsonText(first.row[index] ?? null) === jsonText(first.before[index] ?? null) ? [] : [name],
  );
  const about = assertion.rule.kind === "schema" ? changed : columnsOf(assertion.rule);
  const pick = (row: Row, names: readonly string[]) =>
    Object.fromEntries(fields.flatMap(({ name }, index) => (names.includes(name) ? [[name, row[index] ?? null]] : [])));
  return {
    values: pick(first.row, [...about, ...changed]),
    ...(changed.length > 0 && { before: pick(first.before, changed) }),
  };
}
