import { plural } from "../../diagnostics/format/summary.ts";
import type { Command, CommandContext } from "../command.ts";
import { compileProject } from "../compile-project.ts";
import { complain } from "../complain.ts";
import { exitCodeFor } from "../exit-code.ts";
import { chooseFormat, findingsOf, formatOption, isForPeople, printDiagnostics } from "../print-diagnostics.ts";

/** `dex check`: diagnostics only. */
export const command: Command = {
  options: formatOption,
  operands: "",
  help: "Reads every contract and pipeline spec and reports all that is wrong with them. Writes nothing.",
  run,
};

async function run(context: CommandContext): Promise<number> {
  const format = chooseFormat(context);
  if (typeof format !== "string") return complain(context, format.problem);
  const compilation = await compileProject(context.host, { checkOnly: true });
  printDiagnostics(findingsOf(compilation), format, context);
  if (isForPeople(format) && compilation.diagnostics.length === 0)
    context.terminal.err(`${plural(compilation.sources.files.length, "document")} checked: no findings\n`);
  return exitCodeFor(compilation.diagnostics);
}
