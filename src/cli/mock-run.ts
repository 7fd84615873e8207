import { plural } from "../diagnostics/format/summary.ts";
import type { SqlDialect } from "../dialect/registry.ts";
import { nodeHost } from "../host/node.ts";
import { splitPath } from "../host/split-path.ts";
import type { Ir } from "../ir/ir.ts";
import type { FaultReport } from "../mock/faults/report.ts";
import { faultsText } from "../mock/faults/text.ts";
import { type Mocked, mock } from "../mock/mock.ts";
import { type MockedTable, MockRefusal, type MockRequest } from "../mock/request.ts";
import { sqlScript } from "../mock/sql.ts";
import { withoutEnd } from "../text/trim.ts";
import type { BaseContext } from "./command.ts";
import { exit } from "./exit-code.ts";
import { FORMS, formatOf, type MockFormat, textOf } from "./mock-output.ts";
import { parquetFiles } from "./mock-parquet.ts";
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
  readonly hasFaults: boolean;
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

function destinationOf({ output, format, dialect = "duckdb", faults, force }: MockOptions): Destination {
  const named = output === undefined ? undefined : formatOf(output);
  return {
    format: format ?? named ?? "csv",
    dialect,
    output,
    isFile: named !== undefined,
    hasFaults: faults !== undefined,
    force,
  };
}

function problemOf(
  { operands }: Context,
  { contracts }: Ir,
  { format, output, isFile, hasFaults }: Destination,
): string | undefined {
  const isOne = operands.length === 1 || contracts.length === 1;
  if (output === undefined && format === "parquet") return "--format parquet writes files: give --output FOLDER.";
  if (output === undefined && hasFaults) return "--faults writes a file that lists the faults: give --output FOLDER.";
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

async function writeTables(context: Context, mocked: Mocked, destination: Destination): Promise<number> {
  const { output = ".", isFile, format, dialect } = destination;
  const folder = withoutEnd(output, /\//);
  const own = mocked.tables.filter(
    ({ contract }) => !isFile || contract.name === (context.operands[0] ?? contract.name),
  );
  const path = ({ contract }: MockedTable) => (isFile ? output : `${folder}/${contract.name}.${format}`);
  const faults =
    mocked.faults === undefined ? [] : [{ shown: faultsPath(destination, folder), text: faultsText(mocked.faults) }];
  const made =
    format === "parquet"
      ? await parquetFiles(own, path)
      : own.map((table) => ({ shown: path(table), text: textOf(table, format, dialect) }));
  if ("problem" in made) return usageError(context, made.problem);
  const { conflicts, written, unchanged } = await writeFiles(
    [...made, ...faults].map((file) => toWrite(context, file)),
    destination.force,
  );
  const [conflict] = conflicts;
  if (conflict !== undefined) {
    context.terminal.err(`dex: ${conflict.shown} exists already, so nothing was written. --force replaces files.\n`);
    return exit.refused;
  }
  const rows = own.reduce((sum, { table }) => sum + table.rows.length, 0);
  const paths = [...written, ...unchanged];
  context.terminal.note(
    `${plural(rows, "row")} in ${plural(paths.length - faults.length, "file")}: ${paths.join(", ")}\n`,
  );
  if (mocked.faults !== undefined) context.terminal.note(faultsNote(mocked.faults));
  return exit.done;
}

/** A file to write: its path as the user would type it, and its content. */
interface MadeFile {
  readonly shown: string;
  readonly text: string | Uint8Array;
}

function toWrite({ cwd }: Context, { shown, text }: MadeFile): FileToWrite {
  const { folder, file } = splitPath(cwd, shown);
  return { host: nodeHost(folder), path: file, shown, text, mayReplace: () => false };
}

/** The file of faults: in the folder, or beside the one file. */
function faultsPath({ isFile, output = "", format }: Destination, folder: string): string {
  return isFile ? `${output.slice(0, -format.length)}faults.json` : `${folder}/faults.json`;
}

function faultsNote({ faults, notMade }: FaultReport): string {
  const missed =
    notMade.length === 0
      ? ""
      : ` ${plural(notMade.length, "assertion")} cannot be violated in this way; the file says why.`;
  return `${plural(faults.length, "assertion")} violated: see the file of faults.${missed}\n`;
}
