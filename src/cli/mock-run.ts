import { plural } from "../diagnostics/format/summary.ts";
import type { SqlDialect } from "../dialect/registry.ts";
import type { Ir } from "../ir/ir.ts";
import { type Mocked, mock } from "../mock/mock.ts";
import { type MockedTable, MockRefusal, type MockRequest } from "../mock/request.ts";
import { sqlScript } from "../mock/sql.ts";
import type { BaseContext } from "./command.ts";
import { exit } from "./exit-code.ts";
import { FORMS, formatOf, type MockFormat, textOf } from "./mock-output.ts";
import { projectPath } from "./project-path.ts";
import { usageError } from "./usage-error.ts";
import { type FileToWrite, writeFiles } from "./write-files.ts";

/** The options of `dex mock`, as typed. */
export interface MockOptions {
  readonly rows: string | undefined;
  readonly seed: string | undefined;
  readonly now: string | undefined;
  readonly faults: "one-per-assertion" | undefined;
  readonly format: MockFormat | undefined;
  readonly dialect: SqlDialect | undefined;
  readonly output: string | undefined;
  readonly force: boolean;
}

type Context = BaseContext & { readonly operands: readonly string[] };

/** Where rows go, and how they are written. */
interface Destination {
  readonly format: MockFormat;
  readonly dialect: SqlDialect;
  readonly output: string | undefined;
  readonly isFile: boolean;
  readonly force: boolean;
}

/** Makes rows and writes or prints them; returns the exit code. */
export async function runMock(context: Context, ir: Ir, options: MockOptions): Promise<number> {
  const destination = destinationOf(options);
  const problem = problemOf(context, ir, destination);
  if (problem !== undefined) return usageError(context, problem);
  const request = requestOf(context, options, destination.format);
  if ("problem" in request) return usageError(context, request.problem);
  try {
    const mocked = mock(ir, request);
    if (destination.output === undefined) return print(context, mocked, destination);
    return await writeTables(context, mocked, destination);
  } catch (error) {
    if (error instanceof MockRefusal) return usageError(context, error.message);
    throw error;
  }
}

function destinationOf({ output, format, dialect = "duckdb", force }: MockOptions): Destination {
  const named = output === undefined ? undefined : formatOf(output);
  return { format: format ?? named ?? "csv", dialect, output, isFile: named !== undefined, force };
}

function problemOf(
  { operands }: Context,
  { contracts }: Ir,
  { format, output, isFile }: Destination,
): string | undefined {
  const isOne = operands.length === 1 || contracts.length === 1;
  if (output === undefined && format === "parquet") return "--format parquet writes files: give --output FOLDER.";
  if (output === undefined && format !== "sql" && !isOne)
    return "Several contracts make several files: give --output FOLDER, or name one contract.";
  if (isFile && !isOne) return `--output ${output} is one file: name one contract, or give a folder.`;
  return undefined;
}

function requestOf(
  { operands }: Context,
  options: MockOptions,
  format: MockFormat,
): MockRequest | { readonly problem: string } {
  const { rows, seed = "1", now, faults } = options;
  if (rows !== undefined && !/^\d{1,8}$/.test(rows))
    return { problem: `--rows must be a whole number, not "${rows}".` };
  if (!/^\d{1,9}$/.test(seed)) return { problem: `--seed must be a whole number, not "${seed}".` };
  const time = now === undefined ? Date.now() : timeOf(now);
  if (time === undefined) return { problem: `--now must be a timestamp such as 2026-12-01T00:00:00Z, not "${now}".` };
  return {
    contracts: operands,
    ...(rows !== undefined && { rows: Number(rows) }),
    seed: Number(seed),
    now: time,
    faults: faults !== undefined,
    form: FORMS[format],
  };
}

function timeOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

function print({ terminal, operands }: Context, { tables }: Mocked, { format, dialect }: Destination): number {
  if (format === "sql") {
    terminal.out(sqlScript(tables, dialect));
    return exit.done;
  }
  const shown = tables.filter(({ contract }) => operands.length === 0 || operands.includes(contract.name));
  for (const table of shown) if (format !== "parquet") terminal.out(textOf(table, format, dialect));
  const others = tables.filter((table) => !shown.includes(table)).map(({ contract }) => contract.name);
  if (others.length > 0)
    terminal.note(`${operands.join(", ")} refers to rows of ${others.join(", ")}: --output FOLDER writes these too.\n`);
  return exit.done;
}

async function writeTables(context: Context, { tables }: Mocked, destination: Destination): Promise<number> {
  const { output = ".", isFile, format, dialect, force } = destination;
  const own = tables.filter(({ contract }) => !isFile || contract.name === (context.operands[0] ?? contract.name));
  const path = ({ contract }: MockedTable) =>
    isFile ? output : `${output.replace(/\/+$/, "")}/${contract.name}.${format}`;
  if (format === "parquet") return usageError(context, "parquet is not built yet.");
  const files = own.map((table): FileToWrite => {
    const shown = path(table);
    return {
      host: context.host,
      path: projectPath(shown, context),
      shown,
      text: textOf(table, format, dialect),
      mayReplace: () => false,
    };
  });
  const { conflicts, written, unchanged } = await writeFiles(files, force);
  const [conflict] = conflicts;
  if (conflict !== undefined) {
    context.terminal.err(`dex: ${conflict.shown} exists already, so nothing was written. --force replaces files.\n`);
    return exit.refused;
  }
  const rows = own.reduce((sum, { table }) => sum + table.rows.length, 0);
  context.terminal.note(
    `${plural(rows, "row")} in ${plural(written.length + unchanged.length, "file")}: ${[...written, ...unchanged].join(", ")}\n`,
  );
  return exit.done;
}
