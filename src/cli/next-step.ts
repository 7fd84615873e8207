import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** The commands that explain and correct the findings. */
export function nextStep(diagnostics: readonly Diagnostic[]): string {
  const [first] = diagnostics;
  if (first === undefined) return "";
  const fixable = diagnostics.filter(({ fix }) => fix !== undefined).length;
  const fix = fixable === 0 ? "" : `; dex check --fix corrects ${fixable} of them`;
  return `dex explain ${first.code} says more${fix}\n`;
}
