"""Runs dbt commands and SQL in one process, as lines of JSON: dbt takes seconds to start.

    session.py duckdb PATH | session.py postgres DSN

The working directory is the dbt project. Each line has `dbt` (words), `script` (SQL) or `queries` (SQL by name).
"""

import contextlib
import io
import json
import sys

from database import connect, rows_of
from dbt.cli.main import dbtRunner


def run_dbt(words: list[str]) -> dict:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        result = dbtRunner().invoke(["--no-use-colors", "--no-send-anonymous-usage-stats", *words, "--profiles-dir", "."])
    nodes = getattr(result.result, "results", None) or []
    bad = {
        node.node.name: str(node.status)
        for node in nodes
        if getattr(node, "node", None) is not None and str(node.status) not in ("success", "pass", "no-op")
    }
    return {"ok": result.success, "bad": bad, "said": said.getvalue() + str(result.exception or "")}


def main() -> None:
    engine, where = sys.argv[1:]
    answers = sys.stdout
    for line in sys.stdin:
        task = json.loads(line)
        if "dbt" in task:
            answer = run_dbt(task["dbt"])
        else:
            connection = connect(engine, where)
            if "script" in task:
                connection.cursor().execute(task["script"])
                answer = {}
            else:
                answer = {name: rows_of(connection, query) for name, query in task["queries"].items()}
            connection.close()
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


main()
