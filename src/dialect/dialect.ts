import type { Type, TypeOf } from "../ir/field.ts";
import type { TypeLosses } from "../ir/type-loss.ts";
import type { Code } from "../text/quote/code.ts";
import type { Documents } from "./documents.ts";
import type { Lexis } from "./lexis.ts";
import type { Naming } from "./naming.ts";
import type { PatternSyntax } from "./pattern.ts";
import type { StoredTypes } from "./stored.ts";
import type { TypeNames } from "./type-names.ts";

/** The type of an exact number. */
export type ExactType = TypeOf<"int" | "decimal">;

/** The kind of a column of dates or timestamps. */
export type Moment = "instant" | "local" | "date";

/** The facts about one SQL engine: quoting, types, the functions that differ between engines, limits, and lexis. */
export interface Dialect extends Naming {
  readonly name: string;

  /** A string literal. Control characters are escaped, so that the literal stays on its line. */
  readonly string: (text: string) => Code;
  /** A string that compares by code points, independent of the collation of the other operand. */
  readonly exact: (of: Code) => Code;
  /** The text of a timestamp literal: an ISO 8601 date, or date and time, in the form that a cast accepts. */
  readonly timestampText: (value: string) => string;

  /** The type of a column. */
  readonly types: TypeNames;
  /** The losses of the types of columns. */
  readonly losses: TypeLosses;
  /** The type of a cast. Some engines cast to other types than those of columns. */
  readonly castTypes: TypeNames;
  /** The family of each type name in the catalogue. */
  readonly stored: StoredTypes;

  /** Seconds since 1970 of a column. A local time counts as UTC, a date as its first moment. */
  readonly epoch: (of: Code, moment: Moment) => Code;
  /** The current time in seconds since 1970. */
  readonly epochNow: Code;
  /** The function for the length of a string in code points. */
  readonly stringLength: string;
  /** The string without the spaces (U+0020) at its ends. */
  readonly trimmed: (of: Code) => Code;
  /** The number of items of an array: NULL for NULL, and for JSON that is no array. */
  readonly itemsLength: (of: Code) => Code;
  /** How the engine reads JSON. Undefined if dex does not read the values inside its JSON. */
  readonly documents?: Documents;
  /** True when the pattern, a literal, matches anywhere in the string. */
  readonly matches: (of: Code, pattern: Code) => Code;
  readonly patternSyntax: PatternSyntax;
  /** True for a value whose stored type is an interval. Undefined if the engine has no function for the type of a value. */
  readonly isInterval?: (of: Code) => Code;
  /** True for every value of a column whose stored type is this one, with its precision. Undefined if the engine has no function for the type of a column. */
  readonly hasType?: (of: Code, type: Type) => Code | undefined;
  /** The value as another type, NULL if the cast fails. The engine accepts every stored type. */
  readonly tryCast?: (of: Code, type: Type) => Code;
  /** True for NaN in a floating-point column. Most engines sort NaN above every number, so it violates no minimum. */
  readonly isNan: (of: Code) => Code;
  /**
   * A 32-bit float as the 64-bit float with the same shortest decimal spelling. Without it, the 32-bit float nearest to 0.1 is greater than the
   * 64-bit float 0.1. Engines that store 64 bits leave it unchanged.
   */
  readonly spelled: (of: Code) => Code;
  /** A floating-point number, with NULL in place of NaN. */
  readonly withoutNan: (of: Code) => Code;
  /** Rounds a floating-point number, with halves away from zero. `places` is empty, or contains the number of digits after the point. */
  readonly roundFloat: (of: Code, places: readonly Code[]) => Code;
  /** Casts an exact number to a type with room for the result of arithmetic. `digits` is the number of digits of that result. */
  readonly widened: (of: Code, type: ExactType, digits: number) => Code;
  /** The remainder of an exact number, in decimal arithmetic. */
  readonly remainder: (of: Code, divisor: Code) => Code;
  /**
   * The remainder of a float, by its shortest decimal spelling. It is only exact if it is zero: for NaN, infinity, and some numbers that do not fit
   * the engine's decimals, it is any number except zero. `odd` is the divisor's digits without the factors 2 and 5; see assertion/divisor.ts.
   */
  readonly floatRemainder: (of: Code, divisor: Code, odd: Code) => Code;
  /** How strings are concatenated: `a || b` or `concat(a, b)`. */
  readonly concatenation: "operator" | "function";
  /** True if a backslash escapes a wildcard of `like`. A literal backslash is then doubled. */
  readonly likeEscapes: boolean;

  readonly limits: Limits;
  readonly lexis: Lexis;
}

/** The limits of an engine. */
interface Limits {
  /** The maximum length of the name of a column or a table, in characters. */
  readonly identifierLength: number;
  /** The maximum number of digits of a decimal. */
  readonly decimalPrecision: number;
  /** The maximum number of digits after the point. */
  readonly decimalScale: number;
  /** The maximum number of bytes of a string, if contracts can declare more. */
  readonly stringBytes?: number;
  /** The maximum number of dimensions of a vector, if contracts can declare more. */
  readonly vectorDimensions?: number;
  /** The page of the engine's manual that documents these limits of types. */
  readonly source: string;
  /** The maximum number of digits before and after the point in arithmetic on decimals. */
  readonly arithmeticPrecision: number;
  /** Set if a result with more digits is always an error, so that the engine never rounds digits after the point to make room. */
  readonly overflow?: "error";
  /** The maximum number of digits after the point of a product, if no factor has more. The engine rounds a product with more. */
  readonly productScale?: number;
}
