import type { Diagnostic } from "../diagnostic.ts";

/** The input of every printer. `textOf` returns a file's text for the code frame, or undefined when there is none. */
export interface FormatInput {
  readonly diagnostics: readonly Diagnostic[];
  readonly textOf: (path: string) => string | undefined;
  readonly colour: boolean;
  /** The version of dex, for the formats that name it. */
  readonly version?: string;
}

/** One printer of diagnostics. The text ends in a newline, or is empty. */
export type Format = (input: FormatInput) => string;
