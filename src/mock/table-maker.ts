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
  /** A row that satisfies every assertion and the wishes, and that counts as made. Undefined if the wishes cannot be satisfied. */
  make(wishes?: readonly Constraint[]): Row | undefined;
  /** Counts a row as made. */
  commit(row: Row): void;
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
    make: (wishes = []) => makeRow(maker, wishes),
    commit: (row) => {
      for (const constraint of constraints) constraint.commit?.(row);
      made++;
    },
  };
  return maker;
}

function makeRow(maker: TableMaker, wishes: readonly Constraint[]): Row | undefined {
  const { columns, constraints, random } = maker;
  const place = maker.place();
  let failed: string | undefined;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const row: Value[] = columns.map((column) => makeCell(column, place));
    const all = [...wishes, ...constraints];
    failed =
      solve(row, { columns, constraints: all, frozen: new Set(), random, place })?.id ?? emptyColumn(row, columns);
    if (failed !== undefined) continue;
    maker.commit(row);
    return row;
  }
  if (wishes.length > 0) return undefined;
  throw new MockRefusal(
    `dex found no row ${place.index + 1} of ${maker.contract.name} that satisfies ${failed}. Look for assertions that exclude each other, or for too few values for so many rows.`,
  );
}

/** A column without a value that must have one. */
function emptyColumn(row: Row, columns: readonly Column[]): string | undefined {
  const empty = columns.find(({ index, isNullable }) => !isNullable && (row[index] ?? null) === null);
  return empty && `the rules about ${empty.field.id}`;
}
