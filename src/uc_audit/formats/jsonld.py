"""JSON-LD: the JSON of an audit, with a context that says what its keys mean."""

from typing import Any

from ..audit import RECORD_CLASSES, Audit
from ..dataset import load
from ..errors import excerpt
from ..records import Figure, Record, Source
from ..references import CREATOR
from ..serialization import to_dict
from ..values import Attribution, Citation, PartOf, fields_of
from ..wording import label
from . import LICENSE

_TERMS = {
    "Dataset": "Dataset", "Figure": "Observation", "Measure": "StatisticalVariable", "Organization": "Organization",
    "Person": "Person", "Quote": "Quotation", "Source": "CreativeWork",
    "abbreviation": "alternateName", "citations": "citation", "creator": "creator", "data_version": "version",
    "datePublished": "datePublished xsd:date", "definition": "description", "description": "description",
    "end": "endDate xsd:date", "isBasedOn": "isBasedOn @id", "label": "name", "license": "license @id",
    "lower": "minValue", "measure_id": "variableMeasured @id", "name": "name", "parent_id": "parentOrganization @id",
    "publisher": "publisher", "report_id": "about @id", "role": "jobTitle", "source_id": "isPartOf @id",
    "start": "startDate xsd:date", "statement": "text", "text": "text", "title": "name", "topics": "keywords",
    "unit": "unitText", "upper": "maxValue", "url": "url xsd:anyURI",
    **dict.fromkeys(RECORD_CLASSES, "hasPart"),
}  # fmt: skip
"""The terms of schema.org that fit, with the types of their values; ``value`` without its comparator fits none."""


def to_jsonld(audit: Audit) -> dict[str, Any]:
    """
    Return an audit as JSON-LD that can be read without a network.

    It is the JSON of ``to_dict`` with a context, the class of each record, and the bounds ``lower`` and ``upper`` of
    each figure. Keys have the terms of schema.org and Web Annotation that fit, and others of this library
    (``urn:uc-audit:vocabulary:``). The audit is a schema.org ``Dataset``; only the bundled one has a license and a
    creator. The id of a record becomes an IRI such as ``urn:uc-audit:record/ice``.

    Args:
        audit: The audit.

    Raises:
        TypeError: ``audit`` is not an audit.
    """
    if not isinstance(audit, Audit):
        raise TypeError(f"audit must be an audit, not {excerpt(audit)}")
    origin = {"license": LICENSE, "creator": {"@type": "Organization", "name": CREATOR}} if audit == load() else {}
    return {
        "@context": _context(),
        "@id": "urn:uc-audit:dataset",
        "@type": "Dataset",
        "description": f"What {label(audit.report)} and other documents about its subject say, as typed records: "
        "figures with their qualifiers and times, findings and quotes, with who said it and the words they rest on.",
        **origin,
        "isBasedOn": [source.id for source in audit.sources],
        **to_dict(audit),
        **{name: [_node(record) for record in getattr(audit, name)] for name in RECORD_CLASSES},
    }


def _context() -> dict[str, Any]:
    classes = (Audit, *RECORD_CLASSES.values(), Attribution, Citation, PartOf)
    references = [field.name for cls in classes for field in fields_of(cls) if field.refers_to]
    terms = {name: term.partition(" ") for name, term in _TERMS.items()}
    return {
        "@base": "urn:uc-audit:record/",
        "@vocab": "urn:uc-audit:vocabulary:",
        "oa": "http://www.w3.org/ns/oa#",
        "schema": "https://schema.org/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": "@id",
        **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix")},
        **{name: {"@type": "@id"} for name in references},
        **{
            name: {"@id": f"schema:{term}", "@type": kind} if kind else f"schema:{term}"
            for name, (term, _, kind) in terms.items()
        },
    }


def _node(record: Record) -> dict[str, Any]:
    node = {"@type": type(record).__name__, **to_dict(record)}
    if isinstance(record, Figure):
        node.update(lower=record.lower, upper=record.upper)
    elif isinstance(record, Source) and record.issued and record.issued.start == record.issued.end:
        node["datePublished"] = record.issued.start.isoformat()
    return node
