/** A tool that steps run, by the name of its emitter function in the config. */
export type Tool = "extract" | "dbt" | "greatExpectations";

/** The default program of each tool. The options of an orchestrator can replace it, such as by one in a separate environment. */
export const programs: Readonly<Record<Tool, string>> = {
  extract: "python",
  dbt: "dbt",
  greatExpectations: "python",
};

/** The names of the word lists in commands. A command has at most one list of each name. */
export const listNames = ["staging", "models", "sources", "tests", "other_tests", "suites"] as const;

/** The name of a list of words. */
type ListName = (typeof listNames)[number];

/** A list of words of any length. */
export interface WordList {
  readonly kind: "list";
  readonly name: ListName;
  readonly words: readonly string[];
  /** The flag that precedes each word. */
  readonly flag?: string;
}

/** The value of an environment variable. */
interface VariableValue {
  readonly kind: "variable";
  readonly name: string;
  /** The default if the variable is not set. */
  readonly otherwise?: string;
  /** Follows the value, in the same word. Only for a variable with a default. */
  readonly suffix?: string;
}

/** A flag for runs that load and build everything again. */
export interface FullRefreshFlag {
  readonly kind: "full-refresh";
  readonly flag: string;
}

/** An argument of a command. A string is one word, not yet quoted for any shell. */
export type Argument = string | WordList | VariableValue | FullRefreshFlag;

/** The command of a step. */
export interface Command {
  readonly tool: Tool;
  readonly arguments: readonly Argument[];
  /** The folder that it runs in, below the output folder. Empty for the output folder itself. */
  readonly folder: string;
}

/** The flag that dlt's scripts and dbt share. */
export const fullRefresh: FullRefreshFlag = { kind: "full-refresh", flag: "--full-refresh" };
