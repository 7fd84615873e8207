"""Connections to a test's database. Sessions are in UTC, and each statement commits."""


def connect(engine: str, where: str):
    if engine == "duckdb":
        import duckdb

        connection = duckdb.connect(where)
        connection.execute("set timezone = 'UTC'")
        return connection
    import psycopg2

    connection = psycopg2.connect(where, options="-c timezone=UTC")
    connection.autocommit = True
    return connection


def rows_of(connection, query: str) -> list:
    """The rows of a query, with each value as a string."""
    cursor = connection.cursor()
    cursor.execute(query)
    return [[None if value is None else str(value) for value in row] for row in cursor.fetchall()]
