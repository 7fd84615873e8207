/** A column of a live table, with its type as the database calls it. */
export interface LiveColumn {
  readonly name: string;
  readonly nullable: boolean;
  /** `data_type` of information_schema: `numeric`, `ARRAY`, `USER-DEFINED`, ... */
  readonly type: string;
  /** The type's own name; that of its items, after an underscore, for an array. */
  readonly typeName: string;
  readonly maxLength?: number;
  readonly precision?: number;
  readonly scale?: number;
  /** The labels of an enumerated type. */
  readonly labels?: readonly string[];
  readonly comment?: string;
}

/** A table of a live database. */
export interface LiveTable {
  readonly name: string;
  readonly comment?: string;
  readonly columns: readonly LiveColumn[];
  readonly primaryKey: readonly string[];
  /** Columns that are unique alone. */
  readonly unique: readonly string[];
  /** Foreign keys of one column to a table of the same schema. */
  readonly references: readonly { readonly column: string; readonly table: string; readonly to: string }[];
}

/** What was read, or why nothing could be; the reason repeats neither address nor password. */
export type LiveSchema = { readonly tables: readonly LiveTable[] } | { readonly problem: string };
