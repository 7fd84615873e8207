import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { diagnostics } from "./diagnostics.ts";
import { locate } from "./locate.ts";
import type { Ignore, Parsed } from "./parsed.ts";

/** Drops warnings that a `# dex-ignore` comment names on the same line or the line above. Reports comments without effect. */
export function suppress(
  found: readonly Diagnostic[],
  parsed: readonly Pick<Parsed, "path" | "ignores">[],
  files: readonly SourceFile[],
): readonly Diagnostic[] {
  const ignores = parsed.flatMap(({ path, ignores: own }) => own.map((ignore) => ({ path, ignore })));
  if (ignores.length === 0) return found;
  const dropped = new Set<Diagnostic>();
  const reports = ignores.flatMap(({ path, ignore }) => {
    const matching = found.filter((diagnostic) => matches(diagnostic, path, ignore));
    const warnings = matching.filter((diagnostic) => diagnostic.severity !== "error");
    for (const warning of warnings) dropped.add(warning);
    const at = { path, start: ignore.start, end: ignore.end };
    if (warnings.length > 0) return [];
    return [diagnostics.report(matching.length > 0 ? "ignored-error" : "unused-ignore", at, { code: ignore.code })];
  });
  const kept = found.filter((diagnostic) => !dropped.has(diagnostic));
  return reports.length === 0 ? kept : [...kept, ...locate(reports, files)];
}

function matches(diagnostic: Diagnostic, path: string, { code, line }: Ignore): boolean {
  const { start } = diagnostic.at;
  return diagnostic.at.path === path && diagnostic.code === code && (start.line === line || start.line === line + 1);
}
