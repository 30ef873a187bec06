"""JSON text."""

from collections.abc import Iterable
from typing import Any, Literal, TypeVar, overload

from ..codec import structure
from ..jsontext import dump, parse
from ..model import Audit
from ..model.checks import Checked
from ..output import PathLike, written
from ..results import Result
from .plain import to_dict

T = TypeVar("T", bound=Checked)


def to_json(
    records: Checked | Result | Iterable[Checked | Result], path: PathLike | None = None, *, indent: int | None = 2
) -> str:
    """
    Write an audit or a record as a JSON object, or several records as a list: the same text everywhere.

    Args:
        records: An audit, a record, a value inside one or a result such as a ``Change``, or any iterable of those.
        path: A file that the text is written to as well, or none.
        indent: Spaces a level, or none for a single line.

    Raises:
        OSError: The file cannot be written.
    """
    return written(dump(to_dict(records), indent), path)


@overload
def from_json(text: str | bytes) -> Audit: ...
@overload
def from_json(text: str | bytes, record_class: type[T]) -> T: ...
@overload
def from_json(text: str | bytes, record_class: type[T], *, many: Literal[True]) -> tuple[T, ...]: ...
def from_json(text: str | bytes, record_class: Any = Audit, *, many: bool = False) -> Any:
    """
    Read a record from JSON text, strictly: the inverse of ``to_json``.

    Args:
        text: The JSON text; bytes are UTF-8.
        record_class: What it is a text of.
        many: Whether it is a list of those; then a tuple comes back.

    Raises:
        DatasetError: It is not valid; the error lists every problem.
    """
    return structure(parse(text), tuple[record_class, ...] if many else record_class)
