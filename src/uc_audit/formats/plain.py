"""Plain dictionaries, lists, texts and numbers."""

from collections.abc import Iterable
from typing import Any, Literal, TypeVar, overload

from ..codec import structure, unstructure
from ..model import Audit
from ..model.checks import Checked
from ..results import Result

T = TypeVar("T", bound=Checked)


@overload
def to_dict(records: Checked | Result) -> dict[str, Any]: ...
@overload
def to_dict(records: Iterable[Checked | Result]) -> list[dict[str, Any]]: ...
def to_dict(records: Checked | Result | Iterable[Checked | Result]) -> dict[str, Any] | list[dict[str, Any]]:
    """
    Turn an audit or a record into a plain dictionary, or several records into a list of them.

    Every field is there, ``None`` where there is nothing; dates are ``YYYY-MM-DD``; enumerations are their texts.

    Args:
        records: An audit, a record, a value inside one or a result such as a ``Change``, or any iterable of those.
    """
    if isinstance(records, Checked | Result):
        return unstructure(records)
    return [unstructure(record) for record in records]


@overload
def from_dict(document: Any) -> Audit: ...
@overload
def from_dict(document: Any, record_class: type[T]) -> T: ...
@overload
def from_dict(document: Any, record_class: type[T], *, many: Literal[True]) -> tuple[T, ...]: ...
def from_dict(document: Any, record_class: Any = Audit, *, many: bool = False) -> Any:
    """
    Turn a plain document into a record, strictly: the inverse of ``to_dict``.

    Args:
        document: Dictionaries, lists, texts and numbers.
        record_class: What it is a document of.
        many: Whether it is a list of those; then a tuple comes back.

    Raises:
        DatasetError: It is not valid; the error lists every problem.
    """
    return structure(document, tuple[record_class, ...] if many else record_class)
