import type { Rule } from "../ir/assertion.ts";
import type { Contract } from "../ir/contract.ts";

/** The columns whose values decide whether a row violates a rule. */
export function columnsOf(rule: Rule): readonly string[] {
  if ("field" in rule) return rule.field.slice(0, 1);
  if (rule.kind === "unique") return rule.fields;
  return rule.kind === "expression" ? rule.columns : [];
}

/** The columns that identify a row: those of the primary key, or else of another key. Empty if the contract has no key. */
export function rowKey({ dataset: { keys } }: Contract): readonly string[] {
  return (keys.find(({ kind }) => kind === "primary") ?? keys[0])?.fields ?? [];
}
