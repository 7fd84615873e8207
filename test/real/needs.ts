import { afterAll } from "vitest";
import { findPython } from "./environments/python.ts";

/** True in CI, where a test of a real tool never skips: what is missing there is a failure. */
const never = Boolean(process.env["CI"]);

/** Why tests that need Python cannot run here; undefined when they can. In CI they run, and so fail with that reason. */
export function withoutPython(): string | undefined {
  const found = findPython();
  if (!("missing" in found) || never) return undefined;
  sayOnce(found.missing);
  return found.missing;
}

const said = new Set<string>();

function sayOnce(why: string): void {
  if (said.has(why)) return;
  said.add(why);
  afterAll(() => process.stderr.write(`Tests of real tools are skipped: ${why}.\n`));
}
