/**
 * How a target checks an assertion: `enforced` by the engine (DDL, a type, a contract), by a `test`, at `runtime` by generated
 * code, only `documented`, or `unsupported`. The last two have a reason.
 */
export interface Coverage {
  readonly assertion: string;
  readonly target: string;
  readonly how: "enforced" | "test" | "runtime" | "documented" | "unsupported";
  readonly why?: string;
  /** What the check leaves out: the assertion is then only partly checked. `why` contains these reasons too. */
  readonly limits?: readonly string[];
  /** True when nobody expects this target to check the assertion (a table-level rule in a validator of one row). dex then does not warn. */
  readonly expected?: boolean;
  /** The output that checks it: a path below the output folder. */
  readonly file?: string;
}

/** The members of a record whose check leaves something out. Empty if it leaves out nothing. */
export function limitedBy(limits: readonly string[]): Pick<Coverage, "why" | "limits"> {
  return limits.length === 0 ? {} : { why: limits.join("; "), limits };
}
