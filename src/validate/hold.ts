import type { Report } from "../diagnostics/diagnostic.ts";
import type { Respelling } from "../language/faults.ts";
import { isObject } from "../language/node.ts";
import type { Json } from "../source/json.ts";
import { written } from "./as-written.ts";
import type { Finding, ToHold } from "./issues.ts";
import { mend } from "./mend.ts";

type Mapping = Readonly<Record<string, Json>>;

/** A value held against its shape, with every fault whose meaning can be told read as it was meant. */
export interface Held {
  readonly value: Mapping;
  readonly respelled: readonly Respelling[];
  /** Faults that were mended in `value`, at the places where they were written. */
  readonly mended: readonly Report[];
  /** Faults that are left in `value`, at their places there. */
  readonly open: readonly Report[];
}

/** What is wrong may hide what is wrong inside it; texts this deep in one another are not looked for. */
const ROUNDS = 8;

/** Finds the faults of a value, those below a misspelled key too. */
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
