import type { Client, ClientConfig } from "pg";
import { compareStrings } from "../text/compare.ts";
import { reasonOf } from "./postgres-problem.ts";
import type { LiveCheck, LiveColumn, LiveSchema, LiveTable } from "./schema.ts";

const CONNECT_WITHIN = 10_000;
const ANSWER_WITHIN = 60_000;

/** Reads the tables of a PostgreSQL schema: columns, keys and comments. It reads the catalogue only, never rows. */
export async function readPostgres(url: string, schema: string): Promise<LiveSchema> {
  const driver = await import("pg").catch(() => undefined);
  if (driver === undefined)
    return { problem: "the package pg is not installed. Install it: npm install --save-dev pg" };
  try {
    const client = new driver.default.Client(configOf(url));
    // Without a listener, a broken connection would end the process.
    client.on("error", () => {});
    try {
      await client.connect();
      return { tables: await readTables(client, schema) };
    } finally {
      await client.end().catch(() => {});
    }
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

function configOf(url: string): ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_WITHIN,
    query_timeout: ANSWER_WITHIN,
    application_name: "dex",
  };
}

/** The tables and views that the user may read, with partitioned and foreign tables, but without the partitions of a table. */
const COLUMNS = `
select r.relname as table_name, r.relkind in ('v', 'm') as is_view, a.attname as column_name,
    not (a.attnotnull or t.typnotnull) as nullable, format_type(a.atttypid, a.atttypmod) as declared,
    e.typname as type_name, b.typcategory = 'A' and b.typelem <> 0 as is_array,
    case when e.typname in ('varchar', 'bpchar') and m.modifier > 4 then m.modifier - 4 end as max_length,
    case when e.typname = 'numeric' and m.modifier > 4 then ((m.modifier - 4) >> 16) & 65535 end as precision,
    case when e.typname = 'numeric' and m.modifier > 4 then (((m.modifier - 4) & 2047) # 1024) - 1024 end as scale,
    obj_description(r.oid, 'pg_class') as table_comment, col_description(r.oid, a.attnum) as comment,
    (select array_agg(l.enumlabel::text order by l.enumsortorder) from pg_enum l where l.enumtypid = e.oid) as labels
from pg_class r
join pg_namespace n on n.oid = r.relnamespace
join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
join pg_type b on b.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end
join pg_type i on i.oid = case when b.typcategory = 'A' and b.typelem <> 0 then b.typelem else b.oid end
join pg_type e on e.oid = case when i.typtype = 'd' then i.typbasetype else i.oid end
cross join lateral (select case when i.typtype = 'd' then i.typtypmod when t.typtype = 'd' then t.typtypmod else a.atttypmod end as modifier) m
where n.nspname = $1 and r.relkind in ('r', 'p', 'f', 'v', 'm') and not r.relispartition
    and has_column_privilege(r.oid, a.attnum, 'select, insert, update, references')
order by r.relname collate "C", a.attnum`;

/** The CHECK constraints of tables, and those of the domains of their columns, which call the column VALUE. */
const CHECKS = `
select r.relname as table_name, k.conname as name, pg_get_expr(k.conbin, k.conrelid) as expression,
    k.convalidated as is_valid, null as domain_of
from pg_constraint k
join pg_class r on r.oid = k.conrelid
join pg_namespace n on n.oid = r.relnamespace
where n.nspname = $1 and k.contype = 'c'
union all
select r.relname, a.attname || '_' || k.conname, pg_get_expr(k.conbin, 0), k.convalidated, a.attname
from pg_constraint k
join pg_attribute a on a.atttypid = k.contypid and a.attnum > 0 and not a.attisdropped
join pg_class r on r.oid = a.attrelid
join pg_namespace n on n.oid = r.relnamespace
where n.nspname = $1 and k.contype = 'c'
order by 1, 2`;

// information_schema shows keys only to users with write access, so they are read from pg_catalog.
const KEYS = `
select r.relname as table_name, k.contype::text as kind, f.relname as to_table,
    (select array_agg(a.attname::text order by u.place)
     from unnest(k.conkey) with ordinality u(attnum, place)
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum) as columns,
    (select array_agg(a.attname::text order by u.place)
     from unnest(k.confkey) with ordinality u(attnum, place)
     join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum) as to_columns
from pg_constraint k
join pg_class r on r.oid = k.conrelid
join pg_namespace n on n.oid = r.relnamespace
left join pg_class f on f.oid = k.confrelid and f.relnamespace = r.relnamespace
where n.nspname = $1 and k.contype in ('p', 'u', 'f')
order by r.relname collate "C", k.conname collate "C"`;

interface ColumnRow {
  readonly table_name: string;
  readonly is_view: boolean;
  readonly column_name: string;
  readonly nullable: boolean;
  readonly declared: string;
  readonly type_name: string;
  readonly is_array: boolean;
  readonly max_length: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
  readonly table_comment: string | null;
  readonly comment: string | null;
  readonly labels: readonly string[] | null;
}

interface CheckRow {
  readonly table_name: string;
  readonly name: string;
  readonly expression: string;
  readonly is_valid: boolean;
  readonly domain_of: string | null;
}

interface KeyRow {
  readonly table_name: string;
  readonly kind: "p" | "u" | "f";
  readonly to_table: string | null;
  readonly columns: readonly string[];
  readonly to_columns: readonly string[] | null;
}

async function readTables(client: Client, schema: string): Promise<readonly LiveTable[]> {
  // Not a startup parameter, since connection poolers refuse those.
  await client.query("begin transaction read only");
  // Constants of constraints are printed in the form and the time zone of the session.
  await client.query("set local timezone = 'UTC'; set local datestyle = 'ISO'");
  const columns = (await client.query<ColumnRow>(COLUMNS, [schema])).rows;
  const keys = (await client.query<KeyRow>(KEYS, [schema])).rows;
  const checks = (await client.query<CheckRow>(CHECKS, [schema])).rows;
  await client.query("rollback");
  const names = [...new Set(columns.map((row) => row.table_name))].sort(compareStrings);
  return names.map((name) => {
    const own = <Row extends { readonly table_name: string }>(rows: readonly Row[]) =>
      rows.filter((row) => row.table_name === name);
    return tableOf(name, { columns: own(columns), keys: own(keys), checks: own(checks) });
  });
}

interface Rows {
  readonly columns: readonly ColumnRow[];
  readonly keys: readonly KeyRow[];
  readonly checks: readonly CheckRow[];
}

function tableOf(name: string, { columns, keys, checks }: Rows): LiveTable {
  const comment = columns[0]?.table_comment ?? undefined;
  const alone = keys.filter((key) => key.columns.length === 1);
  return {
    name,
    isView: columns[0]?.is_view ?? false,
    ...(comment !== undefined && { comment }),
    columns: columns.map(columnOf),
    primaryKey: keys.find(({ kind }) => kind === "p")?.columns ?? [],
    unique: alone.flatMap(({ kind, columns: own }) => (kind === "u" ? own : [])),
    references: alone.flatMap(({ kind, columns: [column], to_table: table, to_columns: to }) =>
      kind === "f" && column !== undefined && table !== null && to?.[0] !== undefined
        ? [{ column, table, to: to[0] }]
        : [],
    ),
    checks: checks.map(checkOf),
  };
}

/** A check of a domain is about the column of that domain. */
function checkOf({ name, expression, is_valid: isValid, domain_of: column }: CheckRow): LiveCheck {
  if (column === null) return { name, expression, isValid };
  const identifier = `"${column.replaceAll('"', '""')}"`;
  const about = expression.replace(/'(?:[^']|'')*(?:'|$)|\bVALUE\b/g, (part) => (part === "VALUE" ? identifier : part));
  return { name, expression: about, isValid };
}

function columnOf(row: ColumnRow): LiveColumn {
  return {
    name: row.column_name,
    nullable: row.nullable,
    declared: row.declared,
    typeName: row.type_name,
    isArray: row.is_array,
    ...(row.max_length !== null && { maxLength: row.max_length }),
    ...(row.precision !== null && { precision: row.precision }),
    ...(row.scale !== null && { scale: row.scale }),
    ...(row.labels !== null && { labels: row.labels }),
    ...(row.comment !== null && { comment: row.comment }),
  };
}
