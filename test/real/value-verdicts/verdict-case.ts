/** A value: the SQL of the stored value, and the same value in a JSON row. Without JSON, JSON cannot represent it. */
export type StoredValue = readonly [sql: string, json?: unknown];

/** A field with its constraints, and values that satisfy and violate them. */
export interface VerdictCase {
  /** The field `x` in the contract. */
  readonly field: string;
  /** Rules of the contract. */
  readonly quality?: string;
  /** The type of the column in the raw table. */
  readonly stored: string;
  readonly good: readonly StoredValue[];
  readonly bad: readonly StoredValue[];
}
