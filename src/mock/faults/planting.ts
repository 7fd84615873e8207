import type { Assertion } from "../../ir/assertion.ts";
import type { Row, Table } from "../../judge/value.ts";
import type { RowForm } from "../request.ts";
import type { Fault, Ground } from "./row-fault.ts";

/** Rows that violate an assertion. */
export interface Planted {
  readonly assertion: Assertion;
  /** The numbers of the rows that were added for it, from 0. */
  readonly rows: readonly number[];
  /** The first of these rows, and the same row before it was changed. */
  readonly first?: Fault;
}

/** An assertion that no added row violates, and the reason. */
export interface NotPlanted {
  readonly assertion: Assertion;
  /** A sentence without a full stop. */
  readonly reason: string;
}

/** A table with faults, after its valid rows. */
export interface Faulty {
  readonly table: Table;
  readonly planted: readonly Planted[];
  readonly notPlanted: readonly NotPlanted[];
}

/** What faults are planted by. */
export interface PlantContext extends Pick<Ground, "isUnknown"> {
  readonly form: RowForm;
  readonly now: bigint;
  tableOf(dataset: string): Table | undefined;
}

/** The rows that one assertion may take. */
export const MOST_PLANTED = 10_000;

/** The state of planting: the rows so far, and what was planted. */
export interface Planting extends PlantContext {
  readonly ground: Ground;
  readonly rows: Row[];
  readonly planted: Planted[];
  readonly notPlanted: NotPlanted[];
}
