import { transitiveReduction } from "../../graph/transitive-reduction.ts";
import type { BatchPipeline, Step } from "../../ir/pipeline.ts";
import type { AirflowOptions } from "./options.ts";
import { GROUPS, type Group } from "./types.ts";

/** A node of the DAG: a task, or a group of tasks that Cosmos creates. It runs one or more steps. */
export interface DagTask {
  readonly id: string;
  /** The id without its group. */
  readonly name: string;
  readonly group?: Group;
  readonly steps: readonly [Step, ...Step[]];
  readonly needs: readonly string[];
}

/** The tasks of a pipeline in topological order: one per step, or one for all dbt steps of a stage. */
export function planTasks({ steps }: Pick<BatchPipeline, "steps">, dbt: AirflowOptions["dbt"]): readonly DagTask[] {
  const idOf = new Map(steps.map((step) => [step.id, taskId(step, dbt)]));
  const members = new Map<string, [Step, ...Step[]]>();
  for (const step of steps) {
    const id = idOf.get(step.id) ?? step.id;
    const known = members.get(id);
    if (known === undefined) members.set(id, [step]);
    else known.push(step);
  }
  const tasks = [...members].map(([id, own]): DagTask => {
    const group = id.includes(".") ? GROUPS[own[0].kind] : undefined;
    const needs = own.flatMap((step) => step.needs.flatMap((need) => idOf.get(need) ?? []));
    return {
      id,
      name: group === undefined ? id : id.slice(group.length + 1),
      ...(group && { group }),
      steps: own,
      needs: [...new Set(needs)].filter((need) => need !== id),
    };
  });
  return transitiveReduction(tasks);
}

function taskId(step: Step, dbt: AirflowOptions["dbt"]): string {
  const isModel = step.kind === "staging" || step.kind === "model";
  return isModel && dbt !== "expanded" ? GROUPS[step.kind] : step.id;
}
