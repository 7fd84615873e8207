import type { Report } from "../diagnostics/diagnostic.ts";
import type { Respelling } from "../language/faults.ts";
import { isObject } from "../language/node.ts";
import type { Json } from "../source/json.ts";
import { written } from "./as-written.ts";
import type { Finding, ToCheck } from "./issues.ts";
import { mend } from "./mend.ts";

type Mapping = Readonly<Record<string, Json>>;

/** A value that was checked against its shape. Faults with a likely meaning are corrected in it. */
export interface Checked {
  readonly value: Mapping;
  readonly respelled: readonly Respelling[];
  /** Faults that are corrected in `value`, with their places as written. */
  readonly mended: readonly Report[];
  /** Faults that are left in `value`, with their places there. */
  readonly open: readonly Report[];
}

/** A fault may hide faults inside it; the search goes this deep. */
const ROUNDS = 8;

/** Finds the faults of a value, also those below a misspelled key. */
export function checkShape(
  given: ToCheck & { readonly value: Mapping },
  find: (value: ToCheck) => readonly Finding[],
): Checked {
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
