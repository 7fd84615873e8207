import type { Assertion } from "../ir/assertion.ts";
import type { Ir } from "../ir/ir.ts";
import type { Gate, Step } from "../ir/pipeline.ts";
import { append } from "../text/append.ts";

/** A place of a pipeline at which a target tests an assertion. `freshness` is the step that reads the age of the sources. */
export interface Run {
  readonly pipeline: string;
  readonly gate: Gate["after"] | "freshness";
}

/** Returns the runs of a target's test of an assertion. Empty if no pipeline runs it. */
export type RunsOf = (target: string, assertion: Assertion) => readonly Run[];

const TARGETS = { dbt: "dbt", great_expectations: "great-expectations" } as const satisfies Record<
  Gate["engines"][number],
  string
>;

/** Finds which gates of which pipelines run the tests of the targets. */
export function runsOf({ pipelines }: Pick<Ir, "pipelines">): RunsOf {
  const runs = new Map<string, Run[]>();
  for (const pipeline of pipelines)
    if (pipeline.kind === "batch")
      for (const step of pipeline.steps)
        for (const { key, gate } of testsOf(step)) append(runs, key, { pipeline: pipeline.name, gate });
  return (target, { dataset, rule }) => [
    ...(rule.kind === "freshness" ? (runs.get(keyOf(target, dataset, "freshness")) ?? []) : []),
    ...(runs.get(keyOf(target, dataset, "gate")) ?? []),
  ];
}

/** A run in words: `daily_orders at its staging gate`. */
export function sentenceOf({ pipeline, gate }: Run): string {
  return gate === "freshness" ? `${pipeline} at its freshness check` : `${pipeline} at its ${gate} gate`;
}

function testsOf(step: Step): readonly { readonly key: string; readonly gate: Run["gate"] }[] {
  if (step.kind === "freshness")
    return step.contracts.map((name) => ({ key: keyOf("dbt", name, "freshness"), gate: "freshness" }));
  if (step.kind !== "gate") return [];
  return step.contracts.map((name) => ({ key: keyOf(TARGETS[step.engine], name, "gate"), gate: step.after }));
}

function keyOf(target: string, contract: string, kind: "freshness" | "gate"): string {
  return JSON.stringify([kind, target, contract]);
}
