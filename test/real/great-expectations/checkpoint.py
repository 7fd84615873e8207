"""Runs the checkpoint of a generated project: checkpoint.py FOLDER. Prints what failed, and what GX makes of each suite when it writes it."""

import json
import sys
from pathlib import Path

import great_expectations as gx

folder = Path(sys.argv[1])
context = gx.get_context(mode="file", project_root_dir=folder)
outcome = context.checkpoints.get("dex").run()
failed = [
    result.expectation_config.meta["dex"]["assertion"]
    for run in outcome.run_results.values()
    for result in run.results
    if not result.success
]
# The checkpoint of one contract tells rows by their key.
(of_orders,) = context.checkpoints.get("orders").run().run_results.values()
(status,) = [
    result.result["partial_unexpected_index_list"]
    for result in of_orders.results
    if result.expectation_config.meta["dex"]["assertion"] == "orders.status.in_set"
]
rows = [{"order_id": key} for group in status for key in group["order_id"]]
for suite in context.suites.all():
    suite.save()
suites = {path.name: json.loads(path.read_text()) for path in (folder / "gx" / "expectations").glob("*.json")}
docs = [str(path) for path in folder.glob("gx/uncommitted/data_docs/**/index.html")]
sys.stdout = sys.__stdout__
print(json.dumps({"failed": sorted(set(failed)), "suites": suites, "docs": len(docs), "rows": rows}))
