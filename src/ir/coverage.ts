/**
 * How a target holds an assertion: `enforced` by the engine (DDL, a type, a contract), checked by a `test`, checked at `runtime` by generated
 * code, only `documented`, or `unsupported`. The last two say why.
 */
export interface Coverage {
  readonly assertion: string;
  readonly target: string;
  readonly how: "enforced" | "test" | "runtime" | "documented" | "unsupported";
  readonly why?: string;
  /** The artefact that holds it, a path under the output folder. */
  readonly file?: string;
}
