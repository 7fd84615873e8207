import type { Report } from "../diagnostics/diagnostic.ts";
import type { Respelling } from "../language/faults.ts";
import type { Json } from "../source/json.ts";
import { isObject } from "../source/json.ts";
import { applyCorrection } from "./correction.ts";
import type { Finding, ToValidate } from "./issues.ts";
import { atWrittenPlace } from "./written-places.ts";

type Mapping = Readonly<Record<string, Json>>;

/** A value with its likely misspellings corrected, and the faults of both kinds. */
export interface CheckedValue {
  readonly value: Mapping;
  readonly respelled: readonly Respelling[];
  /** Faults that are corrected in `value`, at their places in the file. */
  readonly corrected: readonly Report[];
  /** Faults that remain in `value`, at their places in `value`. */
  readonly remaining: readonly Report[];
}

/** A misspelled key may hide faults below it. Deeper nesting of misspellings is not searched. */
const ROUNDS = 8;

/** Finds the faults of a value, including those below a misspelled key. */
export function findFaults(
  given: ToValidate & { readonly value: Mapping },
  find: (value: ToValidate) => readonly Finding[],
): CheckedValue {
  const respelled: Respelling[] = [];
  const corrected: Report[] = [];
  let value = given.value;
  let findings = find(given);
  for (let round = 0; round < ROUNDS; round++) {
    const before = value;
    const known = [...respelled];
    for (const finding of findings) {
      const better = finding.correction && applyCorrection(value, finding.correction);
      if (better === undefined || !isObject(better.value)) continue;
      value = better.value;
      if (better.respelled) respelled.push(better.respelled);
      const meant = finding.correction && { to: finding.correction.to };
      const replacement = "replacement" in finding ? finding.replacement : meant;
      corrected.push(atWrittenPlace({ ...finding.report, ...(replacement && { replacement }) }, () => known));
    }
    if (value === before) break;
    findings = find({ ...given, value });
  }
  return { value, respelled, corrected, remaining: findings.map(({ report }) => report) };
}
