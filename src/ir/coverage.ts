/**
 * How a target checks an assertion: `enforced` by the engine (DDL, a type, a contract), by a `test`, at `runtime` by generated
 * code, only `documented`, or `unsupported`. The last two have a reason.
 */
export interface Coverage {
  readonly assertion: string;
  readonly target: string;
  readonly how: "enforced" | "test" | "runtime" | "documented" | "unsupported";
  readonly why?: string;
  /** True when nobody expects this target to check the assertion (a table-level rule in a validator of one row). dex then does not warn. */
  readonly expected?: boolean;
  /** The output that checks it: a path below the output folder. */
  readonly file?: string;
}
