import type { Model, Step, Task } from "../ir/pipeline.ts";

/** The id of the step that builds a model. */
export function modelId({ kind, name }: Pick<Model, "kind" | "name">): string {
  return `${kind === "staging" ? "staging" : "models"}.${name}`;
}

/** The ids of steps. */
export function idsOf(steps: readonly Pick<Step, "id">[]): readonly string[] {
  return steps.map(({ id }) => id);
}

/** An id that no task of the pipeline has. */
export function freeId(wanted: string, tasks: readonly Pick<Task, "id">[]): string {
  let id = wanted;
  while (tasks.some((task) => task.id === id)) id = `${id}_`;
  return id;
}

/** The same names, each once. */
export function distinct<T extends string>(names: readonly T[]): readonly T[] {
  return [...new Set(names)];
}
