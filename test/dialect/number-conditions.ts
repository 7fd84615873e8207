import type { Expression } from "../../src/ir/expression.ts";
import type { Field, Type } from "../../src/ir/field.ts";
import { parseExpression } from "../../src/sql/expression.ts";
import { field } from "./types.ts";

const int = (bits: 16 | 32 | 64): Type => ({ kind: "int", bits });
const float = (bits: 32 | 64): Type => ({ kind: "float", bits });

/** The columns of one row, each with its type and its value in JSON or JavaScript. */
const COLUMNS: Readonly<Record<string, readonly [type: Type, value: unknown]>> = {
  s: [int(16), 32767],
  i: [int(32), 2147483647],
  n: [int(64), "9223372036854775807"],
  m: [int(64), "-9223372036854775808"],
  d: [{ kind: "decimal", precision: 18, scale: 2 }, "9999999999999999.99"],
  f: [float(64), 0.5],
  r: [float(32), 0.1],
  nan: [float(64), Number.NaN],
  inf: [float(64), Number.POSITIVE_INFINITY],
  small_nan: [float(32), Number.NaN],
  none: [float(64), null],
};

/** The columns as fields of a contract. */
export const NUMBER_FIELDS: readonly Field[] = Object.entries(COLUMNS).map(([name, [type]]) => field(name, type));

/** The row as a validator sees it. */
export const NUMBER_ROW = Object.fromEntries(Object.entries(COLUMNS).map(([name, [, value]]) => [name, value]));

/** The value of a column as the text of an SQL literal. */
export function numberText(name: string): string {
  const value = COLUMNS[name]?.[1];
  return value === null ? "null" : `'${value}'`;
}

/** Conditions on the row, each with its result. `null` is unknown. */
export const NUMBER_CONDITIONS: Readonly<Record<string, boolean | null>> = {
  // Integers are widened.
  "s + 1 > 32767": true,
  "s * s = 1073676289": true,
  "i + 1 = 2147483648": true,
  "i * i = 4611686014132420609": true,
  "i * i * s > 0": true,
  "n + n = 18446744073709551614": true,
  "n * n = 85070591730234615847396907784232501249": true,
  "n * m < 0": true,
  "m - 1 < m": true,
  "-m = 9223372036854775808": true,
  "abs(m) = 9223372036854775808": true,
  "-(n + 1) = m": true,
  "2147483647 + 1 = 2147483648": true,
  "9223372036854775807 * 9223372036854775807 > 0": true,
  "(9223372036854775807 + 9223372036854775807) * 2 > n": true,
  "coalesce(i, 0) + 1 > i": true,
  "1 + coalesce(i, 0) > i": true,
  "case when i > 0 then i else s end * 2 = 4294967294": true,
  "d * 100 = 999999999999999999": true,
  "d * d = 99999999999999999800000000000000.0001": true,
  "d + n > n": true,
  "n + 0.5 > n": true,
  "i + 1 in (2147483648)": true,
  "i + 1 between 0 and 2147483648": true,
  // NaN is not NULL, and a comparison with it is unknown.
  "nan > 1": null,
  "nan < 1": null,
  "nan = nan": null,
  "nan <> 1": null,
  "nan >= nan": null,
  "small_nan > 1": null,
  "small_nan = nan": null,
  "not (nan > 1)": null,
  "nan is null": false,
  "nan is not null": true,
  "small_nan is null": false,
  "nan in (1, 2)": null,
  "nan not in (1, 2)": null,
  "f in (1, nan)": null,
  "f not in (1, nan)": null,
  "f in (0.5, nan)": true,
  "nan between 0 and 1": null,
  "nan not between 0 and 1": null,
  "1 between nan and 2": null,
  "1 between nan and 0": false,
  "coalesce(nan, 1) > 0": null,
  "coalesce(none, nan) > 0": null,
  "coalesce(none, 1) > 0": true,
  "case when nan > 1 then 1 else 2 end = 2": true,
  "case when f > 0 then nan else 1 end > 0": null,
  "case when f > 0 then nan else 1 end is null": false,
  "nan + 1 > 0": null,
  "nan * 0 = 0": null,
  "-nan < 0": null,
  "abs(nan) > 0": null,
  "round(nan) > 0": null,
  "nan > n": null,
  "nan + i is null": false,
  "nan > 1 or f = 0.5": true,
  "nan > 1 and f = 1": false,
  // Infinity is a number, and some arithmetic with it is NaN.
  "inf = inf": true,
  "inf > n": true,
  "-inf < m": true,
  "abs(-inf) = inf": true,
  "inf + 1 = inf": true,
  "inf - inf = 0": null,
  "inf * 0 = 0": null,
  "inf - inf is null": false,
  "round(inf) = inf": true,
  "inf in (1, 2)": false,
  // A 32-bit float has the value of its decimal spelling, also in arithmetic.
  "r = 0.1": true,
  "r > 0.1": false,
  "r in (0.1, 2)": true,
  "r between 0.1 and 0.1": true,
  "r * 10 = 1": true,
  "r + 0.2 = f": false,
  "coalesce(r, 1) = 0.1": true,
  "round(f) = 1": true,
  "round(-f) = -1": true,
  "round(r, 0) = 0": true,
  // Numbers of any size.
  "f < 10000000000000000000000000000000000000000000": true,
  "f > 0.00000000000000000000000000000000000000000001": true,
  "f * 10000000000000000000000 = 5000000000000000000000": true,
};

/** A condition as an expression. */
export function numberCondition(sql: string): Expression {
  const parsed = parseExpression(sql);
  if ("problem" in parsed) throw new Error(`${sql}: ${parsed.problem.message}`);
  return parsed.expression;
}
