"""Has a DAG's own callbacks told that a run has failed, as Airflow's DAG processor does it: notify.py FOLDER DAG.

`airflow dags test` of 3.3 cannot do it: it hands notifiers a DAG that has no templates.
"""

import sys

import structlog
from airflow.callbacks.callback_requests import DagCallbackRequest
from airflow.dag_processing.dagbag import DagBag
from airflow.dag_processing.processor import _execute_dag_callbacks

folder, dag_id = sys.argv[1:]
bag = DagBag(folder)
request = DagCallbackRequest(
    filepath=bag.dags[dag_id].fileloc,
    bundle_name="dags-folder",
    bundle_version=None,
    dag_id=dag_id,
    run_id="scheduled__2026-03-01",
    is_failure_callback=True,
    msg="task_failure",
)
_execute_dag_callbacks(bag, request, structlog.get_logger())
