import type { Moment } from "../dialect/dialect.ts";
import { number, printComparable } from "../dialect/literals.ts";
import * as patterns from "../dialect/pattern.ts";
import { dialects, type SqlDialect } from "../dialect/registry.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Type } from "../ir/field.ts";
import { Code, code } from "../text/quote/code.ts";

export type { Moment } from "../dialect/dialect.ts";
export { rewrittenPattern } from "../dialect/pattern.ts";

/** Seconds since 1970, in UTC, of a column. */
export function epoch(of: Code, moment: Moment, dialect: SqlDialect): Code {
  return dialects[dialect].epoch(of, moment);
}

/** Seconds since 1970 of the present. */
export function epochNow(dialect: SqlDialect): Code {
  return dialects[dialect].epochNow;
}

/** The length of a string in code points, or the number of items of an array. */
export function length(of: Code, what: "string" | "items", dialect: SqlDialect): Code {
  const { stringLength, itemsLength } = dialects[dialect];
  return code`${Code.trusted(what === "string" ? stringLength : itemsLength)}(${of})`;
}

/** True when the pattern, a literal, matches anywhere in the string. */
export function matches(of: Code, pattern: Code, dialect: SqlDialect): Code {
  return dialects[dialect].matches(of, pattern);
}

/** A portable pattern for one engine. */
export function enginePattern(pattern: string, dialect: SqlDialect): string {
  return patterns.enginePattern(pattern, dialects[dialect]);
}

/** True for NaN in a floating-point column. */
export function isNan(of: Code, dialect: SqlDialect): Code {
  return dialects[dialect].isNan(of);
}

/** A float of 32 bits as the number that its shortest decimal spelling names. */
export function spelled(of: Code, dialect: SqlDialect): Code {
  return dialects[dialect].spelled(of);
}

/** The remainder of a division, in exact decimal arithmetic. */
export function remainder(
  of: Code,
  divisor: Code,
  { viaText, dialect }: { readonly viaText: boolean; readonly dialect: SqlDialect },
): Code {
  const { remainder: exact, floatRemainder } = dialects[dialect];
  return viaText ? floatRemainder(of, divisor) : exact(of, divisor);
}

/** A column's type, and the dialect it is written about in. */
export interface TypedColumn {
  readonly type: Type | undefined;
  readonly dialect: SqlDialect;
}

/** A value that a column is compared with. */
export function comparable(value: string, { type, dialect }: TypedColumn): Code {
  return printComparable(value, type, dialects[dialect]);
}

/** How many rows are bad, and how many were looked at. */
export interface Counts {
  readonly violations: Code;
  readonly total: Code;
}

/** `violations > 2`, or, where so many in so many rows are tolerated, `violations * 1000 > total * 1`: whole numbers only, so that the border is exact. */
export function exceeds({ violations, total }: Counts, { max, unit }: NonNullable<Assertion["tolerance"]>): Code {
  const [whole = "0", fraction = ""] = max.split(".");
  if (unit === "rows") return code`${violations} > ${number(whole)}`;
  const tolerated = number(`${whole}${fraction}`.replace(/^0+(?=\d)/, ""));
  return code`${violations} * ${number(`1${"0".repeat(fraction.length)}`)} > ${total} * ${tolerated}`;
}
