import type { Dialect } from "../dialect/dialect.ts";
import type { Contract } from "../ir/contract.ts";
import type { Field } from "../ir/field.ts";
import type { Code } from "../text/quote/code.ts";
import type { Numbered } from "./lines/placed-samples.ts";
import type { DataSource } from "./result.ts";

/** A column of a contract in data that is ready for checks. */
export interface PreparedColumn {
  readonly field: Field;
  /** The condition that a value does not fit the type. Undefined if every value fits. */
  readonly misfit?: Code;
  /** The value as it is in the data. */
  readonly raw: Code;
  /** True if some of the data does not have the column. */
  readonly isMissing: boolean;
  /** Why the whole column has another type, as a sentence that begins with "it". */
  readonly problem?: string;
  /** True if queries cannot read the column because of its type. */
  readonly isUnreadable?: true;
}

/** Data that is ready for checks: a relation with the columns of a contract. */
export interface PreparedDataset {
  readonly contract: Contract;
  readonly source: DataSource;
  readonly dialect: Dialect;
  /** The rows, as SQL for the FROM clause. */
  readonly relation: Code;
  /** The same rows, for the one scan that also records the lines that cannot be read. */
  readonly recording?: Code;
  readonly columns: readonly PreparedColumn[];
  /** Columns of the data that the contract does not have. */
  readonly extra: readonly string[];
  /** Where the rows are, and the columns with the number of a row and the index of its file. Undefined for a table. */
  readonly numbered?: Numbered & { readonly row: Code; readonly file: Code };
  /** The column that reads a whole row: without it, the engine finds no fault in columns that a query does not need. */
  readonly whole?: Code;
  /** True if the engine records lines that cannot be read. */
  readonly hasRejects?: boolean;
  /** Queries for the numbers of lines that cannot be read, after the scan. */
  readonly unreadable?: readonly Code[];
}
