"""
Regenerate the files that follow from the code and the dataset: ``python tests/regenerate.py``.

Puts ``audit.json`` into canonical form, generates ``audit.schema.json`` from the classes, writes the checksums of all
bundled files, and writes the signatures of everything public into ``tests/signatures.txt``: read the diff
before you commit it.
"""

import ast
import inspect
import itertools
import json
import re
import textwrap
import zlib
from datetime import date
from enum import Enum, StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

import attrs

import uc_audit

DATA = Path(__file__).parent.parent / "src" / "uc_audit" / "data"
SIGNATURES = Path(__file__).parent / "signatures.txt"

MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exact."""

OTHERS: dict[Any, dict[str, Any]] = {
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}
"""The schemas of types whose validators have no limits."""


def generated() -> dict[str, str]:
    """Return the text that each bundled file must have, by name."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in DATA.glob("*.json")}
    texts["audit.json"] = uc_audit.to_json(uc_audit.read(DATA / "audit.json"))
    texts["audit.schema.json"] = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    checksums = "".join(f"{zlib.crc32(text.encode()):08x} {name}\n" for name, text in sorted(texts.items()))
    return {**texts, "CRC32": checksums}


def json_schema() -> dict[str, Any]:
    """
    Return the JSON Schema of a dataset.

    It describes the shape of every value and no relation between values, in the few keywords that generators of types
    know. A list that may not be empty has ``contains``, because ``minItems`` would make it a tuple in TypeScript.
    """
    version = attrs.fields(uc_audit.Audit).schema_version
    definitions = {cls.__name__: _definition(cls) for cls in classes_in(uc_audit.Audit)}
    definitions["Audit"]["properties"][version.name] |= {"const": version.default}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:uc-audit:schema:{version.default}",
        "title": "uc_audit dataset",
        "$ref": "#/$defs/Audit",
        "$defs": dict(sorted(definitions.items())),
    }


def classes_in(cls: Any) -> dict[Any, None]:
    """Return a class and every record, value and enumeration class that its fields need, each once."""
    found = {cls: None}
    for field in attrs.fields(cls) if attrs.has(cls) else ():
        inner = innermost(field.type)
        if attrs.has(inner) or issubclass(inner, Enum):
            found |= classes_in(inner)
    return found


def innermost(annotation: Any) -> Any:
    """Return the class in an annotation: ``Citation`` for ``tuple[Citation, ...]``, ``date`` for ``date | None``."""
    return get_args(annotation)[0] if get_args(annotation) else annotation


def _definition(cls: Any) -> dict[str, Any]:
    description = _paragraph(cls.__doc__)
    descriptions = attribute_docstrings(cls)
    if issubclass(cls, StrEnum):
        terms = [f"`{member.value}`: {_paragraph(descriptions[member.name])}" for member in cls]
        return {"description": "\n".join([description, *terms]), "type": "string", "enum": [*map(str, cls)]}
    properties = {
        field.name: {**_schema_of(field.type, field.validator), "description": _paragraph(descriptions[field.name])}
        for field in attrs.fields(cls)
    }
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _schema_of(annotation: Any, validator: Any) -> dict[str, Any]:
    """Return the schema of a value with this annotation that passes this validator."""
    inner = innermost(annotation)
    if get_origin(annotation) is tuple:
        item = _schema_of(inner, validator.item)
        items = {"$ref": item["allOf"][0]["$ref"]} if "allOf" in item else item
        return {"type": "array", "items": items, **({"contains": {}} if validator.min_length else {})}
    if get_origin(annotation) is UnionType:
        return {"anyOf": [_schema_of(inner, validator.validator), {"type": "null"}]}
    if inner is str:
        pattern = validator.pattern.pattern if hasattr(validator, "pattern") else None
        limits = {"pattern": f"^{pattern}$", "maxLength": validator.max_length} if pattern else {"pattern": r"\S"}
        return {"type": "string", **limits}
    if inner is int:
        return {"type": "integer", "minimum": validator.minimum, "maximum": MAX_INTEGER}
    # Not "$ref" itself: some generators make a new type from a "$ref" with a description next to it.
    return OTHERS.get(inner) or {"allOf": [{"$ref": f"#/$defs/{inner.__name__}"}]}


def _paragraph(docstring: str | None) -> str:
    return " ".join(inspect.cleandoc(docstring or "").split("\n\n")[0].split()).replace("``", "`")


def attribute_docstrings(cls: Any) -> dict[str, str]:
    """Return the docstrings below the fields or members of a class and of its base classes."""
    found = {}
    for base in reversed(own_classes(cls)):
        nodes = [*ast.walk(ast.parse(textwrap.dedent(inspect.getsource(base))))]
        bodies = [node.body for node in nodes if isinstance(node, ast.ClassDef | ast.FunctionDef)]
        for statements in itertools.chain(*map(itertools.pairwise, bodies)):
            match statements:
                case (
                    ast.AnnAssign(target=target) | ast.Assign(targets=[target]),
                    ast.Expr(value=ast.Constant(value=str(docstring))),
                ):
                    found[ast.unparse(target).removeprefix("self.")] = docstring
    return found


def signatures() -> str:
    """Return the signature of every public function, class, method and property, and the members of enumerations."""
    lines: list[str] = []
    for name in sorted(uc_audit.__all__):
        public = getattr(uc_audit, name)
        if isinstance(public, type) and issubclass(public, Enum):
            lines.append(f"{name}: {', '.join(public.__members__)}")
        elif public is not uc_audit.UcAuditError:  # It has the signature of Exception, which differs between Pythons.
            lines.append(f"{name}{inspect.signature(public)}")
        for member_name, member in own_members(public).items():
            is_property = isinstance(member, property)
            signature = f": {member.fget.__annotations__['return']}" if is_property else inspect.signature(member)
            lines.append(f"{name}.{member_name}{signature}")
    return re.sub(r"\buc_audit(\.\w+)*\.", "", "\n".join(lines) + "\n")


def own_members(public: Any) -> dict[str, Any]:
    """Return the public methods and properties of a class that this library defines."""
    found = {name: member for base in reversed(own_classes(public)) for name, member in vars(base).items()}
    return {
        name: member
        for name, member in sorted(found.items())
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property))
    }


def own_classes(public: Any) -> list[type]:
    """Return a class and its base classes, if they are from this library."""
    return [base for base in getattr(public, "__mro__", ()) if base.__module__.startswith("uc_audit")]


if __name__ == "__main__":
    for file_name, text in generated().items():
        (DATA / file_name).write_text(text, encoding="utf-8", newline="\n")
    SIGNATURES.write_text(signatures(), encoding="utf-8", newline="\n")
