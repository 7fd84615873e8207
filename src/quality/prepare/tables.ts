import { storedFamilies } from "../../assertion/fit.ts";
import { storedMisfit } from "../../assertion/misfit-query.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import { duckdb } from "../../dialect/duckdb.ts";
import { postgres } from "../../dialect/postgres.ts";
import type { Engine, Failure } from "../../engine/query.ts";
import { isFailure } from "../../engine/query.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field } from "../../ir/field.ts";
import { type Code, code } from "../../text/quote/code.ts";
import type { PreparedColumn, PreparedDataset } from "../prepared.ts";
import { tableReading } from "../rows/parquet.ts";
import { otherType } from "../rows/stored-type.ts";
import { viewOf } from "../rows/view.ts";
import type { Problem } from "./files.ts";

/** A table of a database. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  /** The columns in their order, with the type in the words of the engine. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** A table to check, and the condition of the rows. */
export interface TableOf {
  readonly contract: Contract;
  readonly table: Table;
  /** The name of the relation to make, where the engine makes one. */
  readonly relation: string;
  readonly filter?: { readonly where: Code; readonly words: string };
}

const DUCKDB_TABLES = `select schema_name, table_name, column_name, data_type
from (select schema_name, table_name, column_name, data_type, column_index from duckdb_columns() where not internal and database_name not in ('system', 'temp'))
where table_name = NAME
order by schema_name, column_index`;

// information_schema shows neither materialized views nor the types of enumerations.
const POSTGRES_TABLES = `select n.nspname, r.relname, a.attname,
    case when b.typcategory = 'A' then 'array' when b.typtype = 'e' or b.typcategory = 'U' and b.typname in ('vector') then 'user-defined'
    else format_type(b.oid, null) end
from pg_class r
join pg_namespace n on n.oid = r.relnamespace
join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
join pg_type b on b.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end
where r.relname = NAME and r.relkind in ('r', 'p', 'f', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
    and n.nspname not like 'pg_toast%' and n.nspname not like 'pg_temp%' and has_column_privilege(r.oid, a.attnum, 'select')
order by n.nspname, a.attnum`;

/** The tables with a name in all schemas. */
export async function tablesNamed(engine: Engine, name: string, dialect: Dialect): Promise<readonly Table[] | Failure> {
  const text = dialect === duckdb ? DUCKDB_TABLES : POSTGRES_TABLES;
  const answer = await engine.query(text.replace("NAME", dialect.string(name).text));
  if (isFailure(answer)) return answer;
  return [...bySchema(answer.rows)].map(([schema, columns]) => ({ schema, name, columns }));
}

function bySchema(rows: readonly (readonly unknown[])[]): ReadonlyMap<string, Table["columns"]> {
  const found = new Map<string, { name: string; type: string }[]>();
  for (const [schema, , column, type] of rows) {
    const columns = found.get(String(schema)) ?? [];
    columns.push({ name: String(column), type: String(type) });
    found.set(String(schema), columns);
  }
  return found;
}

/** The SQL of a table. */
export function tableCode({ schema, name }: Table, { identifier }: Dialect): Code {
  return code`${identifier(schema)}.${identifier(name)}`;
}

/** Makes a relation of a table in DuckDB. */
export async function prepareDuckdbTable(engine: Engine, given: TableOf): Promise<PreparedDataset | Problem> {
  const { contract, table, filter } = given;
  const view = viewOf(contract.dataset.fields, [tableReading(tableCode(table, duckdb), table.columns)]);
  const relation = duckdb.identifier(given.relation);
  const rows = filter === undefined ? view.query : code`select * from (${view.query}) as data where ${filter.where}`;
  const made = await engine.query(code`create temp view ${relation} as ${rows}`.text);
  if (isFailure(made)) return { problem: `${table.schema}.${table.name} cannot be read: ${made.message}.` };
  return {
    contract,
    source: { engine: "duckdb", name: `${table.schema}.${table.name}`, ...(filter && { filter: filter.words }) },
    dialect: duckdb,
    relation,
    columns: view.columns,
    extra: view.extra,
  };
}

/** A table of PostgreSQL as it is. Its queries read the stored values. */
export function preparePostgresTable({ contract, table, filter }: TableOf): PreparedDataset {
  const own = tableCode(table, postgres);
  const { fields } = contract.dataset;
  const names = new Set(fields.map(({ name }) => name));
  return {
    contract,
    source: { engine: "postgres", name: `${table.schema}.${table.name}`, ...(filter && { filter: filter.words }) },
    dialect: postgres,
    relation: filter === undefined ? own : code`(select * from ${own} where ${filter.where}) as data`,
    columns: fields.map((field) => postgresColumn(field, table)),
    extra: table.columns.map(({ name }) => name).filter((name) => !names.has(name)),
  };
}

function postgresColumn(field: Field, { columns }: Table): PreparedColumn {
  const raw = postgres.identifier(field.name);
  const found = columns.find(({ name }) => name === field.name);
  if (found === undefined) return { field, raw, isMissing: true };
  const family = postgres.stored[found.type];
  if (family === undefined || !storedFamilies(field.type, postgres).includes(family)) {
    return { field, raw, isMissing: false, problem: otherType(found.type, field.type), isUnreadable: true };
  }
  const misfit = storedMisfit(field.type, { column: raw, dialect: postgres });
  return { field, raw, isMissing: false, ...(misfit && { misfit: code`coalesce(${misfit}, false)` }) };
}
