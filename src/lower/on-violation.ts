import { definitionOf } from "../assertion/registry.ts";
import type { Assertion, Rule } from "../ir/assertion.ts";
import type { ContractDocument, OnViolation } from "../language/contract/contract-document.ts";
import type { UnnamedAssertion } from "./assertion-ids.ts";

/** What a document says about violations of one assertion. */
interface Said {
  readonly onViolation?: OnViolation | undefined;
  readonly severity?: Assertion["severity"] | undefined;
}

/** What happens to violations, as members of an assertion. */
type Consequence = Pick<Assertion, "severity" | "quarantine">;

/**
 * What happens to violations of a rule: its own value, or else that of its contract. Without either, violations block; a topic with dead letters
 * moves messages there. Only rows can be moved, so a rule about a whole table blocks.
 */
export function consequence(rule: Rule, said: Said, contract: ContractDocument): Consequence {
  const { severity } = said;
  if (severity === "warn" || severity === "info") return { severity };
  const value = said.onViolation ?? fallback(severity, contract);
  if (value === "warn") return { severity: "warn" };
  return { severity: "error", ...(value === "quarantine" && isMovable(rule, contract) && { quarantine: true }) };
}

/** Adds what happens to violations of constraints, keys and SLAs. One that already only warns is unchanged. */
export function withConsequence(
  assertion: UnnamedAssertion,
  onViolation: OnViolation | undefined,
  contract: ContractDocument,
): UnnamedAssertion {
  if (assertion.severity !== "error") return assertion;
  return { ...assertion, ...consequence(assertion.rule, { onViolation }, contract) };
}

function fallback(severity: Said["severity"], { onViolation, dataset: { topic } }: ContractDocument): OnViolation {
  const value = onViolation?.value ?? (topic?.deadLetter === undefined ? "block" : "quarantine");
  return severity === "error" && value === "warn" ? "block" : value;
}

/** True if single rows violate the rule. A message of a topic also violates the schema; a row of a table has been stored with its types. */
function isMovable(rule: Rule, { dataset }: ContractDocument): boolean {
  const definition = definitionOf(rule);
  if (definition.scope === "columns") return dataset.topic !== undefined;
  return definition.scope !== "table" || definition.finds === "rows";
}
