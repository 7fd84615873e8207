/** A column of a live table. Its types have the names of the database. */
export interface LiveColumn {
  readonly name: string;
  readonly nullable: boolean;
  /** `data_type` of information_schema: `numeric`, `ARRAY`, `USER-DEFINED`, ... */
  readonly type: string;
  /** The name of the type in pg_type: `int4`, or `_int4` for an array of it. */
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
  /** Columns with a unique constraint of their own. */
  readonly unique: readonly string[];
  /** Foreign keys of one column to a table of the same schema. */
  readonly references: readonly { readonly column: string; readonly table: string; readonly to: string }[];
}

/** The tables, or the reason why they cannot be read. The reason contains neither address nor password. */
export type LiveSchema = { readonly tables: readonly LiveTable[] } | { readonly problem: string };
