import type { Compilation } from "../../compile.ts";
import { plural } from "../../diagnostics/format/summary.ts";
import { compileProject } from "../compile-project.ts";
import { defineCommand } from "../define-command.ts";
import { exitCodeFor } from "../exit-code.ts";
import { defaultFormat, findingsOf, findingsOptions, isForPeople, printDiagnostics } from "../print-diagnostics.ts";
import { findingsIn, selectPaths } from "../selected-paths.ts";
import { usageError } from "../usage-error.ts";

/** `dex check [PATH...]`. */
export const command = defineCommand({
  help: "Reads every contract and pipeline spec and reports everything that is wrong with them. Writes nothing.\nWith PATH, it reports the findings in these files and folders only.",
  options: findingsOptions,
  operands: "[PATH...]",
  run: async (context) => {
    const { format = defaultFormat(context), "deny-warnings": denyWarnings } = context.options;
    const selected = await selectPaths(context);
    if ("problem" in selected) return usageError(context, selected.problem);
    const compilation = await compileProject(context, { checkOnly: true });
    const { diagnostics, documents } = findingsIn(compilation, selected);
    await printDiagnostics({ ...findingsOf(compilation), diagnostics }, format, context);
    if (isForPeople(format) && diagnostics.length === 0)
      context.terminal.note(
        `${plural(documents, "document")} checked: no findings${elsewhere(compilation, diagnostics)}\n`,
      );
    return exitCodeFor(diagnostics, { denyWarnings });
  },
});

function elsewhere({ diagnostics: all }: Compilation, selected: Compilation["diagnostics"]): string {
  const others = all.length - selected.length;
  return others === 0 ? "" : `; ${plural(others, "finding")} in other files`;
}
