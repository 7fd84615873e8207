import type { Report } from "../diagnostics/diagnostic.ts";
import type { Respelling } from "../language/faults.ts";
import { isObject } from "../language/node.ts";
import type { Json } from "../source/json.ts";
import { written } from "./as-written.ts";
import type { Finding, ToHold } from "./issues.ts";
import { mend } from "./mend.ts";

type Mapping = Readonly<Record<string, Json>>;

/** A value with its likely misspellings corrected, and the faults of both kinds. */
export interface Held {
  readonly value: Mapping;
  readonly respelled: readonly Respelling[];
  /** Faults that are corrected in `value`, at their places in the file. */
  readonly mended: readonly Report[];
  /** Faults that remain in `value`, at their places in `value`. */
  readonly open: readonly Report[];
}

/** A misspelled key may hide faults below it. Deeper nesting of misspellings is not searched. */
const ROUNDS = 8;

/** Finds the faults of a value, including those below a misspelled key. */
export function hold(given: ToHold & { readonly value: Mapping }, find: (value: ToHold) => readonly Finding[]): Held {
  const respelled: Respelling[] = [];
  const mended: Report[] = [];
  let value = given.value;
  let findings = find(given);
  for (let round = 0; round < ROUNDS; round++) {
    const before = value;
    const known = [...respelled];
    for (const finding of findings) {
      const better = finding.mend && mend(value, finding.mend);
      if (better === undefined || !isObject(better.value)) continue;
      value = better.value;
      if (better.respelled) respelled.push(better.respelled);
      mended.push(written(finding.report, () => known));
    }
    if (value === before) break;
    findings = find({ ...given, value });
  }
  return { value, respelled, mended, open: findings.map(({ report }) => report) };
}
