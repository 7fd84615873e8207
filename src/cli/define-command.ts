import { readArguments } from "./arguments.ts";
import type { Command, CommandContext, CommandGroup, CommandTable, OptionTable } from "./command.ts";

interface Definition<Table extends OptionTable> {
  readonly help: string;
  readonly options: Table;
  readonly operands?: string;
  /** False for a command that works in the current folder, even inside a project; defaults to true. */
  readonly inProject?: boolean;
  /** Returns the exit code; docs/cli.md lists them. */
  run(context: CommandContext<Table>): Promise<number>;
}

/** Declares a command. The types of its option values follow from its option table. */
export function defineCommand<const Table extends OptionTable>(definition: Definition<Table>): Command {
  const { help, options, operands = "", inProject = true } = definition;
  return {
    help,
    options,
    operands,
    parse(given) {
      const parsed = readArguments({ options, operands }, given);
      if ("problem" in parsed) return parsed;
      const { globals, ...own } = parsed;
      return { globals, inProject, run: (context) => definition.run({ ...context, ...own }) };
    },
  };
}

/** Declares a group of commands. */
export function defineCommandGroup(group: { readonly help: string; readonly commands: CommandTable }): CommandGroup {
  return group;
}
