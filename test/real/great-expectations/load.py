"""Runs SQL statements: reads {"url": ..., "statements": [...]} from standard input. A URL is PostgreSQL's or the path of a DuckDB database."""

import json
import sys

given = json.load(sys.stdin)
if given["url"].startswith("postgresql"):
    import psycopg2

    connection = psycopg2.connect(given["url"])
    cursor = connection.cursor()
    for statement in given["statements"]:
        cursor.execute(statement)
    connection.commit()
else:
    import duckdb

    connection = duckdb.connect(given["url"])
    for statement in given["statements"]:
        connection.execute(statement)
connection.close()
