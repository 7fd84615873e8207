"""The states of runs and tasks, and the assets that were published, from Airflow's own database: states.py DATABASE."""

import json
import sqlite3
import sys

database = sqlite3.connect(sys.argv[1])
runs = database.execute("select dag_id, run_id, state from dag_run").fetchall()
tasks = database.execute("select run_id, task_id, state from task_instance").fetchall()
# Airflow 2 calls assets datasets.
tables = {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")}
asset = "asset" if "asset_event" in tables else "dataset"
events = database.execute(
    f"select e.source_run_id, a.uri from {asset}_event as e join {asset} as a on a.id = e.{asset}_id"
).fetchall()
print(
    json.dumps(
        [
            {
                "dag": dag,
                "run": run,
                "state": state,
                "tasks": {task: found for owner, task, found in tasks if owner == run},
                "published": sorted(uri for owner, uri in events if owner == run),
            }
            for dag, run, state in runs
        ]
    )
)
