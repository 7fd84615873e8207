"""The extract that dlt's documentation shows: plain_dlt.py SOURCE_URL DUCKDB_PATH | plain_dlt.py SOURCE_URL POSTGRES_URL."""

import sys

import dlt
from dlt.sources.sql_database import sql_table

source, target = sys.argv[1:]
destination = dlt.destinations.postgres(target) if "://" in target else dlt.destinations.duckdb(target)
pipeline = dlt.pipeline("plain", destination=destination, dataset_name="plain")
address = source.replace("postgresql://", "postgresql+psycopg2://")
pipeline.run(sql_table(address, "sales", schema="public", backend="pyarrow"), write_disposition="replace")
