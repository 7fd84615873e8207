"""Runs suites like run_suites.py, but a query that contains "crashing" crashes DuckDB: crash.py FOLDER ARGUMENTS."""

import sys

sys.path.insert(0, sys.argv[1])

import dex_pandas
import duckdb
import run_suites

query_of_tables = dex_pandas.Tables.query


def query(tables, text, take):
    def crash(_):
        rows = duckdb.sql("select cast(i as decimal(10, 2)) as amount, 'v' || i as name from range(9) as t(i)")
        tables.connection.register("arrow", rows.to_arrow_table())
        names = ", ".join(f"'v{i}'" for i in range(300))
        tables.connection.sql(f"select * from arrow where amount > 3 and name not in ({names})").count("*").fetchone()
        raise SystemExit("this release of DuckDB does not crash here: find another query")

    return query_of_tables(tables, text, crash if "crashing" in text else take)


dex_pandas.Tables.query = query
sys.exit(run_suites.main(sys.argv[2:]))
