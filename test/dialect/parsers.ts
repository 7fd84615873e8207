import { DuckDBInstance } from "@duckdb/node-api";
import bigquery from "node-sql-parser/build/bigquery.js";
import hive from "node-sql-parser/build/hive.js";
import mysql from "node-sql-parser/build/mysql.js";
import postgresql from "node-sql-parser/build/postgresql.js";
import redshift from "node-sql-parser/build/redshift.js";
import snowflake from "node-sql-parser/build/snowflake.js";
import type { SqlDialect } from "../../src/dialect/registry.ts";

/** A parser of a dialect's statements, which throws for what it cannot read. */
export interface StatementParser {
  readonly parse: (sql: string) => void;
  /** What is right, but beyond this parser. `test/real/dialects.test.ts` has sqlfluff read it. */
  readonly beyond?: RegExp;
}

const duckdb = await (await DuckDBInstance.create()).connect();

interface Build {
  readonly Parser: new () => { astify(sql: string): unknown };
}

function of({ Parser }: Build, beyond?: RegExp): StatementParser {
  const parser = new Parser();
  return { parse: (sql) => parser.astify(sql), ...(beyond && { beyond }) };
}

const SPARK = /timestamp_ntz|try_cast|(as|made_column) (boolean|binary)\b|array<|map<|struct</;

/** The parser of each dialect: DuckDB's own, and those of node-sql-parser, where Hive's is the nearest to Spark. */
export const PARSERS: Readonly<Record<SqlDialect, StatementParser>> = {
  duckdb: {
    parse: async (sql) => {
      await duckdb.extractStatements(sql);
    },
  },
  postgres: of(postgresql),
  snowflake: of(snowflake, /variant|(as|made_column) (array|object)\b|vector\(/),
  bigquery: of(bigquery, /bignumeric|numeric\(|(as|made_column) (bytes|json)\b|struct</),
  redshift: of(redshift, /timestamptz|super\b|varbyte|try_cast/),
  databricks: of(hive, SPARK),
  spark: of(hive, SPARK),
  mysql: of(mysql),
};
