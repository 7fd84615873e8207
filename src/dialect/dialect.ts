import type { Code } from "../text/quote/code.ts";
import type { Lexis } from "./lexis.ts";
import type { Naming } from "./naming.ts";
import type { PatternSyntax } from "./pattern.ts";
import type { TypeNames } from "./type-names.ts";

/** What a column that tells the time stores. */
export type Moment = "instant" | "local" | "date";

/** What one SQL engine reads: how text is quoted, its types, the functions that differ between engines, its limits, its lexis. */
export interface Dialect extends Naming {
  readonly name: string;

  /** A string literal. Control characters are escaped, so that the literal stays on its line. */
  readonly string: (text: string) => Code;
  /** A string that compares by code points, independent of the collation of the other operand. */
  readonly exact: (of: Code) => Code;
  /** The text of a timestamp literal: an ISO 8601 date, or date and time, in the form that a cast reads. */
  readonly timestampText: (value: string) => string;

  /** The type of a column. */
  readonly types: TypeNames;
  /** The type that a cast takes. Only some engines cast to other types than they store. */
  readonly castTypes: TypeNames;

  /** Seconds since 1970, in UTC, of a column. A local time is read as UTC, a date as its first moment. */
  readonly epoch: (of: Code, moment: Moment) => Code;
  /** Seconds since 1970 of the present. */
  readonly epochNow: Code;
  /** The length of a string in code points. */
  readonly stringLength: string;
  /** The number of items of an array; NULL for NULL. */
  readonly itemsLength: string;
  /** True when the pattern, a literal, matches anywhere in the string. */
  readonly matches: (of: Code, pattern: Code) => Code;
  readonly patternSyntax: PatternSyntax;
  /** True for NaN in a floating-point column. Most engines sort it above every number, so it is below no minimum. */
  readonly isNan: (of: Code) => Code;
  /**
   * A float of 32 bits as the number that its shortest decimal spelling names, so that it compares with 0.1 as people read it: beside a float
   * of 64 bits, the float of 32 bits nearest to 0.1 is greater. Engines that compare such a column in 32 bits, or store 64, leave it unchanged.
   */
  readonly spelled: (of: Code) => Code;
  /** The remainder of an exact number, in decimal arithmetic. */
  readonly remainder: (of: Code, divisor: Code) => Code;
  /**
   * The remainder of a float, by its shortest decimal spelling. It is the divisor itself for a value without one, such as NaN, and for a value
   * that is too large or too fine for the engine's decimals.
   */
  readonly floatRemainder: (of: Code, divisor: Code) => Code;
  /** How strings are concatenated: `a || b` or `concat(a, b)`. */
  readonly concatenation: "operator" | "function";
  /** A backslash escapes a wildcard of `like`, so a literal backslash must be doubled. */
  readonly likeEscapes: boolean;

  readonly limits: Limits;
  readonly lexis: Lexis;
}

/** The largest values that an engine takes. */
interface Limits {
  /** Characters of a column's or a table's name. */
  readonly identifierLength: number;
  /** Digits of a decimal, and how many of them may stand after the point. */
  readonly decimalPrecision: number;
  readonly decimalScale: number;
}
