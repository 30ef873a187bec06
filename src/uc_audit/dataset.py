"""Where datasets come from: the bundled one, checked and trusted, and any other one, read strictly."""

import os
import threading
import warnings
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs

from .errors import MOST_PROBLEMS, CorruptDatasetError, DatasetWarning
from .model import Audit
from .model.rules import shape_of

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable

DATASET = "audit.json"
SCHEMA = "audit.schema.json"
DIGESTS = "SHA256SUMS"

_bundled: Audit | None = None
_lock = threading.RLock()
if hasattr(os, "register_at_fork"):  # pragma: no branch (Windows does not fork)
    # A fork waits for a load in another thread: in the child, nobody would ever give the lock back.
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


def load() -> Audit:
    """
    Give the bundled audit: the same immutable object at every call and for every thread.

    Raises:
        CorruptDatasetError: The bundled file is not the one that was released.
        OSError: It cannot be read.
    """
    global _bundled  # noqa: PLW0603 (one cache, guarded by the lock)
    if _bundled is None:
        with _lock:
            if _bundled is None:
                import json

                audit = _record_builder(Audit)(json.loads(_verified(DATASET)))
                # Whatever interrupts this thread, such as a handler of a signal, may have loaded it meanwhile.
                _bundled = audit if _bundled is None else _bundled
    return _bundled


def read(path: str | os.PathLike[str], *, lenient: bool = False) -> Audit:
    """
    Read a dataset from a JSON file, strictly.

    Args:
        path: The file.
        lenient: Leave out keys that this library does not know, with a ``DatasetWarning`` for each of the first
            10,000 and one for the rest.

    Raises:
        DatasetError: The file is not a valid dataset; the error lists every problem.
        OSError: The file cannot be read.
    """
    source = os.fspath(path)
    with open(source, "rb") as file:
        return _loads(file.read(), source, lenient=lenient)


def loads(text: str | bytes, *, lenient: bool = False) -> Audit:
    """
    Read a dataset from JSON text, strictly.

    Args:
        text: The JSON text; bytes are UTF-8.
        lenient: Leave out keys that this library does not know, with a ``DatasetWarning`` for each of the first
            10,000 and one for the rest.

    Raises:
        DatasetError: The text is not a valid dataset; the error lists every problem.
    """
    return _loads(text, None, lenient=lenient)


def schema() -> dict[str, Any]:
    """
    Give the JSON Schema (2020-12) of the dataset, a new dictionary at every call.

    Raises:
        CorruptDatasetError: The bundled file is not the one that was released.
    """
    import json

    document: dict[str, Any] = json.loads(_verified(SCHEMA))
    return document


def data_file() -> "Traversable":
    """Give the bundled JSON file of the dataset, for whoever wants to read it otherwise."""
    from importlib_resources import files

    return files("uc_audit").joinpath("data", DATASET)


def _loads(text: str | bytes, source: str | None, *, lenient: bool) -> Audit:
    from .codec import structure, without_unknown_keys
    from .jsontext import parse

    document = parse(text, source)
    if lenient:
        document, left_out = without_unknown_keys(document, Audit, source)
        for path in left_out[:MOST_PROBLEMS]:
            warnings.warn(f"{path}: left out, since this library does not know it", DatasetWarning, stacklevel=3)
        if more := left_out[MOST_PROBLEMS:]:
            warnings.warn(f"{len(more)} more keys were left out", DatasetWarning, stacklevel=3)
    audit: Audit = structure(document, Audit, source)
    return audit


def _verified(name: str) -> bytes:
    """Read a bundled file and check it against its digest."""
    try:
        # What hashlib falls back on: OpenSSL, which it prefers, takes longer to load than the dataset to read.
        from _sha2 import sha256
    except ImportError:
        from hashlib import sha256
    content = _bundled_bytes(name)
    actual = sha256(content).hexdigest()
    expected = _recorded_digest(name)
    if actual != expected:
        raise CorruptDatasetError(name, expected, actual)
    return content


def _recorded_digest(name: str) -> str | None:
    for line in _bundled_bytes(DIGESTS).decode("ascii", "replace").splitlines():
        digest, _, file = line.partition("  ")
        if file == name:
            return digest
    return None


def _bundled_bytes(name: str) -> bytes:
    # The loader's own reader also works from a zip file, and is there already; importlib_resources is slower to import.
    get_data = getattr(__spec__.loader, "get_data", None)
    if get_data is not None:
        content: bytes = get_data(os.path.join(os.path.dirname(__file__), "data", name))
        return content
    from importlib_resources import files

    return files("uc_audit").joinpath("data", name).read_bytes()


def _builder_for(annotation: Any) -> Callable[[Any], Any] | None:
    """Make what turns trusted plain data into what an annotation says, or none where the data stays as it is."""
    innermost, _, many, _ = shape_of(annotation)
    build: Callable[[Any], Any] | None = None
    if attrs.has(innermost):
        build = _record_builder(innermost)
    elif innermost is date:
        build = date.fromisoformat
    elif issubclass(innermost, Enum):
        build = innermost
    if many:
        return tuple if build is None else lambda values: tuple([build(value) for value in values])
    return build


def _record_builder(cls: Any) -> Callable[[dict[str, Any]], Any]:
    new, set_state = cls.__new__, cls.__setstate__
    builders = [(field.name, build) for field in attrs.fields(cls) if (build := _builder_for(field.type))]

    def build_record(document: dict[str, Any]) -> Any:
        for name, build in builders:
            if document[name] is not None:
                document[name] = build(document[name])
        # As unpickling does: what was checked before the release is not checked again.
        record = new(cls)
        set_state(record, document)
        return record

    return build_record
