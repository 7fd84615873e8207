"""Reads a table of PostgreSQL into Arrow in one way: read_ways.py URL (copy FOLDER_OF_DEX_COPY | connectorx | adbc).

Prints the types of the columns. connectorx and ADBC are not in the environments of the tests.
"""

import sys

url, way = sys.argv[1:3]
QUERY = "select * from public.sales"

if way == "copy":
    # As dex_copy.py does it: CSV of the server, and then each column with its type.
    import os
    import tempfile

    import psycopg2
    import pyarrow as pa

    sys.path.insert(0, sys.argv[3])
    import dex_copy

    schema = pa.schema(
        {
            **{"sale_id": pa.int64(), "customer_id": pa.int64(), "code": pa.string()},
            **{"status": pa.string(), "email": pa.string(), "amount": pa.decimal128(12, 2)},
            **{"discount": pa.float64(), "items": pa.int64(), "is_gift": pa.bool_()},
            **{"sale_date": pa.date32(), "updated_at": pa.timestamp("us", "UTC"), "note": pa.string()},
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        rows, typed = (os.path.join(folder, name) for name in ("rows.csv", "rows.arrow"))
        with psycopg2.connect(url) as connection, connection.cursor() as cursor, open(rows, "wb") as file:
            cursor.copy_expert(f"copy ({QUERY}) to stdout (format csv)", file)
        dex_copy.convert(rows, schema, typed)
elif way == "connectorx":
    import connectorx

    schema = connectorx.read_sql(url, QUERY, return_type="arrow").schema
else:
    from adbc_driver_postgresql import dbapi

    with dbapi.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(QUERY)
        reader = cursor.fetch_record_batch()
        schema = reader.schema
        for _ in reader:
            pass
print(", ".join(f"{field.name} {field.type}" for field in schema), file=sys.stderr)
