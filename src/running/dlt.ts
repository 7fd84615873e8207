import { type Command, fullRefresh } from "./command.ts";

/** The folder of the scripts, below the output folder. */
export const extractFolder = "extract";

/** The script that extracts and loads the tables of a pipeline. */
export function scriptPath({ name }: { readonly name: string }): string {
  return `${extractFolder}/${name}.py`;
}

/** Loads the table of a contract, or all tables of the script. */
export function extractCommand(
  pipeline: { readonly name: string },
  contract: string | undefined,
  { target }: { readonly target?: string } = {},
): Command {
  const table = contract === undefined ? [] : ["--table", contract];
  const selected = target === undefined ? [] : ["--target", target];
  return { tool: "extract", arguments: [scriptPath(pipeline), ...table, ...selected, fullRefresh], folder: "" };
}
