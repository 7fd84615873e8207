import { mkdirSync } from "node:fs";
import { dialects } from "../../src/dialect/registry.ts";
import { openDuckdb } from "../../src/engine/duckdb/open.ts";
import { openPostgres } from "../../src/engine/postgres-query.ts";
import { type Engine, type Failure, isFailure } from "../../src/engine/query.ts";
import { findDataFiles } from "../../src/host/data-files.ts";
import { readStart } from "../../src/host/data-start.ts";
import type { Contract } from "../../src/ir/contract.ts";
import { checkDataset } from "../../src/quality/check-dataset.ts";
import { prepareFiles } from "../../src/quality/prepare/files.ts";
import {
  prepareDuckdbTable,
  preparePostgresTable,
  type Table,
  tableCode,
  tablesNamed,
} from "../../src/quality/prepare/tables.ts";
import type { PreparedDataset } from "../../src/quality/prepared.ts";
import type { DatasetResult } from "../../src/quality/result.ts";
import type { Code } from "../../src/text/quote/code.ts";

const PATIENCE = 60_000;

/** Opens DuckDB for files, or a file of DuckDB. */
export async function duckdbFor(
  folder: string,
  place: { database?: string; files?: readonly string[] },
): Promise<Engine> {
  const temporary = `${folder}/temporary-${Math.random().toString(36).slice(2)}/`;
  mkdirSync(temporary, { recursive: true });
  const { database, files = [] } = place;
  return sure<Engine>(
    await openDuckdb(
      { ...(database !== undefined && { database }), files, temporary, memory: 512, processMemory: 1024, threads: 2 },
      { query: PATIENCE, interrupt: 1000 },
    ),
  );
}

/** Opens a PostgreSQL database. */
export async function postgresFor(url: string): Promise<Engine> {
  return sure<Engine>(await openPostgres({ url, patience: PATIENCE }));
}

function sure<T extends object>(made: T | Failure): T {
  if (isFailure(made)) throw new Error(made.message);
  return made;
}

/** Checks the table of a contract, and of those that it refers to, in a schema. */
export async function checkTable(
  engine: Engine,
  contract: Contract,
  { kind, schema, others = [] }: { kind: "duckdb" | "postgres"; schema: string; others?: readonly Contract[] },
): Promise<DatasetResult> {
  const dialect = dialects[kind];
  const tableOf = async (name: string) => {
    const found = sure<readonly Table[]>(await tablesNamed(engine, name, dialect)).find((one) => one.schema === schema);
    if (found === undefined) throw new Error(`no table ${schema}.${name}`);
    return found;
  };
  const given = { contract, table: await tableOf(contract.dataset.name), relation: `data of ${contract.id}` };
  const data = kind === "duckdb" ? await prepareDuckdbTable(engine, given) : preparePostgresTable(given);
  if ("problem" in data) throw new Error(data.problem);
  const tables = new Map<string, Code>();
  for (const other of others) tables.set(other.dataset.id, tableCode(await tableOf(other.dataset.name), dialect));
  return await checked(engine, data, tables);
}

/** The file with the rows of a contract. */
export interface ContractFile {
  readonly contract: Contract;
  readonly path: string;
}

/** Checks the file of a contract. The others are those that it may refer to. */
export async function checkFile(
  engine: Engine,
  own: ContractFile,
  others: readonly ContractFile[] = [],
): Promise<DatasetResult> {
  const data = await prepared(engine, own);
  const tables = new Map<string, Code>();
  for (const other of others) tables.set(other.contract.dataset.id, (await prepared(engine, other)).relation);
  return await checked(engine, data, tables);
}

let relations = 0;

async function prepared(engine: Engine, { contract, path }: ContractFile): Promise<PreparedDataset> {
  const found = await findDataFiles("/", path);
  if ("problem" in found) throw new Error(found.problem);
  const [file] = found;
  const start = file && (await readStart(file));
  if (start === undefined || "problem" in start) throw new Error(start?.problem ?? "no file");
  relations += 1;
  const data = await prepareFiles(engine, { contract, files: [start], relation: `data ${relations}`, name: path });
  if ("problem" in data) throw new Error(data.problem);
  return data;
}

async function checked(engine: Engine, data: PreparedDataset, tables: Map<string, Code>): Promise<DatasetResult> {
  tables.set(data.contract.dataset.id, data.relation);
  const { assertions } = data.contract.dataset;
  return await checkDataset(
    { engine, clock: () => performance.now() },
    { data, assertions, tables, samples: 0, allowsEmpty: true },
  );
}

/** What is wrong with a dataset: the first check that did not pass. An error comes first. */
export function problemOf({ checks }: DatasetResult): string | undefined {
  const wrong = checks.filter(({ status }) => status !== "pass");
  const error = wrong.find(({ status }) => status === "error" || status === "skipped");
  const failed = wrong.find(({ status }) => status === "fail");
  if (failed !== undefined) return `${failed.id}: ${failed.reason}`;
  return error && `error ${error.id}: ${error.reason}`;
}
