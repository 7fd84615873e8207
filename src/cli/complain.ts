import { type CommandContext, exit } from "./command.ts";

/** Says what is wrong with how a command was called; returns the exit code. */
export function complain({ terminal }: Pick<CommandContext, "terminal">, problem: string): number {
  terminal.err(`dex: ${problem}\n`);
  return exit.usage;
}
