"""Reads schemas with values, and writes the values that jsonschema accepts: without formats, and with each checker of formats."""

import json
import sys

from jsonschema import Draft202012Validator

checkers = {"ignored": None, "checked": Draft202012Validator.FORMAT_CHECKER}
asked = json.load(sys.stdin)
answer = {
    name: {
        how: [value for value in values if Draft202012Validator(schema, format_checker=checker).is_valid(value)]
        for how, checker in checkers.items()
    }
    for name, (schema, values) in asked.items()
}
json.dump(answer, sys.stdout)
