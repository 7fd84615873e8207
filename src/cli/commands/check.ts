import type { Compilation } from "../../compile.ts";
import { plural } from "../../diagnostics/format/summary.ts";
import { visible } from "../../text/visible.ts";
import { findFixes, removeUnfinished, writeFixes } from "../apply-fixes.ts";
import type { BaseContext } from "../command.ts";
import { compileProject } from "../compile-project.ts";
import { defineCommand } from "../define-command.ts";
import { exitCodeFor } from "../exit-code.ts";
import { nextStep } from "../next-step.ts";
import { defaultFormat, findingsOf, findingsOptions, isForPeople, printDiagnostics } from "../print-diagnostics.ts";
import { findingsIn, type SelectedPaths, selectPaths } from "../selected-paths.ts";
import { usageError } from "../usage-error.ts";

/** `dex check [PATH...]`. */
export const command = defineCommand({
  help: "Reads every contract and pipeline spec and reports everything that is wrong with them. Writes nothing, except with --fix.\nWith PATH, it reports the findings in these files and folders only.",
  options: {
    ...findingsOptions,
    fix: { type: "boolean", help: "correct what has one likely correction, and then check again" },
    "dry-run": { type: "boolean", help: "with --fix, list the corrections and write nothing" },
  },
  operands: "[PATH...]",
  run: async (context) => {
    const { format = defaultFormat(context), "deny-warnings": denyWarnings } = context.options;
    const selected = await selectPaths(context);
    if ("problem" in selected) return usageError(context, selected.problem);
    const { fix, "dry-run": dryRun } = context.options;
    if (dryRun && !fix) return usageError(context, "--dry-run belongs to --fix.");
    const found = await compileProject(context, { checkOnly: true });
    const conflicts = fix ? await applyFixes(context, found, { selected, dryRun }) : [];
    if (conflicts.length > 0)
      return usageError(context, `These files changed while dex read them: ${conflicts.join(", ")}. Run it again.`);
    const compilation = fix && !dryRun ? await compileProject(context, { checkOnly: true }) : found;
    const { diagnostics, documents } = findingsIn(compilation, selected);
    await printDiagnostics({ ...findingsOf(compilation), diagnostics }, format, context);
    if (format === "pretty") context.terminal.note(nextStep(diagnostics));
    if (isForPeople(format) && diagnostics.length === 0)
      context.terminal.note(
        `${plural(documents, "document")} checked: no findings${elsewhere(compilation, diagnostics)}\n`,
      );
    return exitCodeFor(diagnostics, { denyWarnings });
  },
});

interface ToFix {
  readonly selected: SelectedPaths;
  readonly dryRun: boolean;
}

/** Corrects the selected files, and prints what was corrected. Returns the files that cannot be written. */
async function applyFixes({ host, terminal }: BaseContext, found: Compilation, { selected, dryRun }: ToFix) {
  if (!dryRun) await removeUnfinished(host, found);
  const fixes = await findFixes(host, found, (path) => selected.has(path));
  const conflicts = dryRun ? [] : await writeFixes(host, fixes);
  if (conflicts.length > 0) return conflicts;
  for (const { at, fix } of fixes.fixed)
    terminal.note(
      `${dryRun ? "would fix" : "fixed"} ${visible(at.path)}:${at.start.line}: ${visible(fix?.title ?? "")}\n`,
    );
  return [];
}

function elsewhere({ diagnostics: all }: Compilation, selected: Compilation["diagnostics"]): string {
  const others = all.length - selected.length;
  return others === 0 ? "" : `; ${plural(others, "finding")} in other files`;
}
