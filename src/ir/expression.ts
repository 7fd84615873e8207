import type { Literal } from "./literal.ts";

/** Operators that mean the same in every dialect dex writes. Comparison and logic are three-valued, as in SQL. */
export type BinaryOperator = "=" | "<>" | "<" | "<=" | ">" | ">=" | "and" | "or" | "+" | "-" | "*" | "||";

/** Functions that every dialect has under one name and meaning; `length` counts Unicode code points. */
export type PortableFunction = "lower" | "upper" | "trim" | "length" | "abs" | "coalesce" | "round";

/**
 * The portable subset of SQL expressions: what `quality.expression` and `where` may say. It is parsed once, and each target prints it with
 * its own quoting, so no text of a contract ever reaches a target as SQL.
 */
export type Expression =
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "literal"; readonly literal: Literal }
  | { readonly kind: "date"; readonly value: string }
  | { readonly kind: "timestamp"; readonly value: string }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "negate"; readonly operand: Expression }
  | { readonly kind: "is_null"; readonly operand: Expression; readonly negated: boolean }
  | {
      readonly kind: "in";
      readonly operand: Expression;
      readonly values: readonly Expression[];
      readonly negated: boolean;
    }
  | {
      readonly kind: "between";
      readonly operand: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
    }
  | { readonly kind: "like"; readonly operand: Expression; readonly pattern: string; readonly negated: boolean }
  | { readonly kind: "call"; readonly name: PortableFunction; readonly arguments: readonly Expression[] }
  | {
      readonly kind: "case";
      readonly branches: readonly { readonly when: Expression; readonly result: Expression }[];
      readonly otherwise?: Expression;
    };
