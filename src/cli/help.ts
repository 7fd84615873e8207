import { globalOptions } from "./arguments.ts";
import type { Command, OptionSpec } from "./command.ts";
import { commands } from "./commands.ts";

/** The help of the program: its commands, a line each. */
export function programHelp(version: string): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `dex ${version}: a compiler for data platforms\n\nUsage: dex COMMAND [OPTIONS]\n\nCommands:\n${lines.join("\n")}\n\nOptions:\n${optionLines({ ...globalOptions, version: { type: "boolean", help: "show the version" } })}\n\ndex COMMAND --help shows the options of one command.\n`;
}

/** The help of one command. */
export function commandHelp(name: string, command: Command): string {
  const usage = ["dex", name, "[OPTIONS]", command.operands].filter((part) => part !== "").join(" ");
  return `${command.help}\n\nUsage: ${usage}\n\nOptions:\n${optionLines({ ...command.options, ...globalOptions })}\n`;
}

function optionLines(options: Readonly<Record<string, OptionSpec>>): string {
  const rows = Object.entries(options).map(([name, spec]) => [label(name, spec), spec.help] as const);
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}

function label(name: string, { short, value }: OptionSpec): string {
  return `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
}
