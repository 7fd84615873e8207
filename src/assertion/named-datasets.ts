import type { Rule } from "../ir/assertion.ts";

/** The other datasets that a rule names. */
export function namedDatasets(rule: Rule): readonly string[] {
  return rule.kind === "reference" ? [rule.to.dataset] : "dataset" in rule ? [rule.dataset] : [];
}
