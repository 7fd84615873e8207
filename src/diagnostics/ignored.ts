import type { Diagnostic } from "./diagnostic.ts";

/** Drops the warnings and notes whose code, or code and target, a config ignores. Errors remain. `ignore` has entries such as "check/a" and "emit/b snowflake". */
export function withoutIgnored(found: readonly Diagnostic[], ignore: readonly string[]): readonly Diagnostic[] {
  if (ignore.length === 0) return found;
  const entries = new Set(ignore);
  return found.filter(
    ({ severity, code, target }) =>
      severity === "error" || !(entries.has(code) || (target !== undefined && entries.has(`${code} ${target}`))),
  );
}
