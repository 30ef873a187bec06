"""JSON-LD: the JSON of an audit, with a context that says what its keys mean."""

from typing import Any

from ..audit import RECORD_CLASSES, Audit
from ..dataset import load
from ..errors import require
from ..records import Figure, Record, Source
from ..references import CREATOR
from ..serialization import to_dict
from ..values import Attribution, Citation, PartOf, fields_of
from ..wording import label
from . import LICENSE


def to_jsonld(audit: Audit) -> dict[str, Any]:
    """
    Return an audit as JSON-LD that can be read without a network.

    It is the JSON of ``to_dict`` with a context, the class of each record, and the bounds ``lower`` and ``upper`` of
    each figure. Keys map to terms of schema.org and Web Annotation where they fit, and otherwise to this library's own
    (``urn:uc-audit:vocabulary:``). The audit is a schema.org ``Dataset``; only the bundled one has a license and a
    creator. The id of a record becomes an IRI such as ``urn:uc-audit:record/ice``.

    Args:
        audit: The audit.

    Raises:
        TypeError: ``audit`` is not an ``Audit``.
    """
    require(audit, Audit, "audit must be an Audit")
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
    """Return the meaning of the keys: schema.org's terms where they fit; ``value`` without its comparator fits none."""
    classes = (Audit, *RECORD_CLASSES.values(), Attribution, Citation, PartOf)
    references = [field.name for cls in classes for field in fields_of(cls) if field.refers_to]
    return {
        "@base": "urn:uc-audit:record/",
        "@vocab": "urn:uc-audit:vocabulary:",
        "oa": "http://www.w3.org/ns/oa#",
        "schema": "https://schema.org/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": "@id",
        "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
        **{name: {"@type": "@id"} for name in references},
        "Dataset": "schema:Dataset", "Figure": "schema:Observation", "Measure": "schema:StatisticalVariable",
        "Organization": "schema:Organization", "Person": "schema:Person", "Quote": "schema:Quotation",
        "Source": "schema:CreativeWork", "abbreviation": "schema:alternateName", "citations": "schema:citation",
        "creator": "schema:creator", "data_version": "schema:version",
        "datePublished": {"@id": "schema:datePublished", "@type": "xsd:date"},
        "definition": "schema:description", "description": "schema:description",
        "end": {"@id": "schema:endDate", "@type": "xsd:date"},
        "isBasedOn": {"@id": "schema:isBasedOn", "@type": "@id"},
        "label": "schema:name", "license": {"@id": "schema:license", "@type": "@id"}, "lower": "schema:minValue",
        "measure_id": {"@id": "schema:variableMeasured", "@type": "@id"}, "name": "schema:name",
        "parent_id": {"@id": "schema:parentOrganization", "@type": "@id"}, "publisher": "schema:publisher",
        "report_id": {"@id": "schema:about", "@type": "@id"}, "role": "schema:jobTitle",
        "source_id": {"@id": "schema:isPartOf", "@type": "@id"},
        "start": {"@id": "schema:startDate", "@type": "xsd:date"},
        "statement": "schema:text", "text": "schema:text", "title": "schema:name", "topics": "schema:keywords",
        "unit": "schema:unitText", "upper": "schema:maxValue", "url": {"@id": "schema:url", "@type": "xsd:anyURI"},
        **dict.fromkeys(RECORD_CLASSES, "schema:hasPart"),
    }  # fmt: skip


def _node(record: Record) -> dict[str, Any]:
    node = {"@type": type(record).__name__, **to_dict(record)}
    if isinstance(record, Figure):
        node.update(lower=record.lower, upper=record.upper)
    elif isinstance(record, Source) and record.issued and record.issued.start == record.issued.end:
        node["datePublished"] = record.issued.start.isoformat()
    return node
