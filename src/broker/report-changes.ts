import type { Report } from "../diagnostics/diagnostic.ts";
import type { Ir } from "../ir/ir.ts";
import type { BrokerChange } from "./change.ts";
import { diagnostics } from "./diagnostics.ts";
import type { DryRun } from "./dry-run.ts";

/** Reports why each change is blocked, at the line of the contract that requires it. */
export function reportBlocked(changes: readonly BrokerChange[], ir: Ir): readonly Report[] {
  const versions = new Map(ir.contracts.map(({ origin, version }) => [origin.path, version]));
  return changes.map(({ class: kind, target, what, why = "", needs, at }) => {
    const text = { target, what, why };
    const version = versions.get(at.path) ?? "";
    if (kind === "IMPOSSIBLE") return diagnostics.report("impossible-change", at, text);
    if (needs === "schema_incompatible") return diagnostics.report("incompatible-schema", at, { ...text, version });
    if (needs === undefined) return diagnostics.report("unconfirmed-change", at, text);
    return diagnostics.report("unacknowledged-change", at, { ...text, needs, version });
  });
}

/** Reports the changes that the broker would refuse, at the lines of the contract that require them. */
export function reportRefused({ refused }: DryRun): readonly Report[] {
  return refused.flatMap(({ batch: { changes }, refusal: { reason } }) => {
    const [first] = changes;
    if (first === undefined) return [];
    const text = { target: first.target, what: changes.map(({ what }) => what).join(", "), reason };
    return [diagnostics.report("refused-by-broker", first.at, text)];
  });
}
