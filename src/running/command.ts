/** A tool that steps run. The name is that of its emitter's function in a config. */
export type Tool = "extract" | "dbt" | "greatExpectations";

/** The program of each tool. Where the tools have environments of their own, an orchestrator's options name the program there. */
export const programs: Readonly<Record<Tool, string>> = {
  extract: "python",
  dbt: "dbt",
  greatExpectations: "python",
};

/** The lists of words that commands name. A command has at most one list of each name. */
export const listNames = ["staging", "models", "sources", "tests", "other_tests", "suites"] as const;

/** The name of a list of words. */
type ListName = (typeof listNames)[number];

/** Words that may be many. */
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
  /** The value when the variable is not set. */
  readonly otherwise?: string;
}

/** A flag of runs that load and build everything again. */
export interface FullRefreshFlag {
  readonly kind: "full-refresh";
  readonly flag: string;
}

/** An argument of a command. A string is one word, not yet quoted for any shell. */
export type Argument = string | WordList | VariableValue | FullRefreshFlag;

/** What a step runs. */
export interface Command {
  readonly tool: Tool;
  readonly arguments: readonly Argument[];
  /** The folder that it runs in, below the output folder. Empty for the output folder itself. */
  readonly folder: string;
}

/** The flag that dlt's scripts and dbt share. */
export const fullRefresh: FullRefreshFlag = { kind: "full-refresh", flag: "--full-refresh" };
