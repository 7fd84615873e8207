import type { Row, Value } from "../judge/value.ts";
import type { Column } from "./column.ts";
import type { Constraint } from "./constraint.ts";
import type { Random } from "./random.ts";
import type { RowPlace } from "./source.ts";
import { type Proposal, realize } from "./want.ts";

/** The columns of a row, and what it must satisfy. */
export interface Problem {
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  /** The columns that must stay as they are. */
  readonly frozen: ReadonlySet<number>;
  readonly random: Random;
  readonly place: RowPlace;
}

/** The changes that one row may take. */
const MOST_STEPS = 120;
/** The proposals that one step looks at. */
const MOST_OPTIONS = 24;

/** Changes columns of a row until it satisfies every constraint. Returns a constraint that it still violates, or undefined. */
export function solve(row: Value[], problem: Problem): Constraint | undefined {
  const { constraints, place, random } = problem;
  for (let step = 0; step < MOST_STEPS; step++) {
    const violated = constraints.filter((constraint) => !constraint.isSatisfied(row, place));
    if (violated.length === 0) return undefined;
    const target = step < 8 ? violated[0] : random.pick(violated);
    if (target !== undefined) improve(row, target, problem);
  }
  return constraints.find((constraint) => !constraint.isSatisfied(row, place));
}

interface Move {
  readonly column: number;
  readonly value: Value;
}

/** Makes the change after which the fewest constraints are violated. A tie between changes is decided by chance. */
function improve(row: Value[], target: Constraint, problem: Problem): void {
  const moves: Move[] = [];
  let fewest = Number.POSITIVE_INFINITY;
  for (const move of movesOf(row, target, problem)) {
    const count = violatedAfter(row, move, { target, problem });
    if (count > fewest) continue;
    if (count < fewest) moves.length = 0;
    fewest = count;
    moves.push(move);
    if (count < 0) break;
  }
  const chosen = problem.random.pick(moves);
  if (chosen !== undefined) row[chosen.column] = chosen.value;
}

function* movesOf(row: Row, target: Constraint, problem: Problem): Generator<Move> {
  const { columns, frozen, place, random } = problem;
  const offered = target
    .proposals(row, place)
    .filter(({ column }) => columns[column] !== undefined && !frozen.has(column));
  const others = target.columns
    .filter((column) => !frozen.has(column))
    .map((column): Proposal => ({ column, want: { kind: "any" } }));
  const options = [...shuffled(offered, random).slice(0, MOST_OPTIONS), ...others];
  for (const { column, want } of options) {
    const found = columns[column];
    if (found === undefined || found.preset !== undefined) continue;
    const value = realize(found, want, place);
    if (value !== undefined) yield { column, value };
  }
}

/** The change of the number of violated constraints, and 1 more if the target is one of them. */
function violatedAfter(
  row: Value[],
  { column, value }: Move,
  { target, problem }: { readonly target: Constraint; readonly problem: Problem },
): number {
  const { constraints, place } = problem;
  const touched = constraints.filter(({ columns }) => columns.includes(column));
  const count = () => touched.filter((constraint) => !constraint.isSatisfied(row, place)).length;
  const before = count();
  const old = row[column] ?? null;
  row[column] = value;
  const after = count() - before + (target.isSatisfied(row, place) ? 0 : 1);
  row[column] = old;
  return after;
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const shuffling = [...items];
  for (let index = shuffling.length - 1; index > 0; index--) {
    const other = random.below(index + 1);
    const [a, b] = [shuffling[index], shuffling[other]];
    if (a === undefined || b === undefined) continue;
    shuffling[index] = b;
    shuffling[other] = a;
  }
  return shuffling;
}
