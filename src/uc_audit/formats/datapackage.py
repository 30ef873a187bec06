"""A Frictionless Data Package (version 2): a dataset as tables with their schemas, and the whole as JSON."""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from ..dataset import DATASET, load
from ..jsontext import dump
from ..model import Audit
from ..model.rules import LARGEST_INTEGER, Pattern, least_of, targets_of
from ..output import PathLike, write_folder
from .columns import SEPARATOR, Column
from .json import to_json
from .tables import Table, csv_files, tables_of

_LICENCE = {
    "name": "CC0-1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    "title": "CC0 1.0 Universal, for the dataset's own wording; cited passages stay their publishers'",
}

_TYPES = {str: "string", int: "integer", bool: "boolean", date: "date"}


def write_datapackage(audit: Audit, folder: PathLike, *, overwrite: bool = False) -> None:
    """
    Write an audit as a Frictionless Data Package, version 2.

    The folder has ``datapackage.json`` with sources and the schema of each table, a CSV file for each kind of record
    with the columns of ``to_csv``, five more (all ids, the dataset's own fields, links between records, citations,
    retired ids), and ``audit.json`` with everything. In a new folder all is there or nothing.

    Args:
        audit: The audit.
        folder: The folder; it is made where it does not exist.
        overwrite: Whether the folder may have something in it; files of the same names are then replaced.

    Raises:
        FolderNotEmptyError: The folder has something in it, and ``overwrite`` was not said.
        OSError: The folder cannot be written.
    """
    write_folder(folder, _files(audit), overwrite=overwrite)


def _files(audit: Audit) -> Iterator[tuple[str, str]]:
    yield "datapackage.json", dump(_descriptor(audit))
    yield DATASET, to_json(audit)
    yield from csv_files(audit)


def _descriptor(audit: Audit) -> dict[str, Any]:
    tables = [_resource(table) for table in tables_of(audit)]
    whole = {"name": "audit", "path": DATASET, "format": "json", "mediatype": "application/json", "encoding": "utf-8"}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": re.sub("[^a-z0-9]+", "-", audit.report_number.lower()).strip("-") or "audit",
        "title": f"{audit.report_number}: {audit.title}",
        "version": audit.data_version,
        # Under which licence other datasets are is not for this library to say.
        **({"name": "uc-audit", "licenses": [_LICENCE]} if audit == load() else {}),
        "sources": [_source(source) for source in audit.sources],
        "resources": [*tables, whole],
    }


def _source(source: Any) -> dict[str, str]:
    title = ", ".join(part for part in (source.title, source.publisher) if part)
    parts = {"title": title, "path": source.url, "version": source.number}
    return {name: text for name, text in parts.items() if text}


def _resource(table: Table) -> dict[str, Any]:
    keys = [key for column in table.columns if (key := _foreign_key(column, table.name))]
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": table.description,
        "dialect": {"lineTerminator": "\n"},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            **({"primaryKey": list(table.key)} if table.key else {}),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.optional and not column.many:
        constraints["required"] = True
    if column.type is int:
        constraints.update(minimum=least_of(column.rules), maximum=LARGEST_INTEGER)
    is_term = issubclass(column.type, Enum)
    if is_term and not column.many:
        constraints["enum"] = [member.value for member in column.type]
    patterns = [rule.regex for rule in column.rules if isinstance(rule, Pattern)]
    if patterns and not column.many:
        constraints["pattern"] = patterns[0]
    field = {"name": column.name, "type": "string" if is_term else _TYPES[column.type]}
    field["description"] = column.description
    if column.many and column.separator == SEPARATOR:
        field |= {"type": "list", "delimiter": SEPARATOR, "itemType": "string"}
    return {**field, **({"constraints": constraints} if constraints else {})}


def _foreign_key(column: Column, table: str) -> dict[str, Any] | None:
    """Make the foreign key of a column that refers to records: of one kind, or to the table of all ids."""
    targets = targets_of(column.rules)
    if column.many or not targets or "measures" in targets:
        return None
    target = targets[0] if len(targets) == 1 else "records"
    # A reference to the table itself names no resource.
    resource = {} if target == table else {"resource": target}
    return {"fields": [column.name], "reference": {**resource, "fields": ["id"]}}
