import { defineDiagnostics } from "../../diagnostics/define.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";

/** What a pipeline may say that no DAG can do. */
export const diagnostics = defineDiagnostics("airflow", {
  "unreachable-destination": {
    severity: "warning",
    message: ({ pipeline, type, engine }: { pipeline: string; type: string; engine: "dbt" | "great_expectations" }) =>
      `No DAG is written for "${pipeline}": ${engine} has work in it, and dex has no way from ${engine} to a destination of type ${type}. ${
        engine === "dbt"
          ? "Leave the models and the checks of dbt out, or choose another destination."
          : "Take great_expectations out of quality.engines, or choose another destination."
      }`,
  },
  "captured-changes": {
    severity: "warning",
    message: ({ pipeline }: { pipeline: string }) =>
      `The DAG of "${pipeline}" extracts nothing: with mode: cdc, changes come all the time and not when it runs. Write mode: incremental or full to have it extract.`,
  },
  "unknown-notifier": {
    severity: "warning",
    message: ({ name, known }: { name: string; known: readonly string[] }) =>
      `The Airflow emitter cannot notify "${name}", so this task does nothing.${didYouMean(name, known) || ` It knows ${known.join(" and ")}.`}`,
  },
  "notify-without-address": {
    severity: "warning",
    message: ({ id }: { id: string }) =>
      `"${id}" is to send a mail, but to nobody, so it does nothing. Name the addresses under pipeline.alerts.email.`,
  },
  "long-tag": {
    severity: "warning",
    message: ({ tag }: { tag: string }) =>
      `The tag "${tag}" has ${[...tag].length} characters. Airflow takes 100 at most, so the DAG is written without it.`,
  },
  "trigger-cycle": {
    severity: "error",
    message: ({ path }: { path: string }) =>
      `Each of these pipelines has no schedule and runs when another one has published, in a circle without end: ${path}. Give one of them a schedule.`,
  },
});
