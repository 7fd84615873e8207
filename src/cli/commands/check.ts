import { plural } from "../../diagnostics/format/summary.ts";
import { compileProject } from "../compile-project.ts";
import { defineCommand } from "../define-command.ts";
import { exitCodeFor } from "../exit-code.ts";
import { defaultFormat, findingsFormat, findingsOf, isForPeople, printDiagnostics } from "../print-diagnostics.ts";

/** `dex check`. */
export const command = defineCommand({
  help: "Reads every contract and pipeline spec and reports everything that is wrong with them. Writes nothing.",
  options: findingsFormat,
  run: async (context) => {
    const { format = defaultFormat(context) } = context.options;
    const compilation = await compileProject(context.host, { checkOnly: true });
    await printDiagnostics(findingsOf(compilation), format, context);
    if (isForPeople(format) && compilation.diagnostics.length === 0)
      context.terminal.note(`${plural(compilation.sources.files.length, "document")} checked: no findings\n`);
    return exitCodeFor(compilation.diagnostics);
  },
});
