"""Runs SQL on a test's database: query.py duckdb PATH | query.py postgres URL.

Reads {"script": SQL or null, "queries": {name: SQL}} and prints {name: rows}. Text and numbers stay what they are; the rest is its text.
"""

import datetime
import json
import sys

UTC = datetime.timezone.utc


def plain(value):
    if isinstance(value, datetime.datetime):
        return (value if value.tzinfo is None else value.astimezone(UTC).replace(tzinfo=None)).isoformat(" ")
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (list, dict)):
        return value
    return str(value)


def connect(engine, where):
    if engine == "duckdb":
        import duckdb

        connection = duckdb.connect(where)
        connection.execute("set timezone = 'UTC'")
        return connection
    import psycopg2

    connection = psycopg2.connect(where)
    connection.autocommit = True
    return connection


def main():
    engine, where = sys.argv[1:]
    task = json.load(sys.stdin)
    connection = connect(engine, where)
    cursor = connection.cursor()
    if task["script"]:
        cursor.execute(task["script"])
    results = {}
    for name, query in task["queries"].items():
        cursor.execute(query)
        results[name] = [[plain(value) for value in row] for row in cursor.fetchall()]
    connection.close()
    json.dump(results, sys.stdout)


main()
