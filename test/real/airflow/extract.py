"""Stands where the generated extract script does: puts rows that a test has chosen into the raw tables."""

import argparse
import json
import os
from pathlib import Path

import duckdb

parser = argparse.ArgumentParser()
parser.add_argument("--table", action="append", required=True)
parser.add_argument("--full-refresh", action="store_true")
options = parser.parse_args()
statements = json.loads(Path(os.environ["DEX_TEST_ROWS"]).read_text(encoding="utf-8"))
with duckdb.connect(os.environ["DEX_DUCKDB_PATH"]) as database:
    for table in options.table:
        for statement in statements[table]:
            database.execute(statement)
if options.full_refresh:
    Path(os.environ["DEX_TEST_ROWS"]).with_suffix(".refreshed").touch()
