import { defineDiagnostics } from "../../diagnostics/define.ts";

/** The diagnostics about pipelines that an extract script cannot load, or loads differently than specified. */
export const diagnostics = defineDiagnostics("extract", {
  "no-script": {
    severity: "warning",
    message: ({ pipeline, why, help, isRun }: { pipeline: string; why: string; help: string; isRun: boolean }) =>
      `The pipeline "${pipeline}" gets no extract script: ${why}${isRun ? ", so the DAG's extract tasks will fail" : ""}. ${help} Or load its tables with another tool.`,
  },
  "left-out": {
    severity: "warning",
    message: ({ table, why }: { table: string; why: string }) =>
      `The extract script does not load the table of "${table}": ${why}.`,
  },
  "read-in-full": {
    severity: "warning",
    message: ({ table, why, help }: { table: string | undefined; why: string; help: string }) =>
      `Every run reads ${table === undefined ? "all tables" : `"${table}"`} in full, although the pipeline is incremental: ${why}. ${help}`,
  },
  "lookback-ignored": {
    severity: "warning",
    message: ({ table, watermark }: { table: string; watermark: string }) =>
      `The lookback has no effect on "${table}": its watermark "${watermark}" is a number, not a timestamp or a date. Choose another watermark, or remove lookback.`,
  },
});
