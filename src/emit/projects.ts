import type { Contract } from "../ir/contract.ts";
import type { Ir } from "../ir/ir.ts";

// Conditions on a project. Emitters use them to declare the projects that they run for by default.

/** True for a project with a topic that a contract describes. */
export function hasTopics({ contracts }: Ir): boolean {
  return contracts.some(({ dataset }) => dataset.topic !== undefined);
}

/** True for a project with a pipeline that runs in batches. */
export function hasBatchPipelines({ pipelines }: Ir): boolean {
  return pipelines.some(({ kind }) => kind === "batch");
}

/** True for a project with rows at rest: in a table, a view or files. */
export function hasStoredRows({ contracts }: Ir): boolean {
  return contracts.some(({ dataset }) => dataset.physical !== "topic");
}

/** True for a project with tables in a warehouse, loaded or built. */
export function hasTables(ir: Ir): boolean {
  return hasBatchPipelines(ir) || ir.contracts.some(isStored);
}

/** True for a contract on a table or a view. */
export function isStored({ dataset: { physical } }: Contract): boolean {
  return physical === "table" || physical === "view";
}
