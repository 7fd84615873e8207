import type { Host } from "../host/host.ts";

/** One option of a command: what parseArgs needs, and what the help says. */
export interface OptionSpec {
  readonly type: "boolean" | "string";
  readonly multiple?: boolean;
  readonly short?: string;
  readonly value?: string;
  readonly help: string;
}

/** The values of a command's options, as parseArgs returns them. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** What a command runs in: the project, its arguments, and where it may write. */
export interface CommandContext {
  readonly host: Host;
  readonly options: OptionValues;
  readonly operands: readonly string[];
  readonly terminal: Terminal;
}

/** The two streams of a command, and whether a person looks at them. */
export interface Terminal {
  /** What was asked for. */
  out(text: string): void;
  /** Progress, hints and complaints. */
  err(text: string): void;
  readonly colour: boolean;
  readonly github: boolean;
}

/** A command of the command line. `run` returns the exit code; see docs/cli.md for what each code means. */
export interface Command {
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly operands: string;
  readonly help: string;
  run(context: CommandContext): Promise<number>;
}

/** Exit codes, as docs/cli.md lists them. */
export const exit = {
  done: 0,
  findings: 1,
  usage: 2,
  refused: 3,
  drift: 4,
  bug: 70,
  locked: 75,
} as const;
