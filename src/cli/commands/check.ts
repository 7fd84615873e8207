import { summary } from "../../diagnostics/format/summary.ts";
import { type Command, type CommandContext, exit } from "../command.ts";
import { compileProject } from "../compile-project.ts";
import { chooseFormat, formatOption, isError, printDiagnostics } from "../print-diagnostics.ts";

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
  printDiagnostics(compilation, format, context);
  if (compilation.diagnostics.some(isError)) return exit.findings;
  if (format === "pretty" && summary(compilation.diagnostics) === "") {
    context.terminal.err(`${compilation.sources.files.length} documents checked: no findings\n`);
  }
  return exit.done;
}

function complain({ terminal }: CommandContext, problem: string): number {
  terminal.err(`dex: ${problem}\n`);
  return exit.usage;
}
