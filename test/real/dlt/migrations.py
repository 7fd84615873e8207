"""Prints the statements with which an extract changes tables of a warehouse, as a list of JSON, without the warehouse.

    migrations.py FOLDER WAREHOUSE NAMING

FOLDER has the modules of the extract, and NAMING is the naming convention of its scripts. The types, the names and their quotes are those of dlt; only the connection is missing.
"""

import json
import sys
from contextlib import contextmanager
from types import SimpleNamespace

import dlt
from dlt.common.configuration.container import Container
from dlt.common.schema.normalizers import naming_from_reference
from dlt.destinations.sql_client import SqlClientBase

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import dex_alter  # noqa: E402
import dex_changes  # noqa: E402

TYPES = {
    "text": {"data_type": "text"},
    "order": {"data_type": "text", "precision": 20},
    "small": {"data_type": "bigint", "precision": 16},
    "whole": {"data_type": "bigint", "precision": 32},
    "large": {"data_type": "bigint"},
    "amount": {"data_type": "decimal", "precision": 10, "scale": 2},
    "ratio": {"data_type": "double"},
    "is_new": {"data_type": "bool"},
    "day": {"data_type": "date"},
    "changed": {"data_type": "timestamp"},
    "local": {"data_type": "timestamp", "timezone": False},
    "at": {"data_type": "time"},
    "content": {"data_type": "binary"},
    "document": {"data_type": "json"},
}
WIDER = [
    ({"data_type": "bigint", "precision": 16}, {"data_type": "bigint", "precision": 64}),
    (
        {"data_type": "decimal", "precision": 10, "scale": 2},
        {"data_type": "decimal", "precision": 14, "scale": 4},
    ),
    (
        {"data_type": "bigint", "precision": 16},
        {"data_type": "decimal", "precision": 12, "scale": 2},
    ),
    ({"data_type": "text", "precision": 20}, {"data_type": "text", "precision": 60}),
    ({"data_type": "binary", "precision": 20}, {"data_type": "binary", "precision": 60}),
]


class Names(SqlClientBase):
    """Names and quotes as dlt writes them. It records statements and runs none."""

    def __init__(self, capabilities, catalog, dataset, said):
        super().__init__(None, dataset, f"{dataset}_staging", capabilities)
        self.catalog = catalog
        self.said = said

    def catalog_name(self, quote=True, casefold=True):
        return self.catalog and self.capabilities.escape_identifier(self.catalog)

    def execute_sql(self, sql, *_):
        self.said.append(sql)
        return [["row"]]

    native_connection = None
    begin_transaction = close_connection = execute_query = open_connection = None
    _make_database_exception = None


for name in SqlClientBase.__abstractmethods__:
    if name not in vars(Names):
        setattr(Names, name, None)
Names.__abstractmethods__ = frozenset()


class Client:
    """A client of a warehouse with one table, of the given columns."""

    def __init__(self, warehouse, columns, dataset, said):
        naming = sys.argv[3]
        destination = getattr(dlt.destinations, warehouse)(naming_convention=naming)
        self.capabilities = destination.capabilities(naming=naming_from_reference(naming))
        self.type_mapper = self.capabilities.get_type_mapper()
        with Container().injectable_context(self.capabilities):
            self.schema = dlt.Schema("shop")
        known = self.schema.naming.normalize_identifier
        catalog = "shop-1" if warehouse == "bigquery" else None
        self.sql_client = Names(self.capabilities, catalog, known(dataset), said)
        self.config = SimpleNamespace(
            destination_type=warehouse, staging_dataset_name_layout="%s_staging"
        )
        self.columns = {known(name): {"name": known(name), **column} for name, column in columns.items()}
        self.table = known("orders")
        self.schema.update_table({"name": self.table, "columns": self.columns})

    def get_storage_table(self, name):
        return True, self.columns if name == self.table else {"load_id": {}, "status": {}}

    @contextmanager
    def maybe_ddl_transaction(self):
        yield

    @contextmanager
    def with_staging_dataset(self):
        yield

    def is_storage_initialized(self):
        return False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def pipeline_of(client):
    return SimpleNamespace(
        destination=SimpleNamespace(destination_type=client.config.destination_type),
        pipeline_name="daily",
        dataset_name="raw",
        default_schema_name="shop",
        default_schema=client.schema,
        destination_client=lambda: client,
    )


def main():
    warehouse = sys.argv[2]
    said, refused = [], []

    def change(found, columns, **wanted):
        client = Client(warehouse, found, "raw", said)
        given = dict(
            table="orders",
            columns=columns,
            key=[],
            required=set(),
            renamed={},
            by_contract=set(columns),
            has_contract=True,
            all_rows=True,
        )
        changes = dex_changes.changes_of(pipeline_of(client), dex_changes.Wanted(**{**given, **wanted}))
        said.extend(changes.statements)
        refused.extend(changes.refused)

    one = {"id": {"data_type": "bigint", "nullable": False}}
    change(one, {**one, **TYPES})
    for before, after in WIDER:
        change({**one, "value": before}, {**one, "value": after}, all_rows=False)
    change({**one, "old": TYPES["day"]}, {**one, "new": TYPES["day"]}, renamed={"new": "old"})
    change(one, {"id": {"data_type": "bigint"}})
    before = Client(warehouse, one, "raw", said)
    loaded = Client(warehouse, {**one, **TYPES}, "dex_refresh_0", said)
    dex_alter.replace(pipeline_of(before), pipeline_of(loaded), "orders")
    before.get_storage_table = lambda _: (False, {})
    dex_alter.replace(pipeline_of(before), pipeline_of(loaded), "orders")
    print(json.dumps({"statements": said, "refused": refused}))


main()
