"""Arrow tables, for dataframes and query engines (extra ``arrow``)."""

from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from ..audit import Audit
from ..errors import MissingExtraError
from ..records import Record
from ..serialization import Records
from . import audit_of, records_of
from .columns import Column, columns_of

if TYPE_CHECKING:
    from arro3.core import Array, Table
else:
    Array = Table = Any  # So that the annotations can be resolved without the extra.

_EPOCH = date(1970, 1, 1).toordinal()


def to_arrow(records: Records, *, record_class: type[Record] | None = None, audit: Audit | None = None) -> Table:
    """
    Return records of one class as an Arrow table, one row each, with the columns of ``to_csv``.

    Text and terms are ``string``, whole numbers ``int64``, days ``date32``, and several ids, terms or sentences
    ``list<string>``; missing values are null. The metadata of a column has its ``description``. Any library that
    supports the Arrow PyCapsule interface can read the table: polars, duckdb, pandas, pyarrow.

    Args:
        records: A record, or any iterable of records of one class, such as ``audit.figures``.
        record_class: The class of the records, in case there are none.
        audit: Where the names and addresses come from; by default the bundled one.

    Raises:
        MissingExtraError: The extra ``arrow`` is not installed.
        TypeError: An argument is of the wrong type, or the records are not of one class.
    """
    try:
        from arro3.core import Field, Schema
        from arro3.core import Table as ArrowTable
    except ModuleNotFoundError as error:
        raise MissingExtraError("arrow") from error
    rows = records_of(records, record_class)
    home = audit_of(records, audit)
    classes = [record_class] if record_class else [*dict.fromkeys(map(type, rows))]
    if len(classes) != 1:
        found = " and ".join(cls.__name__ for cls in classes) or "an empty iterable without a record_class"
        raise TypeError(f"records must be of one class, such as audit.figures, not {found}")
    columns = columns_of(classes[0])
    arrays = [_array(column, [column.get(row, home) for row in rows]) for column in columns]
    fields = [
        Field(column.name, array.type, nullable=column.optional, metadata={"description": column.description})
        for column, array in zip(columns, arrays, strict=True)
    ]
    return ArrowTable.from_arrays(arrays, schema=Schema(fields, metadata={"record_class": classes[0].__name__}))


def _array(column: Column, values: list[Any]) -> Array:
    from arro3.core import Array, DataType, Field, list_array

    if column.separator:
        ends = Array([0, *accumulate(map(len, values))], DataType.int32())
        entries = Array([str(entry) for value in values for entry in value], DataType.string())
        return list_array(ends, entries, type=DataType.list(Field("item", DataType.string(), nullable=False)))
    if column.type is date:
        days = [None if value is None else value.toordinal() - _EPOCH for value in values]
        return Array(days, DataType.int32()).cast(DataType.date32())
    if column.type in (int, bool):
        return Array(values, DataType.int64() if column.type is int else DataType.bool())
    return Array([None if value is None else str(value) for value in values], DataType.string())
