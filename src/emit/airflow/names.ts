import { takenWords } from "../../text/quote/python-words.ts";
import { underscored, uniqueNames } from "../../text/unique.ts";

/** Assigns a unique name to each variable of a file. A name that is already used gets another underscore. */
export type VariableNames = (wanted: string) => string;

/** Creates the variable names of a file. Reserved names are not available. */
export function variableNames(taken: readonly string[]): VariableNames {
  return uniqueNames([...takenWords, ...taken], { next: underscored });
}
