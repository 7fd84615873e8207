import type { Report } from "../diagnostics/diagnostic.ts";
import type { Ir } from "../ir/ir.ts";
import type { BrokerChange } from "./change.ts";
import { diagnostics } from "./diagnostics.ts";
import type { DryRun } from "./dry-run.ts";

/** Says of each refused change why, at the line of the contract that asks for it. */
export function reportBlocked(changes: readonly BrokerChange[], ir: Ir): readonly Report[] {
  const versions = new Map(ir.contracts.map(({ origin, version }) => [origin.path, version]));
  return changes.map(({ class: kind, target, what, why = "", needs, at }) => {
    const facts = { target, what, why };
    const version = versions.get(at.path) ?? "";
    if (kind === "IMPOSSIBLE") return diagnostics.report("impossible-change", at, facts);
    if (needs === "schema_incompatible") return diagnostics.report("incompatible-schema", at, { ...facts, version });
    if (needs === undefined) return diagnostics.report("unconfirmed-change", at, facts);
    return diagnostics.report("unacknowledged-change", at, { ...facts, needs, version });
  });
}

/** Says of each change that the broker would not make what it said, at the line of the contract that asks for it. */
export function reportRefused({ refused }: DryRun): readonly Report[] {
  return refused.flatMap(({ batch: { changes }, refusal: { said } }) => {
    const [first] = changes;
    if (first === undefined) return [];
    const facts = { target: first.target, what: changes.map(({ what }) => what).join(", "), said };
    return [diagnostics.report("refused-by-broker", first.at, facts)];
  });
}
