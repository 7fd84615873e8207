import { describe, expect, it } from "vitest";
import type { SqlDialect } from "../../src/dialect/registry.ts";
import { sessionDates } from "../../src/sql/session-dates.ts";

const instants = new Set(["at", "updated_at"]);
const find = (sql: string, dialect: SqlDialect) =>
  sessionDates(`select ${sql} from orders`, dialect, (column) => instants.has(column)).map(({ start, end }) =>
    `select ${sql} from orders`.slice(start, end),
  );

/** SQL, what is found in it, and its dialect: DuckDB by default. */
type Case = readonly [sql: string, found: string, dialect?: SqlDialect];

function named(cases: readonly Case[]) {
  return cases.map(([sql, found, dialect = "duckdb"]) => ({ sql, found, dialect }));
}

describe("the date of an instant in the time zone of the session", () => {
  it.each(
    named([
      ["cast(at as date)", "cast(at as date)"],
      ["cast(o.updated_at as date) as day", "cast(o.updated_at as date)"],
      ["CAST ( O.AT AS DATE )", "CAST ( O.AT AS DATE )"],
      ["try_cast(at as date)", "try_cast(at as date)"],
      ["safe_cast(at as date)", "safe_cast(at as date)", "bigquery"],
      ["at::date", "at::date"],
      ["o.at :: date", "o.at :: date"],
      ['"at"::date', '"at"::date'],
      ["max(o.at)::date", "max(o.at)::date"],
      ["(at)::date", "(at)::date"],
      ["at::timestamp", "at::timestamp", "postgres"],
      ["cast(at as timestamp)", "cast(at as timestamp)", "postgres"],
      ["cast(at as timestamp without time zone)", "cast(at as timestamp without time zone)", "postgres"],
      ["cast(at as timestamp_ntz)", "cast(at as timestamp_ntz)", "snowflake"],
      ["cast(at as datetime)", "cast(at as datetime)", "bigquery"],
      ["date(at)", "date(at)"],
      ["to_date(o.at)", "to_date(o.at)", "snowflake"],
      ["date_trunc('day', at)", "date_trunc('day', at)"],
      ["date_trunc('month', max(at))", "date_trunc('month', max(at))"],
      ["date_trunc(at, week)", "date_trunc(at, week)", "bigquery"],
      ["timestamp_trunc(at, day)", "timestamp_trunc(at, day)", "bigquery"],
      ["extract(hour from at)", "extract(hour from at)"],
      ["date_part('dow', at)", "date_part('dow', at)"],
      ["year(at)", "year(at)"],
      ["to_char(at, 'YYYY-MM-DD')", "to_char(at, 'YYYY-MM-DD')"],
      ["strftime(at, '%d')", "strftime(at, '%d')"],
      ["cast(coalesce(o.at, o.updated_at) as date)", "cast(coalesce(o.at, o.updated_at) as date)"],
      ["cast(at + interval '1 day' as date)", "cast(at + interval '1 day' as date)"],
    ]),
  )("is in $sql", ({ sql, found, dialect }) => {
    expect(find(sql, dialect)).toEqual([found]);
  });

  it.each(
    named([
      ["cast(at at time zone 'UTC' as date)", ""],
      ["(at at time zone 'UTC')::date", ""],
      ["timezone('UTC', at)::date", ""],
      ["cast(convert_timezone('UTC', at) as date)", "", "snowflake"],
      ["date(at, 'UTC')", "", "bigquery"],
      ["date_trunc('day', at, 'UTC')", "", "postgres"],
      ["timestamp_trunc(at, day, 'UTC')", "", "bigquery"],
      ["date_trunc('second', at)", ""],
      ["extract(epoch from at)", ""],
      ["date_part('epoch', at)", ""],
      ["cast(at as timestamp)", "", "bigquery"],
      ["cast(at as timestamp with time zone)", "", "postgres"],
      ["at::timestamptz", ""],
      ["cast(at as varchar)", ""],
      ["cast(day as date)", ""],
      ["day::date", ""],
      ["date '2024-01-01'", ""],
      ["cast(length(at) as date)", ""],
      ["'cast(at as date)'", ""],
      ["at -- ::date", ""],
    ]),
  )("is not in $sql", ({ sql, dialect }) => {
    expect(find(sql, dialect)).toEqual([]);
  });

  it("is found through a name that the query gives to the column", () => {
    const sql = "with x as (select at as happened from orders) select happened::date from x";
    expect(sessionDates(sql, "duckdb", (column) => column === "at")).toMatchObject([{ column: "happened" }]);
  });
});
