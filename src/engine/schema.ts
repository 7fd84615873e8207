/** A column of a live table. Its types have the names of the database. */
export interface LiveColumn {
  readonly name: string;
  readonly nullable: boolean;
  /** The type as the database writes it: `numeric(10,2)`, `mood[]`, `timestamp with time zone`. */
  readonly declared: string;
  /** The name of the type in pg_type: `int4`. It is the type of the items of an array, and the base type of a domain. */
  readonly typeName: string;
  readonly isArray: boolean;
  readonly maxLength?: number;
  readonly precision?: number;
  readonly scale?: number;
  /** The labels of an enumerated type. */
  readonly labels?: readonly string[];
  readonly comment?: string;
}

/** A CHECK constraint of a table, or of the domain of a column. */
export interface LiveCheck {
  readonly name: string;
  /** The condition as the database writes it. */
  readonly expression: string;
  /** False if the rows that were there before may violate it. */
  readonly isValid: boolean;
}

/** A table or a view of a live database. */
export interface LiveTable {
  readonly name: string;
  readonly isView: boolean;
  readonly comment?: string;
  readonly columns: readonly LiveColumn[];
  readonly primaryKey: readonly string[];
  /** Columns with a unique constraint of their own. */
  readonly unique: readonly string[];
  /** Foreign keys of one column to a table of the same schema. */
  readonly references: readonly { readonly column: string; readonly table: string; readonly to: string }[];
  readonly checks: readonly LiveCheck[];
}

/** The tables, or the reason why they cannot be read. The reason contains neither address nor password. */
export type LiveSchema = { readonly tables: readonly LiveTable[] } | { readonly problem: string };
