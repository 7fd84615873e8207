import { number } from "../dialect/literals.ts";
import { type Code, code, join } from "../text/quote/code.ts";

/** The smallest and the largest number allowed. */
export interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The noun for what a rule counts. */
export interface Noun {
  readonly one: string;
  readonly many: string;
}

/** The limits in words: "1 to 5 rows". */
export function amount({ minimum, maximum }: Limits, noun: Noun): string {
  if (minimum === undefined) return `at most ${counted(maximum ?? 0, noun)}`;
  return maximum === undefined ? `at least ${counted(minimum, noun)}` : `${minimum} to ${counted(maximum, noun)}`;
}

/** A number with its noun: "1 row", "2 rows". */
export function counted(count: number | string, { one, many }: Noun): string {
  return `${count} ${String(count) === "1" ? one : many}`;
}

/** The condition that a number is outside of the limits. */
export function outside(measured: Code, { minimum, maximum }: Limits): Code {
  return either([
    minimum === undefined ? undefined : code`${measured} < ${number(String(minimum))}`,
    maximum === undefined ? undefined : code`${measured} > ${number(String(maximum))}`,
  ]);
}

/** Joins conditions with `or`. */
export function either(conditions: readonly (Code | undefined)[]): Code {
  return join(
    conditions.filter((condition) => condition !== undefined),
    " or ",
  );
}

/** The noun of rules that count rows. */
export const ROWS: Noun = { one: "row", many: "rows" };
