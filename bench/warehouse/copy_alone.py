"""What the databases do alone: copy_alone.py SOURCE_URL DUCKDB_PATH | copy_alone.py SOURCE_URL POSTGRES_URL."""

import sys
import tempfile

import psycopg2

source, target = sys.argv[1:]
with tempfile.NamedTemporaryFile() as file:
    with psycopg2.connect(source) as connection, connection.cursor() as cursor:
        cursor.copy_expert("copy public.sales to stdout (format csv, header)", file)
    file.flush()
    file.seek(0)
    if "://" in target:
        with psycopg2.connect(target) as connection, connection.cursor() as cursor:
            cursor.execute("create schema if not exists copied; drop table if exists copied.sales")
            cursor.execute("create table copied.sales (like public.sales)")
            cursor.copy_expert("copy copied.sales from stdin (format csv, header)", file)
    else:
        import duckdb

        duckdb.connect(target).execute(f"create or replace table sales as from read_csv('{file.name}')")
