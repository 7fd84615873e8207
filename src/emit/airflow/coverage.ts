import type { Coverage } from "../../ir/coverage.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";

const TARGET = "airflow";

/** One record per assertion. Airflow checks no rows, but a DAG stops when data is older than its freshness SLA allows. */
export function coverageOf(
  ir: Ir,
  dags: readonly { readonly pipeline: BatchPipeline; readonly file: string }[],
): readonly Coverage[] {
  const gates = dags.flatMap(({ pipeline, file }) => pipeline.steps.map((step) => ({ step, file })));
  return ir.contracts.flatMap(({ name, dataset }) =>
    dataset.assertions.map(({ id, rule }): Coverage => {
      const fresh = gates.find(({ step }) => step.kind === "freshness" && step.contracts.includes(name));
      if (rule.kind === "freshness" && rule.column !== undefined && fresh !== undefined)
        return { assertion: id, target: TARGET, how: "runtime", file: fresh.file };
      const checked = gates.some(({ step }) => step.kind === "gate" && step.contracts.includes(name));
      const why = checked ? "a DAG runs the checks of other targets" : "no DAG runs a check of it";
      return { assertion: id, target: TARGET, how: "unsupported", why, expected: true };
    }),
  );
}
