import type { Step } from "../../ir/pipeline.ts";

/** The task groups that a DAG may have. The id of a task begins with the id of its group. */
export type Group = "extract" | "staging" | "models" | "quality";

/** The group of each kind of step. Undefined for tasks outside of groups. */
export const GROUPS = {
  extract: "extract",
  staging: "staging",
  model: "models",
  freshness: "quality",
  gate: "quality",
  prepare: undefined,
  publish: undefined,
  task: undefined,
} as const satisfies Readonly<Record<Step["kind"], Group | undefined>>;
