import type { Client, ClientConfig } from "pg";
import { compareStrings } from "../text/compare.ts";
import type { LiveColumn, LiveSchema, LiveTable } from "./schema.ts";

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

const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing answers at that address",
  ENOTFOUND: "the host is unknown",
  EAI_AGAIN: "the host is unknown",
  ETIMEDOUT: "the host does not answer",
  ECONNRESET: "the server closed the connection",
  ERR_INVALID_URL: "it is not a URL",
  "28P01": "the user or the password is wrong",
  "28000": "the server rejects the user",
  "3D000": "there is no such database",
};

/** Our own wording, since a message of the driver may contain the URL and its password. */
function reasonOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  if (CODES[code] !== undefined) return CODES[code];
  if (error instanceof Error && /timeout/i.test(error.message)) return "the server does not answer in time";
  if (error instanceof Error && /SSL/.test(error.message))
    return "the server does not support SSL, or requires it. Set sslmode in the URL";
  return `the connection failed${/^[A-Z0-9_]{3,40}$/.test(code) ? ` (${code})` : ""}`;
}

/** The tables that the user may read, with partitioned and foreign tables, but without the partitions of a table. */
const COLUMNS = `
select c.table_name, c.column_name, c.is_nullable = 'YES' as nullable, c.data_type, c.udt_name,
    c.character_maximum_length::int as max_length, c.numeric_precision::int as precision, c.numeric_scale::int as scale,
    obj_description(r.oid, 'pg_class') as table_comment,
    col_description(r.oid, c.ordinal_position::int) as comment,
    (select array_agg(e.enumlabel::text order by e.enumsortorder)
     from pg_enum e join pg_type t on t.oid = e.enumtypid join pg_namespace s on s.oid = t.typnamespace
     where t.typname = c.udt_name and s.nspname = c.udt_schema) as labels
from information_schema.columns c
join pg_namespace n on n.nspname = c.table_schema
join pg_class r on r.relnamespace = n.oid and r.relname = c.table_name
where c.table_schema = $1 and r.relkind in ('r', 'p', 'f') and not r.relispartition
order by c.table_name collate "C", c.ordinal_position`;

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
  readonly column_name: string;
  readonly nullable: boolean;
  readonly data_type: string;
  readonly udt_name: string;
  readonly max_length: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
  readonly table_comment: string | null;
  readonly comment: string | null;
  readonly labels: readonly string[] | null;
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
  const columns = (await client.query<ColumnRow>(COLUMNS, [schema])).rows;
  const keys = (await client.query<KeyRow>(KEYS, [schema])).rows;
  await client.query("rollback");
  const names = [...new Set(columns.map((row) => row.table_name))].sort(compareStrings);
  return names.map((name) =>
    tableOf(
      name,
      columns.filter((row) => row.table_name === name),
      keys.filter((row) => row.table_name === name),
    ),
  );
}

function tableOf(name: string, columns: readonly ColumnRow[], keys: readonly KeyRow[]): LiveTable {
  const comment = columns[0]?.table_comment ?? undefined;
  const alone = keys.filter((key) => key.columns.length === 1);
  return {
    name,
    ...(comment !== undefined && { comment }),
    columns: columns.map(columnOf),
    primaryKey: keys.find(({ kind }) => kind === "p")?.columns ?? [],
    unique: alone.flatMap(({ kind, columns: own }) => (kind === "u" ? own : [])),
    references: alone.flatMap(({ kind, columns: [column], to_table: table, to_columns: to }) =>
      kind === "f" && column !== undefined && table !== null && to?.[0] !== undefined
        ? [{ column, table, to: to[0] }]
        : [],
    ),
  };
}

function columnOf(row: ColumnRow): LiveColumn {
  return {
    name: row.column_name,
    nullable: row.nullable,
    type: row.data_type,
    typeName: row.udt_name,
    ...(row.max_length !== null && { maxLength: row.max_length }),
    ...(row.precision !== null && { precision: row.precision }),
    ...(row.scale !== null && { scale: row.scale }),
    ...(row.labels !== null && { labels: row.labels }),
    ...(row.comment !== null && { comment: row.comment }),
  };
}
