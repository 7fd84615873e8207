import { didYouMean } from "../diagnostics/suggest.ts";

/** What the flags of `dex generate` ask for. */
export interface PipelineRequest {
  /** The emitter that writes the orchestrator's file. */
  readonly type: string;
  readonly name: string;
  readonly source: string;
  readonly schema: string | undefined;
  readonly destination: string | undefined;
  /** The tables as given. Undefined for all tables. */
  readonly tables: readonly string[] | undefined;
  readonly mode: string;
  readonly watermark: string | undefined;
  readonly schedule: string | undefined;
  readonly output: string | undefined;
}

/** The flags as given. A flag that is missing is undefined. */
export type Flags = Readonly<Record<(typeof flagNames)[number], string | undefined>>;

/** The flags that take a value. */
const flagNames = [
  "type",
  "name",
  "source",
  "schema",
  "destination",
  "tables",
  "mode",
  "watermark",
  "schedule",
  "output",
] as const;

/** An orchestrator that dex writes files for: a value of `--type`, and the ending of its files. */
export interface OrchestratorType {
  readonly name: string;
  readonly extension: string;
}

/** Orchestrators that dex does not write files for yet. */
const PLANNED = ["dagster", "prefect"];
/** The kinds of system of the language. */
const SYSTEMS = ["postgres", "duckdb", "snowflake", "bigquery", "redshift", "databricks", "mysql", "filesystem"];
const MODES = ["incremental", "full", "cdc"];

/** The flags, with the two that must be there, and the orchestrator of `--type`. */
interface CheckedFlags {
  readonly flags: Flags;
  readonly source: string;
  readonly orchestrator: OrchestratorType;
}

type Problem = { readonly problem: string };

/** Reads the flags, or returns a message about what is wrong with them. The compiler reports what it can find in the spec itself. */
export function readRequest(flags: Flags, orchestrators: readonly OrchestratorType[]): PipelineRequest | Problem {
  const required = requiredFlags(flags, orchestrators);
  if ("problem" in required) return required;
  const request = requestOf(required);
  const problem = problemOf(required, request);
  return problem === undefined ? request : { problem };
}

function requiredFlags(flags: Flags, orchestrators: readonly OrchestratorType[]): CheckedFlags | Problem {
  const { type, source } = flags;
  const names = orchestrators.map(({ name }) => name);
  const example = `--type ${names[0]}`;
  if (type === undefined) return { problem: `--type is missing. Name the orchestrator: ${example}.` };
  if (source === undefined)
    return {
      problem: `--source is missing. Name the system of the tables: --source postgres (or ${list(SYSTEMS.slice(1))}).`,
    };
  const orchestrator = orchestrators.find(({ name }) => name === type);
  if (orchestrator !== undefined) return { flags, source, orchestrator };
  if (PLANNED.includes(type)) return { problem: `dex does not write files for ${type} yet. Write ${example}.` };
  return { problem: unknownValue("type", type, names) ?? "" };
}

function requestOf({ flags, source, orchestrator }: CheckedFlags): PipelineRequest {
  const { schema, destination, watermark, schedule, output } = flags;
  return {
    type: orchestrator.name,
    name: flags.name ?? nameOf(output, orchestrator) ?? `extract_${source}`,
    source,
    schema,
    destination,
    tables: flags.tables?.split(",").map((table) => table.trim()),
    mode: flags.mode ?? (watermark === undefined ? "full" : "incremental"),
    watermark,
    schedule,
    output,
  };
}

/** The first problem. A value that is empty, or that a terminal cannot show, comes before what it means. */
function problemOf({ flags, orchestrator }: CheckedFlags, request: PipelineRequest): string | undefined {
  const { source, destination, mode, tables, output, name } = request;
  const checks = [
    () => unknownValue("source", source, SYSTEMS),
    () => unknownValue("destination", destination, SYSTEMS),
    () => unknownValue("mode", mode, MODES),
    () => textProblem(flags),
    () => modeProblem(flags),
    () => tablesProblem(tables ?? []),
    () => outputProblem(output, orchestrator),
    () => nameProblem(name),
  ];
  for (const check of checks) {
    const problem = check();
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function unknownValue(flag: string, value: string | undefined, known: readonly string[]): string | undefined {
  if (value === undefined || known.includes(value)) return undefined;
  return `--${flag} ${quoted(value)} is unknown.${didYouMean(value, known)} Write ${list(known)}.`;
}

function modeProblem({ mode, watermark }: Flags): string | undefined {
  if (mode === "full" && watermark !== undefined)
    return "--mode full loads every row, so it takes no --watermark. Remove one of them.";
  return mode === "incremental" && watermark === undefined
    ? "--mode incremental needs the column that grows with each change: --watermark updated_at. Without such a column, write --mode full."
    : undefined;
}

function textProblem(flags: Flags): string | undefined {
  const empty = flagNames.find((name) => flags[name]?.trim() === "");
  if (empty !== undefined) return `--${empty} is empty. Give it a value, or remove it.`;
  const unusual = flagNames.find((name) => /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(flags[name] ?? ""));
  return unusual && `--${unusual} contains line breaks or other invisible characters. Remove them.`;
}

function tablesProblem(names: readonly string[]): string | undefined {
  if (names.includes(""))
    return "--tables contains an empty name. Separate names by one comma: --tables orders,customers.";
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `--tables contains ${quoted(twice)} twice. Name it once.`;
  const dotted = names.find((name) => name.includes("."));
  if (dotted === undefined) return undefined;
  const [schema = "", ...rest] = dotted.split(".");
  return `--tables contains ${quoted(dotted)}, with a dot. Name the schema apart: --schema ${schema} --tables ${rest.join(".")}.`;
}

function outputProblem(output: string | undefined, { extension }: OrchestratorType): string | undefined {
  if (output === undefined) return undefined;
  const file = fileOf(output);
  if (["", ".", ".."].includes(file)) return `--output ${quoted(output)} is a folder. Name a file in it.`;
  if (/\\|^[A-Za-z]:/.test(output)) return `--output ${quoted(output)} is not a path with / between folders.`;
  return file.endsWith(extension)
    ? undefined
    : `--output ${quoted(output)} does not end in ${extension}. Write --output ${output}${extension}.`;
}

function fileOf(output: string): string {
  return output.slice(output.lastIndexOf("/") + 1);
}

/** The name of a pipeline from that of its file: `dags/extract_source.py` has the pipeline extract_source. */
function nameOf(output: string | undefined, { extension }: OrchestratorType): string | undefined {
  if (output === undefined) return undefined;
  const file = fileOf(output);
  const name = file.endsWith(extension) ? file.slice(0, -extension.length) : file;
  return isName(name) ? name : undefined;
}

function nameProblem(name: string): string | undefined {
  return isName(name)
    ? undefined
    : `--name ${quoted(name)} is not the name of a pipeline. Write at most 63 letters, digits and underscores, with a letter first.`;
}

/** Whether a name is valid in the language, and reserved by no target. */
function isName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(text);
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function quoted(text: string): string {
  return `"${text.length > 80 ? `${text.slice(0, 79)}…` : text}"`;
}
