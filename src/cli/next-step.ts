import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** The commands that explain the first of the worst findings, and correct those with a fix. */
export function nextStep(diagnostics: readonly Diagnostic[]): string {
  const of = (wanted: Diagnostic["severity"]) => diagnostics.find(({ severity }) => severity === wanted);
  const first = of("error") ?? of("warning") ?? of("info");
  if (first === undefined) return "";
  const fixable = diagnostics.filter(({ fix }) => fix !== undefined).length;
  const fix = fixable === 0 ? "" : `; dex check --fix corrects ${fixable} of them`;
  return `dex explain ${first.code} says more${fix}\n`;
}
