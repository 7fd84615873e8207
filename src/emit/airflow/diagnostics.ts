import { defineDiagnostics } from "../../diagnostics/define.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";

/** The diagnostics about pipelines that a DAG cannot run in full. */
export const diagnostics = defineDiagnostics("airflow", {
  "unreachable-destination": {
    severity: "warning",
    message: ({ pipeline, type, engine }: { pipeline: string; type: string; engine: "dbt" | "great_expectations" }) =>
      `The pipeline "${pipeline}" gets no DAG: it needs ${engine}, which cannot connect to a destination of type ${type}. ${
        engine === "dbt"
          ? "Write another destination, such as type: postgres, or remove models and quality."
          : "Remove great_expectations from quality.engines, or write another destination."
      }`,
  },
  "captured-changes": {
    severity: "warning",
    message: ({ pipeline, tables }: { pipeline: string; tables?: readonly string[] }) =>
      `The DAG of "${pipeline}" ${tables === undefined ? "extracts nothing" : `does not extract ${tables.join(", ")}`}: with mode: cdc, another tool captures the changes. To extract in the DAG, write mode: incremental or mode: full.`,
  },
  "unknown-notifier": {
    severity: "warning",
    message: ({ name, known }: { name: string; known: readonly string[] }) =>
      `The Airflow emitter cannot notify "${name}", so the task does nothing.${didYouMean(name, known)} Write ${known.map((one) => `notify: ${one}`).join(" or ")}.`,
  },
  "notify-without-address": {
    severity: "warning",
    message: ({ id }: { id: string }) =>
      `The task "${id}" has no address to send an email to, so it does nothing. Add to the pipeline: alerts: {email: [team@example.com]}.`,
  },
  "long-tag": {
    severity: "warning",
    message: ({ tag }: { tag: string }) =>
      `The tag "${tag}" has ${[...tag].length} characters. Airflow allows 100, so the DAG does not get this tag. Shorten it.`,
  },
  "split-pool": {
    severity: "warning",
    message: ({ file, pools, names }: { file: string; pools: readonly string[]; names: readonly string[] }) =>
      `The tasks of ${names.map((name) => `"${name}"`).join(", ")} on the DuckDB file of "${file}" are in the pools ${pools.map((pool) => `"${pool}"`).join(", ")}, so two of them can write at the same time, and one fails. Remove pools from airflow(), or write one pool for extract, dbt and greatExpectations.`,
  },
  "unknown-target": {
    severity: "error",
    message: ({ target, names }: { target: string; names: readonly string[] }) =>
      names.length === 0
        ? `airflow({ target: "${target}" }) needs targets. Write dbt({ targets: { dev: {}, prod: {} } }) in dex.config.ts.`
        : `airflow({ target: "${target}" }) is not a target of dbt().${didYouMean(target, names) || ` The targets are ${names.join(", ")}.`}`,
  },
  "trigger-cycle": {
    severity: "error",
    message: ({ path }: { path: string }) =>
      `These pipelines have no schedule and trigger each other in an endless loop: ${path}. Add to one of them: schedule: "0 5 * * *".`,
  },
});
