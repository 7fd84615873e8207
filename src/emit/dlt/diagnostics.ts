import { defineDiagnostics } from "../../diagnostics/define.ts";

/** What a pipeline asks for that a script for dlt cannot do, or does another way. */
export const diagnostics = defineDiagnostics("extract", {
  "no-script": {
    severity: "warning",
    message: ({ pipeline, why, isRun }: { pipeline: string; why: string; isRun: boolean }) =>
      `No extract is written for "${pipeline}": ${why}. Its tables must come into the warehouse some other way${isRun ? "; a DAG's task that is to run it will fail" : ""}.`,
  },
  "left-out": {
    severity: "warning",
    message: ({ table, why }: { table: string; why: string }) => `The extract leaves out "${table}": ${why}.`,
  },
  "read-in-full": {
    severity: "warning",
    message: ({ table, why, help }: { table: string | undefined; why: string; help: string }) =>
      `${table === undefined ? "Every table" : `"${table}"`} is read in full by every run, though the pipeline is incremental: ${why}. ${help}`,
  },
  "lookback-ignored": {
    severity: "warning",
    message: ({ table, watermark }: { table: string; watermark: string }) =>
      `"${table}" is read without a lookback: its watermark "${watermark}" is a number, and a lookback is a time. Take a column that is a timestamp or a date, or leave lookback out.`,
  },
  "array-column": {
    severity: "warning",
    message: ({ table, columns }: { table: string; columns: readonly string[] }) =>
      `dlt loads lists into PostgreSQL as jsonb, which dbt's staging view of "${table}" cannot cast to an array: ${columns.join(", ")}. Declare ${columns.length === 1 ? "it" : "them"} as json.`,
  },
});
