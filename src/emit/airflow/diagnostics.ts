import { defineDiagnostics } from "../../diagnostics/define.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";

/** Reports of what a DAG cannot do for a pipeline. */
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
    message: ({ pipeline }: { pipeline: string }) =>
      `The DAG of "${pipeline}" extracts nothing: with mode: cdc, something outside of the DAG captures the changes. To extract in the DAG, write mode: incremental or mode: full.`,
  },
  "unknown-notifier": {
    severity: "warning",
    message: ({ name, known }: { name: string; known: readonly string[] }) =>
      `The Airflow emitter cannot notify "${name}", so the task does nothing.${didYouMean(name, known)} Write ${known.map((one) => `notify: ${one}`).join(" or ")}.`,
  },
  "notify-without-address": {
    severity: "warning",
    message: ({ id }: { id: string }) =>
      `The task "${id}" has nobody to send a mail to, so it does nothing. Add the addresses to the pipeline: alerts: {email: [team@example.com]}.`,
  },
  "long-tag": {
    severity: "warning",
    message: ({ tag }: { tag: string }) =>
      `The tag "${tag}" has ${[...tag].length} characters. Airflow allows 100, so the DAG does not get this tag. Shorten it.`,
  },
  "trigger-cycle": {
    severity: "error",
    message: ({ path }: { path: string }) =>
      `These pipelines have no schedule and trigger each other without end: ${path}. Give one of them a schedule: "0 5 * * *".`,
  },
});
