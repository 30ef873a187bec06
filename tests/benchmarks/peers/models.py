"""
Writes the record classes as one would with another library: ``python tests/benchmarks/peers/models.py pydantic``.

They follow from the classes of ``uc_audit``, so that every peer knows the same documents and checks, if it checks, the
same: types, patterns, lengths, closed enumerations, days, and no unknown keys. What holds between two fields or two records
is left out.
"""

import inspect
import sys
from collections.abc import Callable
from enum import Enum
from typing import Any

import attrs

from uc_audit.model import Attribution, Audit, Caveat, Citation, Period, RetiredId, rules, vocabulary
from uc_audit.model.audit import record_classes

CLASSES = (Period, Citation, Attribution, Caveat, RetiredId, *record_classes().values(), Audit)
ENUMERATIONS: list[Any] = [
    item for item in vars(vocabulary).values() if inspect.isclass(item) and item.__module__ == vocabulary.__name__
]
PATTERNS = {vars(rules)[name].__metadata__[0]: name for name in ("Slug", "DataVersion", "Sha256", "Url")}
LEAST = {"Whole": 0, "Ordinal": 1}


@attrs.frozen
class Field:
    """A field of a class: its name, the type of one value and its name in the models, and how many there may be."""

    name: str
    type: Any
    type_name: str
    many: bool
    filled: bool
    optional: bool


@attrs.frozen
class Dialect:
    """How a library spells its imports, the types with a rule, the head of a class, a field, and what ends a class."""

    imports: str
    aliases: str
    head: str
    field: Callable[[Field], str]
    tail: Callable[[list[Field]], list[str]] = lambda _: []


def models(name: str) -> str:
    """Give the source text of all the classes in a dialect."""
    dialect = DIALECTS[name]
    classes = [_class(cls, dialect) for cls in CLASSES]
    blocks = [dialect.imports, *map(_enumeration, ENUMERATIONS), dialect.aliases, *classes]
    return "\n\n\n".join(block for block in blocks if block) + "\n"


def fields_of(cls: Any) -> list[Field]:
    """Take the fields of a class of ``uc_audit`` apart."""
    shapes = [(field.name, *rules.shape_of(field.type)) for field in attrs.fields(cls)]
    return [
        Field(name, innermost, _type_name(innermost, found), many, rules.NOT_EMPTY in found, optional)
        for name, innermost, found, many, optional in shapes
    ]


def _type_name(innermost: Any, found: tuple[object, ...]) -> str:
    if innermost is str:
        return next((PATTERNS[rule] for rule in found if isinstance(rule, rules.Pattern)), "Text")
    if innermost is int:
        return "Ordinal" if rules.least_of(found) else "Whole"
    name: str = innermost.__name__
    return name


def _enumeration(cls: type[Enum]) -> str:
    members = [f"    {member.name} = {member.value!r}" for member in cls]
    return "\n".join([f"class {cls.__name__}(StrEnum):", *members])


def _class(cls: Any, dialect: Dialect) -> str:
    fields = fields_of(cls)
    lines = [f"    {field.name}{dialect.field(field)}" for field in fields]
    return "\n".join([dialect.head.format(cls.__name__), *lines, *dialect.tail(fields)])


def _annotated_aliases(constraint: str, end: str) -> str:
    """Give the types with a rule for libraries that read rules from ``Annotated``."""
    lines = [f'Text = Annotated[str, {constraint}(pattern=r"\\S")]']
    for pattern, name in PATTERNS.items():
        rule = f'pattern=r"^({pattern.regex}){end}", max_length={pattern.longest}'
        lines.append(f"{name} = Annotated[str, {constraint}({rule})]")
    for name, least in LEAST.items():
        lines.append(f"{name} = Annotated[int, {constraint}(ge={least}, le={rules.LARGEST_INTEGER})]")
    return "\n".join(lines)


def _annotation(constraint: str) -> Callable[[Field], str]:
    def spell(field: Field) -> str:
        text = f"tuple[{field.type_name}, ...]" if field.many else field.type_name
        if field.filled:
            text = f"Annotated[{text}, {constraint}(min_length=1)]"
        return f": {text} | None" if field.optional else f": {text}"

    return spell


def _plain_annotation(field: Field) -> str:
    name = field.type.__name__
    text = f"tuple[{name}, ...]" if field.many else name
    return f": {text} | None" if field.optional else f": {text}"


def _builder(fields: list[Field]) -> list[str]:
    """Spell the class method that builds an object from a plain document."""
    arguments = [f"            {field.name}={_built(field)}," for field in fields]
    return ["", "    @classmethod", "    def build(cls, document):", "        return cls(", *arguments, "        )"]


def _built(field: Field) -> str:
    value = f'document["{field.name}"]'
    convert = "{}"
    if attrs.has(field.type):
        convert = f"{field.type_name}.build({{}})"
    elif field.type_name == "date":
        convert = "date.fromisoformat({})"
    elif issubclass(field.type, Enum):
        convert = f"{field.type_name}({{}})"
    if field.many:
        return f"tuple({value})" if convert == "{}" else f"tuple([{convert.format('item')} for item in {value}])"
    built = convert.format(value)
    return f"None if {value} is None else {built}" if field.optional and convert != "{}" else built


def _validator_aliases() -> str:
    lines = ['Text = validate.Regexp(r"\\s*\\S")']
    for pattern, name in PATTERNS.items():
        lines.append(f'{name} = [validate.Regexp(r"({pattern.regex})\\Z"), validate.Length(max={pattern.longest})]')
    for name, least in LEAST.items():
        lines.append(f"{name} = validate.Range({least}, {rules.LARGEST_INTEGER})")
    return "\n".join(lines)


def _marshmallow_field(field: Field) -> str:
    name, options = field.type_name, f"required=True{', allow_none=True' if field.optional else ''}"
    if attrs.has(field.type):
        kind, own = "Nested", f"{name}Schema"
    elif field.type in {str, int}:
        kind, own = (
            ("String", f"validate={name}") if field.type is str else ("Integer", f"strict=True, validate={name}")
        )
    elif name in {"bool", "date"}:
        kind, own = {"bool": ("Boolean", ""), "date": ("Date", "")}[name]
    else:
        kind, own = "Enum", f"{name}, by_value=True"
    if field.many:
        least = ", validate=validate.Length(1)" if field.filled else ""
        return f" = fields.List(fields.{kind}({own}), {options}{least})"
    return f" = fields.{kind}({', '.join(filter(None, (own, options)))})"


STANDARD = "from datetime import date\nfrom enum import StrEnum\n"

DIALECTS = {
    "pydantic": Dialect(
        f"{STANDARD}from typing import Annotated\n\nfrom pydantic import BaseModel, ConfigDict, Field\n\n"
        'CONFIG = ConfigDict(strict=True, extra="forbid", frozen=True)',
        _annotated_aliases("Field", "$"),
        "class {}(BaseModel):\n    model_config = CONFIG\n",
        _annotation("Field"),
    ),
    "msgspec": Dialect(
        f"{STANDARD}from typing import Annotated\n\nfrom msgspec import Meta, Struct",
        _annotated_aliases("Meta", r"\Z"),
        "class {}(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):",
        _annotation("Meta"),
    ),
    "dataclasses": Dialect(
        f"from dataclasses import dataclass\n{STANDARD}",
        "",
        "@dataclass(frozen=True, slots=True, kw_only=True)\nclass {}:",
        _plain_annotation,
        _builder,
    ),
    "marshmallow": Dialect(
        "from enum import StrEnum\n\nfrom marshmallow import Schema, fields, validate",
        _validator_aliases(),
        "class {}Schema(Schema):",
        _marshmallow_field,
    ),
}

if __name__ == "__main__":
    sys.stdout.write(models(sys.argv[1]))
