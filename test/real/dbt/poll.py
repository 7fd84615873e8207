"""Reads published tables again and again, each time in one statement, until its input ends: poll.py DSN SQL

The query returns one row with a boolean: whether the tables agree. Prints how often it read, how often they did not agree, and the errors.
"""

import json
import select
import sys

import psycopg2

connection = psycopg2.connect(sys.argv[1])
connection.set_session(readonly=True)
reads, mixed, errors = 0, 0, []
print("ready", flush=True)
while not select.select([sys.stdin], [], [], 0.01)[0]:
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sys.argv[2])
            (agrees,) = cursor.fetchone()
            reads += 1
            mixed += not agrees
    except psycopg2.Error as problem:
        errors.append(str(problem))
print(json.dumps({"reads": reads, "mixed": mixed, "errors": errors}), flush=True)
