"""Arrow tables and Parquet files, for dataframes and query engines (extra ``arrow``)."""

import io
from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from ..errors import MissingExtraError
from ..model import Figure, Record
from ..output import PathLike, write_bytes
from . import each
from .columns import Column, cell_text, described_columns

if TYPE_CHECKING:
    from arro3.core import Array, Field, Table

_EPOCH = date(1970, 1, 1).toordinal()


def to_arrow(records: Record | Iterable[Record], *, record_class: type[Record] | None = None) -> "Table":
    """
    Give records of one class as an Arrow table, a row each.

    The columns are those of ``to_csv``: texts and terms as ``string``, whole numbers as ``int64``, days as ``date32``,
    ``bool``, and several ids, terms or sentences as ``list<string>``; null where there is nothing. The metadata of a
    column has its ``description``, and its ``unit`` where it has one. Whatever knows the Arrow PyCapsule interface
    (``__arrow_c_stream__``) reads the table: polars, duckdb, pandas, pyarrow.

    Args:
        records: A record, or any iterable of records of one class, such as ``audit.figures``.
        record_class: The class; needed only where there may be no records.

    Raises:
        MissingExtraError: The extra ``arrow`` is not installed.
        TypeError: The records are of several classes, or of another one than is named, or of none.
    """
    try:
        from arro3.core import Schema, Table
    except ModuleNotFoundError as error:
        raise MissingExtraError("arrow") from error
    rows, cls = _of_one_class(records, record_class)
    columns = described_columns(cls)
    arrays = [_array(column, [column.get(row) for row in rows]) for column in columns]
    fields = [_field(column, array, cls) for column, array in zip(columns, arrays, strict=True)]
    return Table.from_arrays(arrays, schema=Schema(fields, metadata={"record_class": cls.__name__}))


def write_parquet(
    records: Record | Iterable[Record], path: PathLike, *, record_class: type[Record] | None = None
) -> None:
    """
    Write records of one class to a Parquet file, with the columns of ``to_arrow``.

    The file is complete or as it was.

    Args:
        records: A record, or any iterable of records of one class, such as ``audit.figures``.
        path: The file.
        record_class: The class; needed only where there may be no records.

    Raises:
        MissingExtraError: The extra ``arrow`` is not installed.
        TypeError: The records are of several classes, or of another one than is named, or of none.
        OSError: The file cannot be written.
    """
    try:
        from arro3 import io as parquet
    except ModuleNotFoundError as error:
        raise MissingExtraError("arrow") from error
    content = io.BytesIO()
    parquet.write_parquet(to_arrow(records, record_class=record_class), content, compression="snappy")
    write_bytes(path, [content.getvalue()])


def _of_one_class(records: Record | Iterable[Record], record_class: type[Record] | None) -> tuple[list[Record], Any]:
    rows = list(each(records, record_class))
    classes: list[Any] = list(dict.fromkeys(type(row) for row in rows)) or [record_class]
    if len(classes) > 1 or classes == [None]:
        found = " and ".join(cls.__name__ for cls in classes if cls) or "no records, and no record_class"
        raise TypeError(f"an Arrow table holds records of one class, as in audit.figures, not {found}")
    return rows, classes[0]


def _array(column: Column, values: list[Any]) -> "Array":
    from arro3.core import Array, DataType, Field, list_array

    if column.many:
        ends = Array([0, *accumulate(map(len, values))], DataType.int32())
        entries = Array([cell_text(entry) for value in values for entry in value], DataType.string())
        return list_array(ends, entries, type=DataType.list(Field("item", DataType.string(), nullable=False)))
    if column.type is date:
        days = [None if value is None else value.toordinal() - _EPOCH for value in values]
        return Array(days, DataType.int32()).cast(DataType.date32())
    if column.type in (int, bool):
        return Array(values, DataType.int64() if column.type is int else DataType.bool())
    return Array([None if value is None else cell_text(value) for value in values], DataType.string())


def _field(column: Column, array: "Array", cls: Any) -> "Field":
    from arro3.core import Field

    metadata = {"description": column.description}
    if column.type is date:
        metadata["unit"] = "day"
    elif column.type is int and cls is Figure:
        metadata["unit"] = "as the column unit says"
    return Field(column.name, array.type, nullable=column.optional, metadata=metadata)
