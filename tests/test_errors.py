"""The errors: what they say, what they know, and that both survive pickling."""

import copy
import inspect
import pickle
from typing import Any

import pytest

import uc_audit
from uc_audit import (
    CorruptDatasetError,
    CriterionValueError,
    DatasetError,
    DatasetWarning,
    FolderNotEmptyError,
    InvalidRecordError,
    MissingExtraError,
    Problem,
    SchemaVersionError,
    ShareError,
    UcAuditError,
    UnknownCriterionError,
    UnknownRecordError,
    WithdrawnRecordError,
)

PROBLEM = Problem("value", "-1", "a whole number")

CASES: list[tuple[type[UcAuditError], tuple[Any, ...], type[Exception], str]] = [
    (UnknownRecordError, ("ise", "ice"), KeyError, "No record has the id 'ise'. Did you mean 'ice'?"),
    (UnknownRecordError, ("x", None, "Figure"), LookupError, "No Figure has the id 'x'."),
    (UnknownRecordError, ("ice", None, "Figure", "Organization"), KeyError, "The record 'ice' is not of the class Figure, but Organization."),
    (WithdrawnRecordError, ("x", "no source says it"), KeyError, "The record 'x' was withdrawn: no source says it"),
    (ShareError, ("a", "b", "they are apart"), ValueError, "There is no share of 'a' in 'b': they are apart."),
    (ShareError, ("a", None, "it has none"), ValueError, "There is no share of 'a' in its denominator: it has none."),
    (UnknownCriterionError, ("topik", ("id", "topic"), "topic", "Figure"), LookupError, "Figure has no criterion 'topik'. Did you mean 'topic'? There are: id, topic."),
    (UnknownCriterionError, ("x", ("id", "topic")), LookupError, "No class of records has a criterion 'x'. There are: id, topic."),
    (CriterionValueError, ("unit", "'child'", "one of 'children'", "children"), ValueError, "The criterion 'unit' cannot be 'child': expected one of 'children'. Did you mean 'children'?"),
    (CriterionValueError, ("value", "'many'", "a whole number"), ValueError, "The criterion 'value' cannot be 'many': expected a whole number."),
    (InvalidRecordError, ("Figure", (PROBLEM,)), ValueError, "Figure.value: found -1, expected a whole number"),
    (InvalidRecordError, ("Figure", (PROBLEM, Problem("id", "''", "a slug"))), ValueError, "Figure.value: found -1, expected a whole number; Figure.id: found '', expected a slug"),
    (DatasetError, ((PROBLEM,),), ValueError, "The document has 1 problem:\n  value: found -1, expected a whole number"),
    (DatasetError, ((PROBLEM, PROBLEM), "a.jsonl", 3), ValueError, "a.jsonl, line 3, has 2 problems:\n  value: found -1, expected a whole number\n  value: found -1, expected a whole number"),
    (DatasetError, ((PROBLEM, PROBLEM), "a.json", None, False), ValueError, "a.json has more than 2 problems:\n  value: found -1, expected a whole number\n  value: found -1, expected a whole number"),
    (DatasetError, ((PROBLEM,), "a\x1b\n.json"), ValueError, "'a\\x1b\\n.json' has 1 problem:\n  value: found -1, expected a whole number"),
    (SchemaVersionError, ((PROBLEM,), "a.json"), DatasetError, "a.json has 1 problem:\n  value: found -1, expected a whole number"),
    (CorruptDatasetError, ("audit.json", "00", "11"), ValueError, "The bundled file audit.json has the SHA-256 11 instead of 00: it was changed after the release. Install uc-audit again."),
    (CorruptDatasetError, ("audit.json", None, "11"), ValueError, "The bundled file audit.json has the SHA-256 11 instead of a recorded one: it was changed after the release. Install uc-audit again."),
    (FolderNotEmptyError, ("data",), FileExistsError, "The folder 'data' is not empty; with overwrite, files of the same names are replaced."),
    (MissingExtraError, ("arrow",), ImportError, "This needs the extra 'arrow': pip install 'uc-audit[arrow]'"),
]  # fmt: skip

NAMES = [f"{case[0].__name__}-{number}" for number, case in enumerate(CASES)]


@pytest.mark.parametrize(("cls", "arguments", "builtin", "message"), CASES, ids=NAMES)
def test_messages(cls: Any, arguments: tuple[Any, ...], builtin: type[Exception], message: str) -> None:
    """Each error says what was given, where, and what to do; it is the matching builtin, too."""
    error = cls(*arguments)

    assert str(error) == message
    assert isinstance(error, UcAuditError)
    assert isinstance(error, builtin)


@pytest.mark.parametrize(("cls", "arguments"), [case[:2] for case in CASES], ids=NAMES)
def test_what_errors_know(cls: Any, arguments: tuple[Any, ...]) -> None:
    """What an error was made of are its attributes, in the order in which it is given and documented."""
    error = cls(*arguments)
    names = list(inspect.signature(cls).parameters)
    defaults = [parameter.default for parameter in inspect.signature(cls).parameters.values()]
    documented = (inspect.getdoc(cls) or "") + (inspect.getdoc(cls.__base__) or "")

    assert tuple(getattr(error, name) for name in names[: len(arguments)]) == arguments
    assert [getattr(error, name) for name in names[len(arguments) :]] == defaults[len(arguments) :]
    assert [name for name in names if f"    {name}: " not in documented] == []


@pytest.mark.parametrize(("cls", "arguments"), [case[:2] for case in CASES], ids=NAMES)
def test_errors_survive_copies(cls: Any, arguments: tuple[Any, ...]) -> None:
    """An error says and knows the same after pickling and copying, and has all that it was made of as its arguments."""
    error = cls(*arguments)
    assert error.args[: len(arguments)] == arguments
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(twin) is cls
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)
        assert twin.args == error.args


def test_every_error_is_here() -> None:
    """No public error is left out above."""
    public = {getattr(uc_audit, name) for name in uc_audit.__all__ if name.endswith("Error")}

    assert public - {UcAuditError} == {case[0] for case in CASES}
    assert issubclass(DatasetWarning, UserWarning)


def test_long_lists_of_problems_are_cut_in_the_message() -> None:
    """The message has the first fifty problems; the error has more of them."""
    error = DatasetError([PROBLEM] * 70)
    fifty = DatasetError([PROBLEM] * 50)

    assert len(error.problems) == 70
    assert str(error).splitlines()[-1] == "  and 20 more"
    assert str(DatasetError([PROBLEM] * 70, complete=False)).splitlines()[-1] == "  and more than 20 more"
    assert len(str(error).splitlines()) == 52
    assert str(fifty).splitlines()[-1] == f"  {PROBLEM}"
    assert len(str(fifty).splitlines()) == 51
