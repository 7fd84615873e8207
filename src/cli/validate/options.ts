import type { OptionTable, OptionValues } from "../command.ts";

/** The options of `dex validate`. */
export const validateOptions = {
  input: {
    type: "string",
    value: "PATH",
    help: "the files with the data: CSV, TSV, JSON, JSONL or Parquet; a DuckDB file with --table",
  },
  table: { type: "string", value: "NAME", help: "the table with the data: NAME or SCHEMA.NAME" },
  "connection-url": {
    type: "string",
    value: "env:NAME",
    help: "the variable with the PostgreSQL URL of the table's database (default: the project's warehouse)",
  },
  schema: {
    type: "string",
    value: "FILE",
    help: "the contract, or a JSON Schema (default: the project's contract with the name of the data)",
  },
  checks: {
    type: "string",
    value: "LIST",
    help: "kinds, dimensions or ids of checks, with commas between them; all (default) runs all",
  },
  where: {
    type: "string",
    value: "EXPRESSION",
    help: "check only the rows that satisfy an expression",
  },
  reference: {
    type: "string",
    multiple: true,
    value: "CONTRACT=PATH",
    help: "the data of another contract that this one refers to; repeatable",
  },
  samples: { type: "string", value: "N", help: "the most violating rows to show for each check (default: 5)" },
  "allow-empty": { type: "boolean", help: "allow data without rows" },
  format: {
    type: "string",
    value: "FORMAT",
    choices: ["pretty", "json", "junit", "sarif", "github", "markdown", "prometheus", "openlineage"],
    help: "how to print the result: pretty (default), json, junit, sarif, github, markdown, prometheus, openlineage",
  },
  output: {
    type: "string",
    multiple: true,
    value: "FILE",
    help: "also write the result into a file: .json, .xml (JUnit), .sarif, .md, .prom or .html; repeatable",
  },
  baseline: {
    type: "string",
    value: "FILE",
    help: "fail only where there are more violations than in a committed file",
  },
  "update-baseline": { type: "boolean", help: "write the violations of this run into the file of --baseline" },
  history: { type: "string", value: "FILE", help: "also append the figures of the run to a history (.jsonl)" },
  dashboard: { type: "string", value: "FILE", help: "with --history, also write a page about all runs (.html)" },
  metrics: { type: "string", value: "FILE", help: "also write the result as metrics of Prometheus" },
  "failed-rows": {
    type: "string",
    value: "FILE",
    help: "also write all violating rows, with what they violate, into a .parquet or .csv file",
  },
  memory: { type: "string", value: "MIB", help: "the memory of the engine, in MiB (default: 512)" },
  timeout: { type: "string", value: "SECONDS", help: "the longest time of one query, in seconds (default: 600)" },
} as const satisfies OptionTable;

/** The values of the options of `dex validate`. */
export type ValidateOptions = OptionValues<typeof validateOptions>;

/** A whole number that an option gives, or a sentence about what is wrong. */
export function wholeNumber(
  name: string,
  given: string | undefined,
  { otherwise, least }: { readonly otherwise: number; readonly least: number },
): number | { readonly problem: string } {
  if (given === undefined) return otherwise;
  if (/^\d{1,9}$/.test(given) && Number(given) >= least) return Number(given);
  return { problem: `--${name} is "${given}". Write a whole number, at least ${least}.` };
}
