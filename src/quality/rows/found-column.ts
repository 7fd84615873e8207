import type { Code } from "../../text/quote/code.ts";

/** How a column is found in data: as text, as a member of a JSON object, or with a type of its own. */
export type FoundColumn =
  | { readonly as: "text"; readonly column: Code }
  | { readonly as: "json"; readonly column: Code }
  | { readonly as: "stored"; readonly column: Code; readonly type: string };

/** Files that are read in the same way, or a table. */
export interface Reading {
  /** The rows, as SQL for the FROM clause. */
  readonly from: Code;
  /** The same, for the scan that also records the lines that cannot be read. Undefined if a line cannot be wrong. */
  readonly recording?: Code;
  /** The columns that the data has, by name. */
  readonly columns: ReadonlyMap<string, FoundColumn>;
  /** True if an absent column means NULL, as an absent member of JSON does. */
  readonly isAbsentNull: boolean;
  /** The paths of the files, as messages show them. Empty for a table. */
  readonly files: readonly string[];
  /** The SQL of the number of a row in its file, from 1. Undefined if the engine cannot tell. */
  readonly rowNumber?: Code;
  /** An expression that reads the whole row, so that the same rows can be read in every query with it. Undefined if that does not depend on the columns. */
  readonly whole?: Code;
  /** The condition that a row cannot be read, such as a line that is not JSON. */
  readonly unreadable?: Code;
}
