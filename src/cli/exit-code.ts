import type { Diagnostic, ExitReason } from "../diagnostics/diagnostic.ts";

/** Exit codes, as docs/cli.md lists them. */
export const exit = {
  done: 0,
  findings: 1,
  usage: 2,
  refused: 3,
  drift: 4,
  checksFailed: 5,
  engineFailed: 6,
  bug: 70,
  locked: 75,
} as const;

/** Where several reasons apply, the first of these decides. */
const PRECEDENCE = ["locked", "refused", "usage", "findings"] as const satisfies readonly ExitReason[];

/** The exit code for what was found. Notes do not count, and warnings only if they are denied. */
export function exitCodeFor(
  diagnostics: readonly Pick<Diagnostic, "severity" | "exit">[],
  { denyWarnings = false }: { readonly denyWarnings?: boolean } = {},
): number {
  const errors = diagnostics.filter(({ severity }) => severity === "error" || (denyWarnings && severity === "warning"));
  const reasons = new Set(errors.map(({ exit: reason = "findings" }) => reason));
  const first = PRECEDENCE.find((reason) => reasons.has(reason));
  return first === undefined ? exit.done : exit[first];
}
