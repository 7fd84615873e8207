import type { CommandContext, OptionTable } from "./command.ts";

/** The options of `dex generate`. */
export const generateOptions = {
  type: { type: "string", value: "TYPE", help: "the orchestrator: airflow" },
  source: { type: "string", value: "SYSTEM", help: "where the rows come from: postgres, mysql, snowflake, ..." },
  schema: { type: "string", value: "SCHEMA", help: "the source's schema (default: public)" },
  destination: { type: "string", value: "SYSTEM", help: "where they go (default: as in the project, or duckdb)" },
  tables: { type: "string", value: "NAMES", help: "tables, separated by commas (default: all)" },
  mode: { type: "string", value: "MODE", help: "incremental, full or cdc (default: full without --watermark)" },
  watermark: { type: "string", value: "COLUMN", help: "the column whose value grows with every change" },
  schedule: { type: "string", value: "CRON", help: 'five cron fields ("0 5 * * *"), or @daily and the like' },
  name: { type: "string", value: "NAME", help: "the pipeline's name (default: the name of the output file)" },
  output: { type: "string", value: "FILE", help: "the orchestrator's file (default: stdout)" },
  save: { type: "boolean", help: "also write the spec, and drafts of missing contracts, to the contracts folder" },
  "connection-url": {
    type: "string",
    value: "env:NAME",
    help: "a variable with a PostgreSQL URL: dex reads columns, keys and comments there",
  },
  force: { type: "boolean", help: "replace existing files" },
} as const satisfies OptionTable;

/** What `dex generate` runs in. */
export type GenerateContext = CommandContext<typeof generateOptions>;
