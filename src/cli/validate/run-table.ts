import { namedDatasets } from "../../assertion/named-datasets.ts";
import { dialects } from "../../dialect/registry.ts";
import { openPostgres } from "../../engine/postgres-query.ts";
import type { Engine } from "../../engine/query.ts";
import { isFailure } from "../../engine/query.ts";
import { findDataFiles } from "../../host/data-files.ts";
import { withTemporaryFolder } from "../../host/temporary-folder.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import {
  prepareDuckdbTable,
  preparePostgresTable,
  type Table,
  tableCode,
  tablesNamed,
} from "../../quality/prepare/tables.ts";
import type { DatasetResult } from "../../quality/result.ts";
import type { Code } from "../../text/quote/code.ts";
import type { BaseContext } from "../command.ts";
import type { Database } from "./database.ts";
import type { Limits, NoResult } from "./limits.ts";
import { closing, runChecks } from "./run-checks.ts";
import { openWithin } from "./run-files.ts";

/** A check of a table. */
export interface TableRun extends Limits {
  readonly contract: Contract;
  readonly ir: Ir;
  readonly database: Database;
  /** The name as the user gave it, with or without its schema. */
  readonly table: string;
}

/** Checks a table where it is. Nothing is copied out of the database but counts and samples. */
export async function runTable(run: TableRun, { cwd }: Pick<BaseContext, "cwd">): Promise<DatasetResult | NoResult> {
  const { database } = run;
  if (database.engine === "duckdb") return await inDuckdb(run, database.path, cwd);
  const engine = await openPostgres({ url: database.url, patience: run.timeout * 1000 });
  if (isFailure(engine)) return { problem: `The database cannot be read: ${engine.message}.`, at: "engine" };
  return await closing(engine, () => checkIn(engine, run));
}

async function inDuckdb(run: TableRun, path: string, cwd: string): Promise<DatasetResult | NoResult> {
  const files = await findDataFiles(cwd, path);
  if ("problem" in files) return { ...files, at: "data" };
  const [file, ...others] = files;
  if (file === undefined || others.length > 0)
    return { problem: `${path} is not one DuckDB file. Name the file with the table.`, at: "options" };
  return await withTemporaryFolder(async (temporary) => {
    const engine = await openWithin({ database: file.absolute, files: [], temporary }, run);
    if (isFailure(engine)) return { problem: `${path} cannot be opened: ${engine.message}.`, at: "engine" };
    return await closing(engine, () => checkIn(engine, run, temporary));
  });
}

async function checkIn(engine: Engine, run: TableRun, temporary?: string): Promise<DatasetResult | NoResult> {
  const { contract, filter } = run;
  const found = await findTable(engine, run);
  if ("problem" in found) return found;
  const given = { contract, table: found, relation: "data", ...(filter && { filter }) };
  const data = run.database.engine === "duckdb" ? await prepareDuckdbTable(engine, given) : preparePostgresTable(given);
  if ("problem" in data) return { ...data, at: "engine" };
  const others = await otherTables(engine, run, found);
  return await runChecks({ engine, data, others, ...(temporary !== undefined && { temporary }) }, run);
}

/** The table that the user means. A name without a schema must be in one schema only. */
async function findTable(engine: Engine, { table, database }: TableRun): Promise<Table | NoResult> {
  const parts = table.split(".");
  const name = parts.at(-1) ?? table;
  const schema = parts.length > 1 ? parts.slice(0, -1).join(".") : undefined;
  const all = await tablesNamed(engine, name, dialects[database.engine]);
  if (isFailure(all)) return { problem: `The database cannot be read: ${all.message}.`, at: "engine" };
  const found = all.filter((one) => schema === undefined || one.schema === schema);
  const [only, ...others] = found;
  if (only === undefined) return { problem: `The database has no table ${table} that the user may read.`, at: "data" };
  if (others.length === 0) return only;
  const names = found.map((one) => `${one.schema}.${one.name}`).join(", ");
  return { problem: `Several schemas have a table ${table}: ${names}. Name one with its schema.`, at: "options" };
}

/** The tables of the datasets that the checks refer to: those in the schema of the table, or else in the only schema with that name. */
async function otherTables(
  engine: Engine,
  { ir, assertions, database }: TableRun,
  { schema }: Table,
): Promise<ReadonlyMap<string, Code>> {
  const dialect = dialects[database.engine];
  const tables = new Map<string, Code>();
  for (const id of new Set(assertions.flatMap(({ rule }) => namedDatasets(rule)))) {
    const dataset = ir.contracts.find((contract) => contract.dataset.id === id)?.dataset;
    const found = dataset && (await tablesNamed(engine, dataset.name, dialect));
    if (found === undefined || isFailure(found)) continue;
    const table = found.find((one) => one.schema === schema) ?? (found.length === 1 ? found[0] : undefined);
    if (table !== undefined) tables.set(id, tableCode(table, dialect));
  }
  return tables;
}
