"""
Rewrite what follows from the dataset and the record classes: ``python tests/regenerate.py``.

Puts ``audit.json`` into canonical form, generates ``audit.schema.json``, writes the SHA-256 of both, and writes what people
and programs get of the dataset into ``tests/reviewed/`` (``reviews.py``): read the changes before you commit them. Draws the
pictures of ``docs/images/`` and writes their words into ``docs/charts.md``: look at them.
"""

import hashlib
import html
import inspect
import re
from pathlib import Path
from typing import Any

import attrs
import msgspec

import uc_audit
from reviews import REVIEWED, REVIEWS
from uc_audit import model
from uc_audit.charts import KINDS
from uc_audit.dataset import DATASET, DIGESTS, SCHEMA
from uc_audit.jsontext import dump
from uc_audit.model.audit import SCHEMA_VERSION
from uc_audit.model.rules import LARGEST_INTEGER, NOT_EMPTY, Pattern, least_of, shape_of

PICTURES = Path(__file__).parent.parent / "docs" / "images"
CHARTS = PICTURES.parent / "charts.md"
DATA = Path(__file__).parent.parent / "src" / "uc_audit" / "data"


CONDITIONS: dict[str, dict[str, Any]] = {
    "Attribution": {
        "if": {"properties": {"said_by": {"type": "null"}, "published_in": {"type": "null"}}},
        "then": {"properties": {"reported_by": {"type": "string"}}},
    },
    "Citation": {
        "if": {"properties": {"exact": {"type": "null"}}},
        "then": {"properties": {"prefix": {"type": "null"}, "suffix": {"type": "null"}}},
    },
    "Figure": {
        "if": {"properties": {"comparator": {"const": "<"}}},
        "then": {"properties": {"value": {"type": "integer", "minimum": 1}}},
        "else": {
            "if": {"properties": {"comparator": {"const": ">"}}},
            "then": {"properties": {"value": {"type": "integer", "maximum": LARGEST_INTEGER - 1}}},
        },
    },
}
"""What has to hold between the fields of a class, as far as a schema can say it; generators of types pass over it."""


def generated() -> dict[str, str]:
    """Give the text that each data file has to have."""
    dataset = uc_audit.to_json(uc_audit.read(DATA / DATASET), indent=1)
    texts = {DATASET: dataset, SCHEMA: dump(json_schema(), indent=None)}
    digests = [f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in texts.items()]
    return {**texts, DIGESTS: "".join(digests)}


def json_schema() -> dict[str, Any]:
    """Make the JSON Schema of the dataset: msgspec reads the classes, and their rules are added."""
    base = msgspec.json.schema(model.Audit)
    definitions = {name: _definition(getattr(model, name), base["$defs"][name]) for name in sorted(base["$defs"])}
    definitions["Audit"]["properties"]["schema_version"] = {
        **definitions["Audit"]["properties"]["schema_version"],
        "const": SCHEMA_VERSION,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:uc-audit:schema:{SCHEMA_VERSION}",
        "title": "uc_audit dataset",
        **base,
        "$defs": definitions,
    }


def _definition(cls: Any, definition: dict[str, Any]) -> dict[str, Any]:
    definition["description"] = (inspect.getdoc(cls) or "").split("\n\n")[0].replace("\n", " ").replace("``", "`")
    if not attrs.has(cls):
        return {**definition, "enum": [member.value for member in cls]}
    descriptions = _attributes(cls)
    definition["properties"] = {
        field.name: {**_tightened(definition["properties"][field.name], field), "description": descriptions[field.name]}
        for field in attrs.fields(cls)
    }
    definition["required"] = list(definition["properties"])
    definition["additionalProperties"] = False
    return {**definition, **CONDITIONS.get(cls.__name__, {})}


def _tightened(schema: dict[str, Any], field: Any) -> dict[str, Any]:
    """Add to the schema of a field what its rules say; drop the default, since a document leaves nothing out."""
    schema.pop("default", None)
    _, rules, many, optional = shape_of(field.type)
    core = schema["anyOf"][0] if optional else schema
    if many and NOT_EMPTY in rules:
        core["minItems"] = 1
    core = core["items"] if many else core
    if core.get("type") == "integer":
        core.update(minimum=least_of(rules), maximum=LARGEST_INTEGER)
    if core.get("type") == "string":
        core["pattern"] = r"\S"
    for rule in rules:
        if isinstance(rule, Pattern):
            core.update(pattern=f"^{rule.regex}$", maxLength=rule.longest)
    if core.get("format") == "date":
        core["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    if "$ref" in schema:
        # Beside a description, so that generators of types do not take it for a type of its own.
        schema["allOf"] = [{"$ref": schema.pop("$ref")}]
    return schema


def _attributes(cls: Any) -> dict[str, str]:
    """Read the descriptions of the fields from the docstrings of a class and of those it inherits from."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        section = re.search(r"Attributes:\n(.*?)(?:\n\n|\Z)", inspect.cleandoc(base.__doc__ or ""), re.DOTALL)
        for name, text in re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", section[1] if section else "", re.MULTILINE):
            found[name] = " ".join(text.split()).replace("``", "`")
    return found


def with_words(page: str, kind: str, document: Any) -> str:
    """Put the words of a picture into a page: a short text in place of it, and below it all that it says."""
    title, subtitle = (" ".join(document["title"][part]).replace("\u00a0", " ") for part in ("text", "subtitle"))
    words = f"![{title}. {subtitle} All of it stands in words below.](images/{kind}.svg)\n\n"
    words += (
        f"<details><summary>The picture in words</summary>\n<p>{html.escape(document['description'])}</p>\n</details>\n"
    )
    pattern = rf"!\[[^\n]*\]\(images/{kind}\.svg\)\n(\n<details>.*?</details>\n)?"
    return re.sub(pattern, lambda _: words, page, flags=re.DOTALL)


if __name__ == "__main__":
    for name, text in generated().items():
        (DATA / name).write_text(text, encoding="utf-8", newline="\n")
    for name, give in REVIEWS.items():
        (REVIEWED / name).write_text(give(), encoding="utf-8", newline="\n")
    for kind in KINDS:
        for ending in ("svg", "json"):
            made = uc_audit.chart(uc_audit.read(DATA / DATASET), kind, PICTURES / f"{kind}.{ending}")
        CHARTS.write_text(with_words(CHARTS.read_text(encoding="utf-8"), kind, made.to_dict()), encoding="utf-8")
