"""What Airflow sees in folders of DAG files, as JSON: bag.py FOLDER..."""

import json
import sys


def bag_of(folder: str):
    try:
        from airflow.dag_processing.dagbag import DagBag
    except ImportError:
        # Airflow 2.
        from airflow.models.dagbag import DagBag

        return DagBag(folder, include_examples=False)
    return DagBag(folder)


def told(task) -> dict:
    return {
        "type": type(task).__name__,
        "needs": sorted(task.upstream_task_ids),
        "outlets": sorted(outlet.uri for outlet in task.outlets),
        "command": getattr(task, "bash_command", None),
        "cwd": getattr(task, "cwd", None),
        "retries": task.retries,
        "pool": task.pool,
    }


def seen(folder: str) -> dict:
    bag = bag_of(folder)
    dags = {
        dag.dag_id: {
            "tasks": {task.task_id: told(task) for task in dag.tasks},
            "timetable": type(dag.timetable).__name__,
            "summary": dag.timetable.summary,
            "catchup": dag.catchup,
            "doc": dag.doc_md,
            "tags": sorted(dag.tags),
        }
        for dag in bag.dags.values()
    }
    return {"errors": bag.import_errors, "dags": dags}


print("\n" + json.dumps({folder: seen(folder) for folder in sys.argv[1:]}))
