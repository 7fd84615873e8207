import { didYouMean } from "../diagnostics/suggest.ts";

/** What the flags of `dex generate` ask for. */
export interface PipelineRequest {
  /** The emitter that writes the orchestrator's file. */
  readonly type: string;
  readonly name: string;
  readonly source: string;
  readonly schema?: string;
  readonly destination?: string;
  /** As given; undefined for all that there are. */
  readonly tables?: readonly string[];
  readonly mode: string;
  readonly watermark?: string;
  readonly schedule?: string;
  readonly output?: string;
}

/** The flags as text; one that was not given is undefined. */
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

/** Orchestrators; dex writes files for the first alone. */
const TYPES = ["airflow"];
const LATER = ["dagster", "prefect"];
/** The kinds of system of the language. */
const systems = ["postgres", "duckdb", "snowflake", "bigquery", "redshift", "databricks", "mysql", "filesystem"];
const MODES = ["incremental", "full", "cdc"];

/** Reads the flags; what is wrong with them is a sentence. Whatever a spec can be wrong in is left to the compiler. */
export function readRequest(flags: Flags): PipelineRequest | { readonly problem: string } {
  const { type, source, destination, tables, mode, watermark, schema, schedule, output } = flags;
  const problem =
    missing(flags) ??
    typeProblem(type ?? "") ??
    unknown("source", source, systems) ??
    unknown("destination", destination, systems) ??
    unknown("mode", mode, MODES) ??
    emptyProblem(flags) ??
    modeProblem(flags);
  if (problem !== undefined) return { problem };
  const names = tables?.split(",").map((table) => table.trim());
  const name = flags.name ?? nameOf(output) ?? `extract_${source}`;
  const faulty = tablesProblem(names ?? []) ?? outputProblem(output) ?? nameProblem(name);
  if (faulty !== undefined) return { problem: faulty };
  return {
    type: type ?? "",
    name,
    source: source ?? "",
    mode: mode ?? (watermark === undefined ? "full" : "incremental"),
    ...(schema !== undefined && { schema }),
    ...(destination !== undefined && { destination }),
    ...(names !== undefined && { tables: names }),
    ...(watermark !== undefined && { watermark }),
    ...(schedule !== undefined && { schedule }),
    ...(output !== undefined && { output }),
  };
}

function missing({ type, source }: Flags): string | undefined {
  if (type === undefined) return "generate needs --type, the orchestrator: --type airflow.";
  return source === undefined
    ? `generate needs --source, where the rows come from: --source postgres. The systems are ${systems.join(", ")}.`
    : undefined;
}

function typeProblem(type: string): string | undefined {
  if (LATER.includes(type)) return `dex writes no files for ${type} yet. Write --type airflow.`;
  return unknown("type", type, TYPES);
}

function unknown(flag: string, value: string | undefined, known: readonly string[]): string | undefined {
  if (value === undefined || known.includes(value)) return undefined;
  const near = didYouMean(value, known);
  const all = known.length > 1 ? ` It is one of ${known.join(", ")}.` : near === "" ? ` It is ${known[0]}.` : "";
  return `There is no --${flag} ${quoted(value)}.${near}${all}`;
}

function modeProblem({ mode, watermark }: Flags): string | undefined {
  if (mode === "full" && watermark !== undefined)
    return "--watermark tells what is new, and --mode full loads everything. Leave one of them out.";
  return mode === "incremental" && watermark === undefined
    ? "--mode incremental needs --watermark, the column that tells what is new: --watermark updated_at. Without one, write --mode full."
    : undefined;
}

function emptyProblem(flags: Flags): string | undefined {
  const empty = flagNames.find((name) => flags[name]?.trim() === "");
  if (empty !== undefined) return `--${empty} is empty. Give it a value, or leave it out.`;
  const unusual = flagNames.find((name) => /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(flags[name] ?? ""));
  return unusual && `--${unusual} holds line breaks or other characters that cannot be seen. Remove them.`;
}

function tablesProblem(names: readonly string[]): string | undefined {
  if (names.includes("")) return "--tables is a list of names with commas between: --tables orders,customers.";
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `${quoted(twice)} stands twice in --tables. Name it once.`;
  const dotted = names.find((name) => name.includes("."));
  if (dotted === undefined) return undefined;
  const [schema = "", ...rest] = dotted.split(".");
  return `${quoted(dotted)} in --tables has a dot. Name the table alone, and its schema with --schema: --schema ${schema} --tables ${rest.join(".")}.`;
}

function outputProblem(output: string | undefined): string | undefined {
  const file = output?.slice(output.lastIndexOf("/") + 1);
  if (output === undefined || file === undefined) return undefined;
  if (["", ".", ".."].includes(file)) return `--output ${quoted(output)} is a folder. Name the file in it.`;
  if (/\\|^[A-Za-z]:/.test(output))
    return `--output ${quoted(output)} is no path as dex knows them. Write / between folders.`;
  return file.endsWith(".py")
    ? undefined
    : `--output ${quoted(output)} is no Python file, and Airflow looks at no others. Let its name end in .py.`;
}

/** A name from the file's: `dags/extract_source.py` holds the pipeline extract_source. */
function nameOf(output: string | undefined): string | undefined {
  const file = output?.slice(output.lastIndexOf("/") + 1).replace(/\.py$/, "");
  return file !== undefined && isName(file) ? file : undefined;
}

function nameProblem(name: string): string | undefined {
  return isName(name)
    ? undefined
    : `${quoted(name)} is no name for a pipeline. Write letters, digits and underscores, a letter first, 63 at most.`;
}

/** The names of the language that reach no target's reserved ground. */
function isName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(text);
}

function quoted(text: string): string {
  return `"${text.length > 80 ? `${text.slice(0, 79)}…` : text}"`;
}
