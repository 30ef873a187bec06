"""A Frictionless Data Package (version 2): a table for each kind of record, and the whole audit as JSON."""

from datetime import date
from enum import Enum
from typing import Any

from ..audit import RECORD_CLASSES, Audit
from ..dataset import DATASET, load, schema
from ..errors import require
from ..files import PathLike, write_folder
from ..references import CREATOR
from ..serialization import dump_json, to_json
from . import LICENSE
from .columns import SEPARATOR, Column, columns_of
from .csv import to_csv

_BUNDLED = {
    "name": "uc-audit",
    "licenses": [{"name": "CC0-1.0", "path": LICENSE, "title": "CC0 1.0; cited passages remain their publishers'"}],
    "contributors": [{"title": CREATOR}],
}
"""Only for the bundled dataset: whoever makes another one has to choose its license."""

_TYPES = {int: "integer", bool: "boolean", date: "date"}

_LIST = {"type": "list", "delimiter": SEPARATOR, "itemType": "string"}


def write_datapackage(audit: Audit, folder: PathLike, *, overwrite: bool = False) -> None:
    """
    Write an audit as a Frictionless Data Package, version 2.

    The folder has ``datapackage.json`` with the schema of each table, a CSV file for each kind of record with the
    columns of ``to_csv``, and ``audit.json`` with everything. If one of the files cannot be written, the folder stays
    as it was; if it is overwritten, files with other names stay.

    Args:
        audit: The audit.
        folder: The folder; it is created if it does not exist.
        overwrite: Whether to write to a folder that is not empty.

    Raises:
        FileExistsError: The folder is not empty, and ``overwrite`` is not given.
        OSError: The folder cannot be written.
        TypeError: An argument is of the wrong type.
    """
    require(audit, Audit, "audit must be an Audit")
    files = {DATASET: to_json(audit)}
    for name, cls in RECORD_CLASSES.items():
        files[f"{name}.csv"] = to_csv(getattr(audit, name), record_class=cls, audit=audit)
    files["datapackage.json"] = dump_json(_package(audit))  # Last, so that the files it describes exist.
    write_folder(folder, files, overwrite=overwrite)


def _package(audit: Audit) -> dict[str, Any]:
    definitions = schema()["$defs"]
    sources = [{"title": str(source), "path": source.url, "version": source.number} for source in audit.sources]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": audit.report_id,
        "title": audit.title,
        "version": audit.data_version,
        "sources": [{name: text for name, text in source.items() if text} for source in sources],
        "resources": [
            *(_table(name, cls, definitions[cls.__name__]["description"]) for name, cls in RECORD_CLASSES.items()),
            {"name": "audit", "path": DATASET, "format": "json", "encoding": "utf-8"},
        ],
        **(_BUNDLED if audit == load() else {}),
    }


def _table(name: str, cls: Any, description: str) -> dict[str, Any]:
    columns = columns_of(cls)
    table_schema: dict[str, Any] = {"fields": [*map(_field, columns)], "missingValues": [""], "primaryKey": ["id"]}
    keys = [_foreign_key(column, name) for column in columns if len(column.refers_to) == 1 and not column.separator]
    if keys:
        table_schema["foreignKeys"] = keys
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "encoding": "utf-8",
        "description": description,
        "dialect": {"lineTerminator": "\n"},
        "schema": table_schema,
    }


def _foreign_key(column: Column, table: str) -> dict[str, Any]:
    (target,) = column.refers_to
    resource = {} if target == table else {"resource": target}  # A table does not name itself.
    return {"fields": [column.name], "reference": {**resource, "fields": ["id"]}}


def _field(column: Column) -> dict[str, Any]:
    field = {"name": column.name, "type": _TYPES.get(column.type, "string"), "description": column.description}
    if column.separator:
        return field | (_LIST if column.separator == SEPARATOR else {})
    constraints: dict[str, Any] = {} if column.optional else {"required": True}
    if column.type is int:
        constraints["minimum"] = 0
    elif issubclass(column.type, Enum):
        constraints["enum"] = [member.value for member in column.type]
    return field | ({"constraints": constraints} if constraints else {})
