import type { Code } from "../../text/quote/code.ts";
import type { Numbering } from "../lines/places.ts";

/** A file that is read. */
export interface DataPlace {
  /** The path as messages show it. */
  readonly path: string;
  readonly absolute: string;
  readonly isGzip: boolean;
}

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
  /** The files. Empty for a table. */
  readonly files: readonly DataPlace[];
  /** The SQL of the number of a row in all files, from 1, or in its file if `isPerFile` is true. Undefined if the engine cannot tell. */
  readonly rowNumber?: Code;
  readonly isPerFile?: boolean;
  /** The SQL of the index of the file of a row, from 0. */
  readonly fileIndex?: Code;
  readonly numbering?: Numbering;
  /** An expression that reads the whole row, so that the same rows can be read in every query with it. Undefined if that does not depend on the columns. */
  readonly whole?: Code;
  /** The condition that a row cannot be read, such as a line that is not JSON. */
  readonly unreadable?: Code;
}
