/**
 * How a target holds an assertion: `enforced` by the engine (DDL, a type, a contract), checked by a `test`, checked at `runtime` by generated
 * code, only `documented`, or `unsupported`. The last two say why.
 */
export interface Coverage {
  readonly assertion: string;
  readonly target: string;
  readonly how: "enforced" | "test" | "runtime" | "documented" | "unsupported";
  readonly why?: string;
  /** True when no one would look for the assertion in this target (a promise about a table, in a validator of one row): no warning then. */
  readonly expected?: boolean;
  /** The artefact that holds it, a path under the output folder. */
  readonly file?: string;
}
