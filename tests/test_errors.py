"""The errors: their messages and attributes, which also survive pickling."""

import copy
import inspect
import pickle
from typing import Any

import pytest

import uc_audit
from uc_audit import (
    CorruptDatasetError,
    CriterionError,
    DatasetError,
    MissingExtraError,
    Problem,
    SchemaVersionError,
    ShareError,
    UcAuditError,
    UnknownRecordError,
)

PROBLEM = Problem("figures[0].value", "-1", "a whole number")
LINE = "figures[0].value: found -1, expected a whole number"

CASES: list[tuple[UcAuditError, type[Exception], str]] = [
    (UnknownRecordError("ise", "ice"), KeyError, "No record has the id 'ise'. Did you mean 'ice'?"),
    (UnknownRecordError("x", None, "Figure"), KeyError, "No Figure has the id 'x'."),
    (UnknownRecordError("ice", None, "Figure", "Organization"), KeyError, "The record 'ice' is an Organization, not a Figure."),
    (DatasetError((PROBLEM,)), ValueError, f"The document has 1 problem:\n  {LINE}"),
    (DatasetError((PROBLEM, Problem("a", "'x'", "'y'", "y")), "a.json"), ValueError, f"a.json has 2 problems:\n  {LINE}\n  a: found 'x', expected 'y'; did you mean 'y'?"),
    (DatasetError((PROBLEM,), "a\x1b\n.json"), ValueError, f"'a\\x1b\\n.json' has 1 problem:\n  {LINE}"),
    (SchemaVersionError((PROBLEM,), "a.json"), DatasetError, f"a.json has 1 problem:\n  {LINE}"),
    (CorruptDatasetError("audit.json"), ValueError, "The bundled file audit.json was changed or damaged. Reinstall uc-audit; in a clone, run tests/regenerate.py."),
    (CriterionError("unit", "'child'", "one of 'children'", "children"), ValueError, "unit: found 'child', expected one of 'children'. Did you mean 'children'?"),
    (CriterionError("x", "an unknown name", "one of 'id', 'value'"), ValueError, "x: found an unknown name, expected one of 'id', 'value'."),
    (ShareError("a", "b", "no source says so"), ValueError, "There is no share of 'a' in 'b': no source says so."),
    (ShareError("a", None, "it has none"), ValueError, "There is no share of 'a' in its denominator: it has none."),
    (MissingExtraError("arrow"), ImportError, "This needs the extra 'arrow': in a clone, pip install '.[arrow]'"),
]  # fmt: skip

ERRORS = [case[0] for case in CASES]


@pytest.mark.parametrize(("error", "builtin", "message"), CASES)
def test_messages(error: UcAuditError, builtin: type[Exception], message: str) -> None:
    """Each error says what was found and what to do, and is also the matching built-in error."""
    assert str(error) == message
    assert isinstance(error, UcAuditError)
    assert isinstance(error, builtin)


@pytest.mark.parametrize("error", ERRORS)
def test_attributes(error: UcAuditError) -> None:
    """The arguments of an error are its attributes, by the same names."""
    assert vars(error) == dict(zip(inspect.signature(type(error)).parameters, error.args, strict=True))


@pytest.mark.parametrize("error", ERRORS)
def test_copies(error: UcAuditError) -> None:
    """An error has the same message and attributes after pickling and copying."""
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert (type(twin), str(twin)) == (type(error), str(error))
        assert (vars(twin), twin.args) == (vars(error), error.args)


@pytest.mark.parametrize("value", [5, "Not a slug"])
def test_errors_of_constructors_can_be_pickled(value: Any) -> None:
    """The ordinary TypeError and ValueError of a constructor survive pickling, too."""
    with pytest.raises((TypeError, ValueError)) as caught:
        uc_audit.Organization(id=value, name="x")
    twin = pickle.loads(pickle.dumps(caught.value))

    assert (type(twin), str(twin)) == (type(caught.value), str(caught.value))


def test_every_error_is_in_the_table() -> None:
    """No public error is missing above."""
    public = {getattr(uc_audit, name) for name in uc_audit.__all__ if name.endswith("Error")}

    assert public - {UcAuditError} == {type(error) for error in ERRORS}


@pytest.mark.parametrize(("count", "last"), [(50, f"  {LINE}"), (70, "  and 20 more")])
def test_long_lists_of_problems(count: int, last: str) -> None:
    """The message has the first fifty problems and says how many more there are; the error has them all."""
    error = DatasetError([PROBLEM] * count)

    assert len(error.problems) == count
    assert str(error).count(LINE) == 50
    assert str(error).endswith(f"\n{last}")
