"""The errors: what they say, what they know, and that both survive pickling."""

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

CASES: list[tuple[type[UcAuditError], tuple[Any, ...], type[Exception], str]] = [
    (UnknownRecordError, ("ise", "ice"), KeyError, "No record has the id 'ise'. Did you mean 'ice'?"),
    (UnknownRecordError, ("x", None, "Figure"), LookupError, "No Figure has the id 'x'."),
    (UnknownRecordError, ("ice", None, "Figure", "Organization"), KeyError, "The record 'ice' is of the class Organization, not Figure."),
    (DatasetError, ((PROBLEM,),), ValueError, f"The document has 1 problem:\n  {LINE}"),
    (DatasetError, ((PROBLEM, PROBLEM), "a.json"), ValueError, f"a.json has 2 problems:\n  {LINE}\n  {LINE}"),
    (DatasetError, ((PROBLEM,), "a\x1b\n.json"), ValueError, f"'a\\x1b\\n.json' has 1 problem:\n  {LINE}"),
    (SchemaVersionError, ((PROBLEM,), "a.json"), DatasetError, f"a.json has 1 problem:\n  {LINE}"),
    (CorruptDatasetError, ("audit.json",), ValueError, "The bundled file audit.json was changed or damaged after the release. Reinstall uc-audit."),
    (CriterionError, ("unit", "'child'", "one of 'children'", "children"), ValueError, "unit: found 'child', expected one of 'children'. Did you mean 'children'?"),
    (CriterionError, ("x", "an unknown name", "one of 'id', 'value'"), ValueError, "x: found an unknown name, expected one of 'id', 'value'."),
    (ShareError, ("a", "b", "no source says so"), ValueError, "There is no share of 'a' in 'b': no source says so."),
    (ShareError, ("a", None, "it has none"), ValueError, "There is no share of 'a' in its denominator: it has none."),
    (MissingExtraError, ("arrow",), ImportError, "This needs the extra 'arrow': in a clone, pip install '.[arrow]'"),
]  # fmt: skip

NAMES = [f"{case[0].__name__}-{number}" for number, case in enumerate(CASES)]


@pytest.mark.parametrize(("cls", "arguments", "builtin", "message"), CASES, ids=NAMES)
def test_messages(cls: Any, arguments: tuple[Any, ...], builtin: type[Exception], message: str) -> None:
    """Each error says what was found and what to do, and is also the matching builtin."""
    error = cls(*arguments)

    assert str(error) == message
    assert isinstance(error, UcAuditError)
    assert isinstance(error, builtin)


@pytest.mark.parametrize(("cls", "arguments"), [case[:2] for case in CASES], ids=NAMES)
def test_attributes(cls: Any, arguments: tuple[Any, ...]) -> None:
    """The arguments of an error are its attributes, by the same names."""
    error = cls(*arguments)
    parameters = inspect.signature(cls).parameters
    given = dict(zip(parameters, arguments, strict=False))

    assert {name: getattr(error, name) for name in parameters} == {
        name: given.get(name, parameter.default) for name, parameter in parameters.items()
    }


@pytest.mark.parametrize(("cls", "arguments"), [case[:2] for case in CASES], ids=NAMES)
def test_copies(cls: Any, arguments: tuple[Any, ...]) -> None:
    """An error says and knows the same after pickling and copying."""
    error = cls(*arguments)

    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(twin) is cls
        assert (str(twin), vars(twin), twin.args) == (str(error), vars(error), error.args)


def test_errors_of_constructors_can_be_pickled() -> None:
    """The ordinary TypeError and ValueError of a constructor survive pickling, too."""
    for value in (5, "Not a slug"):
        with pytest.raises((TypeError, ValueError)) as caught:
            uc_audit.Organization(id=value, name="x")  # type: ignore[arg-type]
        twin = pickle.loads(pickle.dumps(caught.value))
        assert (type(twin), str(twin)) == (type(caught.value), str(caught.value))


def test_every_error_is_in_the_table() -> None:
    """No public error is missing above."""
    public = {getattr(uc_audit, name) for name in uc_audit.__all__ if name.endswith("Error")}

    assert public - {UcAuditError} == {case[0] for case in CASES}


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (PROBLEM, LINE),
        (Problem("a", "'x'", "'y'", "y"), "a: found 'x', expected 'y'; did you mean 'y'?"),
    ],
)
def test_problems_as_text(problem: Problem, text: str) -> None:
    """A problem as text says where it is, what is there, and what should be."""
    assert str(problem) == text
    assert problem == Problem(*problem)


@pytest.mark.parametrize(
    ("count", "lines", "last"), [(50, 51, f"  {LINE}"), (51, 52, "  and 1 more"), (70, 52, "  and 20 more")]
)
def test_long_lists_of_problems(count: int, lines: int, last: str) -> None:
    """The message has the first fifty problems and says how many more there are; the error has them all."""
    error = DatasetError([PROBLEM] * count)

    assert len(error.problems) == count
    assert len(str(error).splitlines()) == lines
    assert str(error).splitlines()[-1] == last
