"""JSON-LD with the terms of schema.org and, for passages, of the W3C Web Annotation vocabulary."""

from typing import Any, cast

from ..codec import plain
from ..model import Audit
from ..provenance.references import reference_to_dataset
from .nodes import MEASURE, Node, citation_nodes, filled, link, links, node_of, time_node

CONTEXT = {
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "uc": "urn:uc-audit:vocabulary:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "url": {"@type": "@id"},
    "startDate": {"@type": "xsd:date"},
    "endDate": {"@type": "xsd:date"},
    "dateCreated": {"@type": "xsd:date"},
}
"""What the terms mean; it stands in the document, so that nothing is fetched to read it."""


def to_jsonld(audit: Audit) -> dict[str, Any]:
    """
    Give an audit as JSON-LD, which needs no network to be read.

    A figure is a schema.org ``Observation`` of a ``StatisticalVariable``, its measure. Its value is a
    ``QuantitativeValue`` with ``minValue`` and ``maxValue`` as far as they follow, which are the same where the number
    is exact; it never has a bare ``value``. The number as printed is in ``uc:statedValue``, its comparator in
    ``uc:comparator``. A quote is a ``Quotation``; a citation is a Web Annotation ``SpecificResource`` whose
    ``TextQuoteSelector`` has the passage, or the source alone where no text is held. Findings, responses,
    recommendations and discrepancies are ``CreativeWork`` of a class of this library's own: nothing is rated, so there
    is no ``ClaimReview``.

    Args:
        audit: The audit.
    """
    measures = dict.fromkeys(figure.measure for figure in audit.figures)
    nodes = [
        _dataset(audit),
        *({"@id": MEASURE + measure, "@type": "StatisticalVariable", "name": measure} for measure in measures),
        *map(node_of, audit.records),
    ]
    # Plain all through: terms are texts.
    return cast("dict[str, Any]", plain({"@context": CONTEXT, "@graph": nodes}))


def _dataset(audit: Audit) -> Node:
    reference = reference_to_dataset(audit)
    node = {
        "@id": "urn:uc-audit:dataset",
        "@type": "Dataset",
        "name": reference.title,
        "version": reference.version,
        "creator": {"@type": "Organization", "name": reference.author} if reference.author else None,
        "about": {
            "@type": "Report",
            "name": audit.title,
            "reportNumber": audit.report_number,
            "genre": audit.report_type,
            "dateCreated": audit.date_issued.isoformat(),
        },
        "temporalCoverage": f"{audit.scope.start}/{audit.scope.end}",
        "uc:scope": time_node(audit.scope),
        "uc:supersededBy": link(audit.superseded_by),
        "citation": citation_nodes(audit.citations),
        "hasPart": links(record.id for record in audit.records),
        "uc:retired": [
            filled({**links([r.id])[0], "uc:successor": link(r.successor_id), "uc:reason": r.reason})
            for r in audit.retired_ids
        ],
    }
    return filled(node)
