import {
  type Command,
  type CommandGroup,
  type CommandTable,
  globalOptions,
  type OptionSpec,
  type OptionTable,
} from "./command.ts";

/** The help of the program: its commands, a line each. */
export function programHelp(version: string, commands: CommandTable): string {
  const options = { ...globalOptions, version: { type: "boolean", short: "v", help: "show the version" } } as const;
  return `dex ${version}: a compiler for data platforms\n\nUsage: dex COMMAND [OPTIONS]\n\nCommands:\n${commandLines(commands)}\n\nOptions:\n${optionLines(options)}\n\ndex COMMAND --help shows the options of one command.\n`;
}

/** The help of a group of commands. */
export function groupHelp(path: string, { help, commands }: CommandGroup): string {
  return `${help}\n\nUsage: dex ${path} COMMAND [OPTIONS]\n\nCommands:\n${commandLines(commands)}\n\ndex ${path} COMMAND --help shows the options of one command.\n`;
}

/** The help of one command. */
export function commandHelp(path: string, command: Command): string {
  const usage = ["dex", path, "[OPTIONS]", command.operands].filter((part) => part !== "").join(" ");
  return `${command.help}\n\nUsage: ${usage}\n\nOptions:\n${optionLines({ ...command.options, ...globalOptions })}\n`;
}

/** An option as it is written: `--format FORMAT`. */
export function optionUsage(name: string, { value }: OptionSpec): string {
  return `--${name}${value === undefined ? "" : ` ${value}`}`;
}

function commandLines(commands: CommandTable): string {
  return aligned(Object.entries(commands).map(([name, { summary }]) => [name, summary]));
}

function optionLines(options: OptionTable): string {
  return aligned(
    Object.entries(options).map(([name, spec]) => [
      `${spec.short === undefined ? "    " : `-${spec.short}, `}${optionUsage(name, spec)}`,
      spec.help,
    ]),
  );
}

function aligned(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}
