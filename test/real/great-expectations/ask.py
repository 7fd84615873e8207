"""Runs SELECT statements the way Great Expectations does: ask.py URL. Reads a list of queries, prints the first value of each."""

import json
import sys

import sqlalchemy as sa

engine = sa.create_engine(sys.argv[1])
with engine.connect() as connection:
    values = [connection.execute(sa.text(query.format(batch=""))).scalar() for query in json.load(sys.stdin)]
json.dump(values, sys.stdout)
