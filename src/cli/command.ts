import type { Host } from "../host/host.ts";
import type { Environment, Terminal } from "./terminal.ts";

/** One option of a command: how to parse it, and its help text. */
export interface OptionSpec {
  readonly type: "boolean" | "string";
  /** The option may be given more than once. */
  readonly multiple?: true;
  readonly short?: string;
  /** The name of the value in the help. */
  readonly value?: string;
  /** The values that are allowed; without it every string is. */
  readonly choices?: readonly string[];
  readonly help: string;
}

/** The options of a command, by name. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** The value of an option. An absent boolean option is false, an absent repeatable option is an empty list. */
type ValueOf<Spec extends OptionSpec> = Spec extends { readonly type: "boolean" }
  ? boolean
  : Spec extends { readonly multiple: true }
    ? readonly string[]
    : Spec extends { readonly choices: readonly (infer Choice)[] }
      ? Choice | undefined
      : string | undefined;

/** The values of the options of a table. */
export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]: ValueOf<Table[Name]>;
};

/** What every command runs in: the project, the environment, and the terminal. */
export interface BaseContext {
  readonly host: Host;
  /** The absolute path of the folder that paths in arguments are relative to. */
  readonly cwd: string;
  readonly env: Environment;
  readonly terminal: Terminal;
}

/** What one command runs in: its arguments as well. */
export interface CommandContext<Table extends OptionTable> extends BaseContext {
  readonly options: OptionValues<Table>;
  readonly operands: readonly string[];
}

/** A command whose arguments are parsed, ready to run. `run` returns the exit code. */
export interface ParsedCommand {
  /** True if the command works in the project around the current folder, false if in the current folder itself. */
  readonly inProject: boolean;
  readonly globals: OptionValues<typeof globalOptions>;
  run(context: BaseContext): Promise<number>;
}

/** A command: its help text and its parser. */
export interface Command {
  readonly options: OptionTable;
  /** The operands as the usage line shows them; empty when the command takes none. */
  readonly operands: string;
  readonly help: string;
  parse(given: readonly string[]): ParsedCommand | { readonly problem: string };
}

/** Commands under a common name, such as `dex kafka plan` and `dex kafka apply`. */
export interface CommandGroup {
  readonly help: string;
  readonly commands: CommandTable;
}

/** A command before it is loaded: its line in the help, and its module. */
interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command | CommandGroup }>;
}

/** Commands by name, in the order in which the help lists them. */
export type CommandTable = Readonly<Record<string, CommandEntry>>;

/** The options that every command takes. */
export const globalOptions = {
  cwd: {
    type: "string",
    value: "FOLDER",
    help: "the project's folder (default: the current one, or the nearest above it with a dex.config.ts)",
  },
  quiet: { type: "boolean", short: "q", help: "print results, findings and errors only" },
  color: { type: "boolean", help: "print colors even when the output is not a terminal" },
  "no-color": { type: "boolean", help: "print no colors" },
  help: { type: "boolean", short: "h", help: "show this help" },
} as const satisfies OptionTable;
