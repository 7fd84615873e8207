import type { Dialect } from "../dialect/dialect.ts";
import { dialects, type SqlDialect } from "../dialect/registry.ts";
import { typeName } from "../dialect/type-names.ts";
import type { Row } from "../judge/value.ts";
import { type Code, code, join } from "../text/quote/code.ts";
import type { MockedTable } from "./request.ts";
import { sqlValue } from "./sql-value.ts";

/** The rows of one INSERT. */
const ROWS = 500;

/** Statements that create a table without constraints, and insert the rows. */
export function sqlStatements({ contract, table }: MockedTable, name: SqlDialect): readonly Code[] {
  const dialect = dialects[name];
  const target = dialect.identifier(contract.dataset.name);
  const columns = table.fields.map(({ name: column }) => dialect.identifier(column));
  const definitions = table.fields.map(
    ({ type }, index) => code`${columns[index] ?? target} ${typeName(type, dialect.types)}`,
  );
  const create = code`create table ${target} (\n    ${join(definitions, ",\n    ")}\n)`;
  const into = code`insert into ${target} (${join(columns, ", ")})`;
  const inserts: Code[] = [];
  for (let start = 0; start < table.rows.length; start += ROWS)
    inserts.push(code`${into}\n${rowsOf(table.rows.slice(start, start + ROWS), { table, dialect, name })}`);
  return [create, ...inserts];
}

/** The statements of several tables as a script. */
export function sqlScript(tables: readonly MockedTable[], name: SqlDialect): string {
  return tables.flatMap((table) => sqlStatements(table, name).map(({ text }) => `${text};\n`)).join("\n");
}

/** Statements for DuckDB that write the rows into a Parquet file. */
export function parquetStatements(table: MockedTable, path: string): readonly string[] {
  const { identifier, string } = dialects.duckdb;
  const name = identifier(table.contract.dataset.name);
  const copy = code`copy ${name} to ${string(path)} (format parquet)`;
  return [...sqlStatements(table, "duckdb"), copy, code`drop table ${name}`].map(({ text }) => text);
}

interface Context extends Pick<MockedTable, "table"> {
  readonly dialect: Dialect;
  readonly name: SqlDialect;
}

/** Snowflake accepts functions in a SELECT, but not in VALUES. */
function rowsOf(rows: readonly Row[], { table: { fields }, name }: Context): Code {
  const values = rows.map((row) =>
    join(
      fields.map(({ type }, index) => sqlValue(row[index] ?? null, type, name)),
      ", ",
    ),
  );
  if (name !== "snowflake")
    return code`values\n${join(
      values.map((value) => code`    (${value})`),
      ",\n",
    )}`;
  return join(
    values.map((value) => code`select ${value}`),
    "\nunion all ",
  );
}
