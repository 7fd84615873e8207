import { type Flags, flagNames, readRequest } from "../../generate/request.ts";
import type { Command, CommandContext } from "../command.ts";
import { complain } from "../complain.ts";

/** `dex generate`: a pipeline spec and its orchestrator file from flags. */
export const command: Command = {
  options: {
    type: { type: "string", value: "TYPE", help: "the orchestrator: airflow" },
    source: { type: "string", value: "SYSTEM", help: "where the rows come from: postgres, mysql, snowflake, ..." },
    schema: { type: "string", value: "SCHEMA", help: "the source's schema (default: public)" },
    destination: { type: "string", value: "SYSTEM", help: "where they go (default: as the project's, or duckdb)" },
    tables: { type: "string", value: "NAMES", help: "tables, with commas between (default: all)" },
    mode: { type: "string", value: "MODE", help: "incremental, full or cdc (default: full without --watermark)" },
    watermark: { type: "string", value: "COLUMN", help: "the column that tells what is new" },
    schedule: { type: "string", value: "CRON", help: 'five cron fields ("0 5 * * *"), or @daily and the like' },
    name: { type: "string", value: "NAME", help: "the pipeline's name (default: as the output file)" },
    output: { type: "string", value: "FILE", help: "where the orchestrator's file goes (default: stdout)" },
    save: { type: "boolean", help: "keep the spec, and drafts of missing contracts, among the contracts" },
    "connection-url": {
      type: "string",
      value: "env:NAME",
      help: "a variable with a PostgreSQL URL: columns, keys and comments are read from there",
    },
    force: { type: "boolean", help: "replace files that are there already" },
  },
  operands: "",
  help: "Makes a pipeline spec from flags, compiles it in memory, and writes the orchestrator's file.\nTables that have a contract are taken from it, others by their name.",
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { options } = context;
  // Every flag of that list is declared as a string, so that the parser gave a string or nothing.
  const flags = Object.fromEntries(flagNames.map((name) => [name, options[name]])) as Flags;
  const { builtInEmitters } = await import("../../emit/registry.ts");
  const orchestrators = builtInEmitters().flatMap(({ emitter: { name, orchestrator } }) =>
    orchestrator === undefined ? [] : [{ name, extension: orchestrator.extension }],
  );
  const request = readRequest(flags, orchestrators);
  if ("problem" in request) return complain(context, request.problem);
  const { runGenerate } = await import("../generate-run.ts");
  return await runGenerate(context, request);
}
