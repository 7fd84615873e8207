import type { Contract } from "../ir/contract.ts";
import type { Table } from "../judge/value.ts";

/** What rows to make. */
export interface MockRequest {
  /** The contracts by name. Empty means all. Contracts that these refer to are made too. */
  readonly contracts: readonly string[];
  /** The number of rows of each named contract. Defaults to 100, or to a number that the contract allows. */
  readonly rows?: number;
  readonly seed: number;
  /** The time that counts as now, in milliseconds since 1970. */
  readonly now: number;
  /** True to add rows that violate the assertions, each of them as little as possible. */
  readonly faults?: boolean;
  /** How the rows are written, which decides whether a value can have a wrong type. */
  readonly form?: RowForm;
}

/** The form of rows: text, in which any value can be written; JSON values; or typed columns, which accept only values of their type. */
export type RowForm = "text" | "json" | "typed";

/** The rows of one contract. */
export interface MockedTable {
  readonly contract: Contract;
  readonly table: Table;
}

/** Why no rows were made: an error of the user, as a sentence. */
export class MockRefusal extends Error {
  /** The rows of the contract that were made before. */
  readonly made: number;
  constructor(message: string, made = 0) {
    super(message);
    this.made = made;
  }
}

/** The number of rows that a contract gets if nothing else decides it. */
export const DEFAULT_ROWS = 100;
