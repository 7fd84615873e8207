import { afterAll } from "vitest";
import { findPython } from "./environments/python.ts";

/** True in CI, where a test of a real tool never skips: what is missing there is a failure. */
const never = Boolean(process.env["CI"]);

/** Why tests that need Python cannot run here; undefined when they can. In CI they run, and so fail with that reason. `from` and `to` are minor versions of Python 3. */
export function withoutPython({ from = 0, to = 99 }: { from?: number; to?: number } = {}): string | undefined {
  const found = findPython();
  const missing = "missing" in found ? found.missing : unfit(found.python.version, { from, to });
  if (missing === undefined || never) return undefined;
  sayOnce(missing);
  return missing;
}

function unfit(version: string, { from, to }: { readonly from: number; readonly to: number }): string | undefined {
  const minor = Number(/\b3\.(\d+)/.exec(version)?.[1] ?? 0);
  if (minor < from) return `Python 3.${from} or newer is needed for some, and python is 3.${minor}`;
  return minor > to ? `Python 3.${to} or older is needed for some, and python is 3.${minor}` : undefined;
}

const said = new Set<string>();

function sayOnce(why: string): void {
  if (said.has(why)) return;
  said.add(why);
  afterAll(() => process.stderr.write(`Tests of real tools are skipped: ${why}.\n`));
}
