"""Writes out the SQL that dex's own generic tests make, and that publishing runs: render_tests.py PROJECT ADAPTER INTO. One file per test, named as
dbt names it, and one per statement.

dbt can do this only for a warehouse that it can reach; here its macros are rendered as it does, with the few things they call.
"""

import json
import re
import sys
from pathlib import Path

import yaml
from jinja2 import Environment, StrictUndefined


class Return(Exception):
    def __init__(self, value):
        super().__init__()
        self.value = value


def give_back(value):
    raise Return(value)


class Adapter:
    """What `adapter` is in dbt's Jinja."""

    def __init__(self, name, macros):
        self.name = name
        self.macros = macros

    def dispatch(self, macro):
        return self.macros.get(f"{self.name}__{macro}") or self.macros[f"default__{macro}"]

    def get_columns_in_relation(self, relation):
        is_new = "delta" in str(relation)
        names = ("known", "it's extra", "more", *(["new"] if is_new else []))
        return [Column(name, "bigint" if is_new and name == "it's extra" else "integer") for name in names]

    def get_missing_columns(self, _one, _other):
        return [Column("new")]

    def quote(self, name):
        mark = "`" if self.name in ("bigquery", "databricks") else '"'
        return f"{mark}{name}{mark}"


class Column:
    def __init__(self, name, data_type="integer"):
        self.name, self.data_type = name, data_type


class Relation:
    """A table or view, as dbt's own."""

    def __init__(self, database, schema, identifier, type="table"):
        self.database, self.schema, self.identifier, self.type = database, schema, identifier, type

    def __str__(self):
        return f"{self.schema}.{self.identifier}"


class Api:
    class Relation:
        create = Relation


class Modules:
    """What `modules` is in dbt's Jinja."""

    re = re


class Dbt:
    """What `dbt` is in dbt's Jinja."""

    @staticmethod
    def type_string():
        return "varchar"


class Found:
    """A result of `run_query` with one column."""

    def __init__(self, *values):
        self.columns = [self]
        self.values = lambda: values


class Config(dict):
    """What `config` is in dbt's Jinja: settings, and a function that adds some and prints nothing."""

    def __call__(self, **settings):
        return ""


def catching(macro):
    def call(*given, **named):
        try:
            return str(macro(*given, **named))
        except Return as returned:
            return returned.value

    return call


def latest(macros, name):
    return lambda *given, **named: macros[name](*given, **named)


def load(project, adapter):
    environment = Environment(extensions=["jinja2.ext.do"], undefined=StrictUndefined)
    macros = {}
    environment.globals.update(
        {
            "return": give_back,
            "adapter": Adapter(adapter, macros),
            "api": Api,
            "config": Config(unique_key=["known", "more"]),
            "dbt": Dbt,
            "execute": True,
            "modules": Modules,
            "run_query": lambda _: Found("it's extra"),
            "tojson": json.dumps,
            "none": None,
        }
    )
    # Jinja looks up what a macro calls when it reads the macro, so the second pass finds macros of later files.
    macro_files = sorted(project.glob("macros/dex/*.sql"))
    for path in [*macro_files, *macro_files, *sorted(project.glob("tests/generic/*.sql"))]:
        text = re.sub(r"{% test (\w+)", r"{% macro test_\1", path.read_text()).replace("{% endtest %}", "{% endmacro %}")
        text = text.replace("{% materialization dex_incremental, default %}", "{% macro dex_incremental() %}")
        text = text.replace("{% endmaterialization %}", "{% endmacro %}")
        # One by one: a macro that is called directly would return out of its caller.
        for part in re.findall(r"{%-? macro .*?{%-? endmacro -?%}", text, re.DOTALL):
            module = environment.from_string(part).make_module()
            for name, macro in vars(module).items():
                if not name.startswith("_"):
                    macros[name] = catching(macro)
                    environment.globals[name] = latest(macros, name)
    return macros


def tests_of(project):
    for path in sorted(project.glob("models/**/*.yml")):
        document = yaml.safe_load(path.read_text())
        for model in document.get("models", []):
            yield from ((model["name"], None, test) for test in model.get("data_tests", []))
            for column in model.get("columns", []):
                name = quoted(column, project)
                yield from ((model["name"], name, test) for test in column.get("data_tests", []))
        for source in document.get("sources", []):
            for table in source["tables"]:
                yield from ((table["name"], None, test) for test in table.get("data_tests", []))


def quoted(column, project):
    if not column.get("quote"):
        return column["name"]
    mark = "`" if project.name.startswith(("bigquery", "databricks")) else '"'
    return f"{mark}{column['name']}{mark}"


def relation(value):
    found = re.fullmatch(r"ref\('(\w+)'\)", value) if isinstance(value, str) else None
    return f"analytics.{found[1]}" if found else value


def statements_of(macros, adapter):
    """The statements that build and publish beside the published models. Only some warehouses merge new rows themselves."""

    def of(suffix):
        return Relation("db", "analytics", f"fct_orders{suffix}")

    node = {
        "resource_type": "model",
        "config": {
            "materialized": "incremental",
            "unique_key": ["known", "more"],
            "incremental_strategy": None,
        },
        "columns": {"it's extra": {"name": "it's extra", "constraints": []}},
        "constraints": [],
    }
    entry = {"node": node, "target": of(""), "published": of(""), "audit": of("__audit"), "delta": of("__delta")}
    yield continued(macros, adapter, entry)
    yield continued(macros, adapter, {**entry, "node": {**node, "resource_type": "snapshot"}})
    swap = macros.get(f"{adapter}__dex_swap") or macros["default__dex_swap"]
    yield from swap(entry)
    yield from swap({**entry, "published": None})
    yield from macros["dex_change_statements"](of(""), macros["dex_changes"](of("__delta"), of(""), node))
    if adapter in ("duckdb", "postgres", "redshift"):
        yield from macros["dex_merge"](entry)
        yield macros["dex_audit_view"](of("__audit"), of(""), of("__delta"))


def continued(macros, adapter, entry):
    return (macros.get(f"{adapter}__dex_continue") or macros["default__dex_continue"])(entry)


def main():
    project, adapter, into = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    macros = load(project, adapter)
    into.mkdir()
    for model, column, test in tests_of(project):
        (name, details), = test.items()
        if not name.startswith("dex_"):
            continue
        given = {key: relation(value) for key, value in details.get("arguments", {}).items()}
        if column is not None:
            given["column_name"] = column
        where = details.get("config", {}).get("where")
        rows = f"analytics.{model}"
        given["model"] = f"(select * from {rows} where {where}) dbt_subquery" if where else rows
        (into / f"{details['name']}.sql").write_text(macros[f"test_{name}"](**given).strip() + "\n")
    for index, statement in enumerate(statements_of(macros, adapter)):
        (into / f"publish_{index}.sql").write_text(statement.strip() + "\n")


main()
