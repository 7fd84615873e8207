import type { Diagnostic } from "./diagnostic.ts";

/** Drops warnings and notes that the config ignores, by code ("check/a") or by code and target ("emit/b snowflake"). Errors remain. */
export function withoutIgnored(found: readonly Diagnostic[], ignore: readonly string[]): readonly Diagnostic[] {
  if (ignore.length === 0) return found;
  const entries = new Set(ignore);
  return found.filter(
    ({ severity, code, target }) =>
      severity === "error" || !(entries.has(code) || (target !== undefined && entries.has(`${code} ${target}`))),
  );
}
