import { kindsWithoutRows } from "../assertion/registry.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Ir } from "../ir/ir.ts";

/** What happens to a violation of an assertion. `why` says why it blocks although rows of the contract are moved to a quarantine. */
interface Violation {
  readonly onViolation: "block" | "quarantine" | "warn";
  readonly why?: string;
}

/** Returns what happens to a violation of each assertion, as all targets of a project do it. */
export type ViolationOf = (assertion: Assertion) => Violation;

const WITHOUT_ROWS = "it is about the whole table, which has no rows to move; it checks the rows that are left";
const UNDECIDED = "its rows are not known before the model is built, or no model has them";

/** Finds what happens to violations in a project. */
export function violationsOf({ contracts, pipelines }: Pick<Ir, "contracts" | "pipelines">): ViolationOf {
  const moved = new Set(
    pipelines.flatMap((pipeline) =>
      pipeline.kind === "batch" ? pipeline.models.flatMap(({ quarantine }) => quarantine?.assertions ?? []) : [],
    ),
  );
  const topics = new Set(contracts.flatMap(({ id, dataset }) => (dataset.physical === "topic" ? [id] : [])));
  const judged = new Set(
    contracts.flatMap(({ id, dataset }) => (dataset.assertions.some((one) => moved.has(one.id)) ? [id] : [])),
  );
  const withoutRows = new Set(kindsWithoutRows());
  return ({ id, dataset, rule, severity, quarantine }) => {
    if (severity !== "error") return { onViolation: "warn" };
    if (quarantine) return moved.has(id) || topics.has(dataset) ? { onViolation: "quarantine" } : blocks(UNDECIDED);
    return judged.has(dataset) && withoutRows.has(rule.kind) ? blocks(WITHOUT_ROWS) : blocks();
  };
}

function blocks(why?: string): Violation {
  return { onViolation: "block", ...(why !== undefined && { why }) };
}
