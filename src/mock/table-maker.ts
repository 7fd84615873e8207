import type { Contract } from "../ir/contract.ts";
import type { Row, Value } from "../judge/value.ts";
import { type Column, makeCell } from "./column.ts";
import { type ColumnContext, columnsFor } from "./columns.ts";
import type { Constraint } from "./constraint.ts";
import { type Random, randomOf } from "./random.ts";
import { referenceConstraints } from "./reference-constraints.ts";
import { MockRefusal } from "./request.ts";
import { rowConstraints } from "./row-constraints.ts";
import { solve } from "./solve.ts";
import type { RowPlace } from "./source.ts";
import { tableConstraints } from "./table-constraints.ts";
import { timelineOf } from "./timeline.ts";

/** Makes the rows of a contract one by one. It remembers the rows that it has made, so that keys are unique. */
export interface TableMaker {
  readonly contract: Contract;
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly random: Random;
  /** The place of the next row. */
  place(): RowPlace;
  /** A row that satisfies every assertion, and that counts as made. */
  make(): Row;
  /** A row that satisfies the assertions, but for some of them, and the wishes. It does not count as made. Undefined if none was found. */
  draft(wanted: Wanted): Value[] | undefined;
  /** Counts a row as made. */
  commit(row: Row): void;
}

/** What a row is for. */
export interface Wanted {
  readonly wishes?: readonly Constraint[];
  /** The ids of the assertions that the row need not satisfy. */
  readonly without?: ReadonlySet<string>;
  /** Columns with other sources. Defaults to the columns of the maker. */
  readonly columns?: readonly Column[];
  /** When the event of the row happened. Defaults to the time of the next row. */
  readonly at?: bigint;
}

/** Tries of one row. Each begins with other values. */
const MOST_TRIES = 12;

/** Starts the rows of a contract. */
export function tableMaker(contract: Contract, context: ColumnContext & { readonly now: bigint }): TableMaker {
  const { rows, now, seed } = context;
  const columns = columnsFor(contract, context);
  const constraints = [
    ...tableConstraints(contract, { rows }),
    ...referenceConstraints(contract, context),
    ...rowConstraints(contract),
  ];
  const random = randomOf(seed, contract.dataset.id);
  const timeAt = timelineOf(contract, rows, now);
  let made = 0;
  const maker: TableMaker = {
    contract,
    columns,
    constraints,
    random,
    place: () => ({ index: made, at: timeAt(made), now }),
    make: () => makeRow(maker),
    draft: (wanted) => {
      const row = draft(maker, wanted);
      return "row" in row ? row.row : undefined;
    },
    commit: (row) => {
      for (const constraint of constraints) constraint.commit?.(row);
      made++;
    },
  };
  return maker;
}

function makeRow(maker: TableMaker): Row {
  const made = draft(maker, {});
  if ("row" in made) {
    maker.commit(made.row);
    return made.row;
  }
  const { index } = maker.place();
  throw new MockRefusal(
    `dex found no row ${index + 1} of ${maker.contract.name} that satisfies ${made.failed}. Look for assertions that exclude each other, or for too few values for so many rows.`,
    index,
  );
}

function draft(maker: TableMaker, wanted: Wanted): { row: Value[] } | { failed: string } {
  const { wishes = [], without, at, columns = maker.columns } = wanted;
  const { random } = maker;
  const place = { ...maker.place(), ...(at !== undefined && { at }) };
  const constraints = [...wishes, ...maker.constraints.filter(({ id }) => without?.has(id) !== true)];
  let failed = "";
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const row: Value[] = columns.map((column) => makeCell(column, place));
    const problem = { columns, constraints, frozen: NONE, random, place };
    const violated = solve(row, problem)?.id ?? emptyColumn(row, columns);
    if (violated === undefined) return { row };
    failed = violated;
  }
  return { failed };
}

const NONE: ReadonlySet<number> = new Set();

/** A column without a value that must have one. */
function emptyColumn(row: Row, columns: readonly Column[]): string | undefined {
  const empty = columns.find(({ index, isNullable }) => !isNullable && (row[index] ?? null) === null);
  return empty && `the rules about ${empty.field.id}`;
}
