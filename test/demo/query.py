"""Runs SQL in a DuckDB file: query.py PATH. Reads {"statements": SQL, "queries": {name: SQL}} and prints the first row of each query."""

import json
import sys

import duckdb

task = json.load(sys.stdin)
with duckdb.connect(sys.argv[1]) as connection:
    if task["statements"]:
        connection.execute(task["statements"])
    rows = {name: connection.execute(query).fetchone() or [] for name, query in task["queries"].items()}
json.dump(rows, sys.stdout, default=str)
