"""Runs extract scripts and SQL in one process, as lines of JSON: dlt takes seconds to import.

    session.py SOURCE_DSN (duckdb PATH | postgres DSN)

Each line has `extract` (a script and its words), `source` (SQL for the source), `warehouse` (SQL), or `queries` (SQL by name, for the warehouse).
"""

import contextlib
import importlib
import io
import json
import os
import sys
import warnings
from pathlib import Path

import dlt
from dlt.sources import sql_database

sys.path.append(str(Path(__file__).parents[1] / "dbt"))
from database import connect, rows_of  # noqa: E402

warnings.filterwarnings("ignore")


def execute(engine: str, where: str, script: str) -> None:
    connection = connect(engine, where)
    connection.cursor().execute(script)
    connection.close()


def run_extract(script: str, words: list[str]) -> dict:
    folder, name = os.path.split(script)
    for module in [name[:-3], *[each for each in sys.modules if each.startswith("dex_")]]:
        sys.modules.pop(module, None)
    sys.path[0] = folder
    sys.argv = [name, *words]
    out, err = io.StringIO(), io.StringIO()
    importlib.invalidate_caches()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        module = importlib.import_module(name[:-3])
        try:
            status = module.run(module.EXTRACT, module.__doc__, words)
        except SystemExit as end:
            status = end.code
    return {"status": status, "stdout": out.getvalue(), "stderr": err.getvalue()}


def main() -> None:
    source, engine, where = sys.argv[1:]
    sys.dont_write_bytecode = True
    answers = sys.stdout
    for line in sys.stdin:
        task = json.loads(line)
        if "extract" in task:
            answer = run_extract(task["extract"], task["words"])
        elif "source" in task:
            execute("postgres", source, task["source"])
            answer = {}
        elif "warehouse" in task:
            execute(engine, where, task["warehouse"])
            answer = {}
        else:
            connection = connect(engine, where)
            answer = {name: rows_of(connection, query) for name, query in task["queries"].items()}
            connection.close()
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


main()
