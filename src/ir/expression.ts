import type { Literal } from "./literal.ts";

/** Operators with the same meaning in every dialect. Comparison and logic are three-valued, as in SQL. */
export type BinaryOperator = "=" | "<>" | "<" | "<=" | ">" | ">=" | "and" | "or" | "+" | "-" | "*" | "||";

/** Functions with the same meaning in every dialect; `length` counts Unicode code points. */
export type PortableFunction = "lower" | "upper" | "trim" | "length" | "abs" | "coalesce" | "round";

/**
 * The portable subset of SQL expressions, for `quality.expression` and `where`. dex parses it once, and each target prints it with
 * its own quoting, so no text of a contract reaches a target as SQL.
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
