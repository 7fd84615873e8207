import type { Origin } from "../source/origin.ts";
import type { Expression } from "./expression.ts";
import type { StringFormat, Type } from "./field.ts";
import type { Literal } from "./literal.ts";

/**
 * The place of a value inside a row: one name for a column, more for a member of a struct.
 * `[]` stands for every item of an array, `{}` for every value of a map.
 */
export type FieldPath = readonly string[];

/** A column of another dataset. */
export interface FieldReference {
  readonly dataset: string;
  readonly field: string;
}

/** The rule of an assertion. docs/language.md, "Assertions", defines each kind; its meaning is the same in every target. */
export type Rule =
  | { readonly kind: "not_null"; readonly field: FieldPath }
  | { readonly kind: "unique"; readonly fields: readonly string[] }
  | {
      readonly kind: "in_set";
      readonly field: FieldPath;
      readonly values: readonly Literal[];
      /** Set if the values are UUIDs. They are in lower case, and upper case is the same UUID. */
      readonly ofUuids?: true;
    }
  | { readonly kind: "range"; readonly field: FieldPath; readonly minimum?: Bound; readonly maximum?: Bound }
  | {
      readonly kind: "length";
      readonly field: FieldPath;
      readonly minimum?: number;
      readonly maximum?: number;
      readonly of: "string" | "items";
    }
  | { readonly kind: "matches"; readonly field: FieldPath; readonly pattern: string }
  | { readonly kind: "format"; readonly field: FieldPath; readonly format: StringFormat; readonly pattern: string }
  | { readonly kind: "multiple_of"; readonly field: FieldPath; readonly divisor: string }
  | {
      readonly kind: "reference";
      readonly field: FieldPath;
      readonly to: FieldReference;
      /** The type of the other column. Undefined if the other contract has no such column. */
      readonly toType?: Type;
    }
  | {
      readonly kind: "distinct_count";
      readonly field: FieldPath;
      readonly minimum?: number;
      readonly maximum?: number;
    }
  | { readonly kind: "row_count"; readonly minimum?: number; readonly maximum?: number }
  | {
      readonly kind: "volume";
      readonly column?: string;
      /** The number of the last complete days to check. Defaults to all days since the first row. */
      readonly days?: number;
      readonly minimum?: number;
      readonly maximum?: number;
    }
  | { readonly kind: "row_count_equals"; readonly dataset: string }
  | { readonly kind: "freshness"; readonly column?: string; readonly maxSeconds: number }
  | { readonly kind: "expression"; readonly expression: Expression; readonly columns: readonly string[] }
  | { readonly kind: "schema"; readonly closed: boolean };

/** One end of a range. Depending on the field's type, `value` is canonical decimal text, or an ISO 8601 date or timestamp. */
export interface Bound {
  readonly value: string;
  readonly exclusive: boolean;
}

/** The name of an assertion's kind. */
export type AssertionKind = Rule["kind"];

/** The tolerated violations: a number of rows, or a fraction (0 to 1) of the checked rows. `max` is canonical decimal text. */
export interface Tolerance {
  readonly max: string;
  readonly unit: "rows" | "fraction";
}

/** A constraint, an SLA or a quality rule in one form. `id` is stable, and names the test in every target. */
export interface Assertion {
  readonly id: string;
  readonly dataset: string;
  readonly rule: Rule;
  readonly tolerance?: Tolerance;
  readonly where?: Expression;
  readonly severity: "error" | "warn" | "info";
  /** Set if the rows that violate it are moved aside, instead of blocking the run. Only with severity `error`. */
  readonly quarantine?: true;
  readonly dimension:
    | "accuracy"
    | "completeness"
    | "conformity"
    | "consistency"
    | "coverage"
    | "timeliness"
    | "uniqueness";
  readonly description?: string;
  readonly origin: Origin;
}

/** The assertion of one kind. */
export type AssertionOf<K extends AssertionKind> = Assertion & { readonly rule: Extract<Rule, { kind: K }> };
