import type { BaseContext } from "./command.ts";
import { exit } from "./exit-code.ts";

/** Prints what is wrong with the call of a command, or why the command cannot run; returns the exit code. */
export function usageError({ terminal }: Pick<BaseContext, "terminal">, problem: string): number {
  terminal.err(`dex: ${problem}\n`);
  return exit.usage;
}
