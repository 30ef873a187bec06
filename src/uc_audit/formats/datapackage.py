"""A Frictionless Data Package (version 2): every kind of record as a table with its schema, and the whole as JSON."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from ..dataset import DATASET, schema
from ..jsontext import dump
from ..model import Audit
from ..model.audit import record_classes
from ..model.integrity import RECORD_FIELDS
from ..model.rules import LARGEST_INTEGER, Pattern, targets_of
from ..output import PathLike, write_folder
from .columns import SEPARATOR, Column, columns_of
from .csv import lines_of
from .json import to_json

_TYPES = {str: "string", int: "integer", bool: "boolean", date: "date"}


def write_datapackage(audit: Audit, folder: PathLike, *, overwrite: bool = False) -> None:
    """
    Write an audit as a Frictionless Data Package, version 2.

    The folder has ``datapackage.json`` with licences, sources and the schema of each table, a CSV file for each kind of
    record with the columns of ``to_csv``, and ``audit.json`` with everything. In a new folder all is there or nothing.

    Args:
        audit: The audit.
        folder: The folder; it is made where it does not exist.
        overwrite: Whether the folder may have something in it; files of the same names are then replaced.

    Raises:
        FolderNotEmptyError: The folder has something in it, and ``overwrite`` was not said.
        OSError: The folder cannot be written.
    """
    write_folder(folder, _files(audit), overwrite=overwrite)


def csv_files(audit: Audit) -> Iterator[tuple[str, str]]:
    """Give the name and the text of a CSV file for each kind of record, also where there are none of it."""
    for name, cls in record_classes().items():
        yield f"{name}.csv", "".join(lines_of(getattr(audit, name), [cls]))


def _files(audit: Audit) -> Iterator[tuple[str, str]]:
    yield "datapackage.json", dump(_descriptor(audit))
    yield DATASET, to_json(audit)
    yield from csv_files(audit)


def _descriptor(audit: Audit) -> dict[str, Any]:
    definitions = schema()["$defs"]
    tables = [_resource(name, cls, definitions[cls.__name__]) for name, cls in record_classes().items()]
    whole = {"name": "audit", "path": DATASET, "format": "json", "mediatype": "application/json", "encoding": "utf-8"}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "uc-audit",
        "title": f"{audit.report_number}: {audit.title}",
        "version": audit.data_version,
        "licenses": [
            {
                "name": "CC0-1.0",
                "path": "https://creativecommons.org/publicdomain/zero/1.0/",
                "title": "CC0 1.0 Universal, for the dataset's own wording; cited passages stay their publishers'",
            }
        ],
        "sources": [_source(source) for source in audit.sources],
        "resources": [*tables, whole],
    }


def _source(source: Any) -> dict[str, str]:
    title = ", ".join(part for part in (source.title, source.publisher) if part)
    parts = {"title": title, "path": source.url, "version": source.number}
    return {name: text for name, text in parts.items() if text}


def _resource(name: str, cls: Any, definition: dict[str, Any]) -> dict[str, Any]:
    columns = columns_of(cls)
    keys = [key for column in columns if (key := _foreign_key(column, name))]
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": definition["description"],
        "dialect": {"lineTerminator": "\n"},
        "schema": {
            "fields": [_field(column, definition["properties"]) for column in columns],
            "missingValues": [""],
            "primaryKey": ["id"],
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(column: Column, properties: dict[str, Any]) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.optional and not column.many:
        constraints["required"] = True
    if column.type is int:
        constraints.update(minimum=0, maximum=LARGEST_INTEGER)
    is_term = issubclass(column.type, Enum)
    if is_term and not column.many:
        constraints["enum"] = [member.value for member in column.type]
    patterns = [rule.regex for rule in column.rules if isinstance(rule, Pattern)]
    if patterns and not column.many:
        constraints["pattern"] = patterns[0]
    description = (
        properties[column.field]["description"] if column.field in properties else "Follows from the comparator."
    )
    field = {"name": column.name, "type": "string" if is_term else _TYPES[column.type], "description": description}
    if column.many and column.separator == SEPARATOR:
        field |= {"type": "list", "delimiter": SEPARATOR, "itemType": "string"}
    return {**field, **({"constraints": constraints} if constraints else {})}


def _foreign_key(column: Column, resource_name: str) -> dict[str, Any] | None:
    """Make the foreign key of a column that refers to records of one kind."""
    targets = targets_of(column.rules)
    if column.many or len(targets) != 1 or targets[0] not in RECORD_FIELDS:
        return None
    # A reference to the table itself names no resource.
    resource = {} if targets[0] == resource_name else {"resource": targets[0]}
    return {"fields": [column.name], "reference": {**resource, "fields": ["id"]}}
