import { takenWords } from "../../text/quote/python-words.ts";
import { underscored, uniqueNames } from "../../text/unique.ts";

/** Gives each variable of a file its name; a name that is taken gets an underscore more. */
export type VariableNames = (wanted: string) => string;

/** The names of a file's variables, besides those that are taken already. */
export function variableNames(taken: readonly string[]): VariableNames {
  return uniqueNames([...takenWords, ...taken], { next: underscored });
}
