"""Runs extract scripts and SQL in one process, as lines of JSON: dlt takes seconds to import.

    session.py SOURCE_DSN (duckdb PATH | postgres DSN)

Each line has `extract` (a script and its words), `fork` (the same in a process of its own), `source` (SQL for the source), `warehouse` (SQL), or `queries` (SQL by name, for the warehouse).
"""

import contextlib
import importlib
import io
import json
import os
import signal
import sys
import warnings
from pathlib import Path

import dlt
from dlt.destinations.impl.duckdb.sql_client import DuckDbSqlClient
from dlt.destinations.impl.postgres.sql_client import Psycopg2SqlClient
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


def run_forked(task: dict) -> dict:
    """Runs an extract in a process with an environment of its own, which ends as by kill -9 before its statement number "killAt"."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.environ.update(task["env"])
        statements = count_statements(task.get("killAt"))
        ended = run_extract(task["fork"], task["words"])
        with os.fdopen(writing, "w") as answer:
            json.dump({**ended, "statements": statements}, answer)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return json.loads(said) if said else {"killed": True}


def count_statements(last: int | None) -> list[str]:
    """Notes the statements and commits of dlt's clients from now on, and kills this process before one of them."""
    noted: list[str] = []

    def note(sql: object) -> None:
        if len(noted) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        noted.append(str(sql))

    for client in (DuckDbSqlClient, Psycopg2SqlClient):
        patch(client, "execute_query", note)
        patch(client, "commit_transaction", lambda *_: note("commit"))
    return noted


def patch(client: type, name: str, note: object) -> None:
    before = getattr(client, name)

    def noting(self: object, *arguments: object, **options: object) -> object:
        note(*arguments[:1])
        return before(self, *arguments, **options)

    setattr(client, name, noting)


def main() -> None:
    source, engine, where = sys.argv[1:]
    sys.dont_write_bytecode = True
    answers = sys.stdout
    for line in sys.stdin:
        task = json.loads(line)
        if "extract" in task:
            answer = run_extract(task["extract"], task["words"])
        elif "fork" in task:
            answer = run_forked(task)
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
