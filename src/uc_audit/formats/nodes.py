"""A node of JSON-LD for each class of records."""

from collections.abc import Callable, Iterable
from typing import Any

from ..figures import describe
from ..model import (
    Citation,
    Discrepancy,
    Figure,
    Finding,
    Organization,
    Period,
    Person,
    Quote,
    Recommendation,
    Record,
    Response,
    Source,
    SourceKind,
)
from ..provenance.references import date_parts, safe_address

RECORD = "urn:uc-audit:record:"
MEASURE = "urn:uc-audit:measure:"

_SOURCES = {
    SourceKind.REPORT: "Report",
    SourceKind.NEWSPAPER_ARTICLE: "NewsArticle",
    SourceKind.WEBPAGE: "WebPage",
}

Node = dict[str, Any]


def node_of(record: Record) -> Node:
    """Give the node of a record."""
    return filled({"@id": RECORD + record.id, **_NODES[type(record)](record)})


def filled(node: Node) -> Node:
    """Leave out what is not there."""
    return {name: value for name, value in node.items() if value is not None and value != []}


def link(record_id: str | None) -> Node | None:
    """Refer to a record, if there is one."""
    return None if record_id is None else {"@id": RECORD + record_id}


def links(record_ids: Iterable[str]) -> list[Node]:
    """Refer to records."""
    return [{"@id": RECORD + record_id} for record_id in record_ids]


def time_node(period: Period | None) -> Node | None:
    """Give a period with its days and its label, if there is one."""
    if period is None:
        return None
    days = {"startDate": period.start.isoformat(), "endDate": period.end.isoformat()}
    return {"@type": "uc:Period", "name": period.label, **days}


def _date(period: Period | None) -> str | None:
    """Write a day, a month or a year as ISO 8601; nothing of any other period."""
    parts = date_parts(period) if period else []
    return "-".join([f"{parts[0][0]:04}", *(f"{part:02}" for part in parts[0][1:])]) if len(parts) == 1 else None


def citation_nodes(citations: Iterable[Citation]) -> list[Node]:
    """Give citations as Web Annotation has them: the source, and what selects the passage in it."""
    return [_citation(citation) for citation in citations]


def _citation(citation: Citation) -> Node:
    selector = {
        "@type": "oa:TextQuoteSelector",
        "oa:exact": citation.exact,
        "oa:prefix": citation.prefix,
        "oa:suffix": citation.suffix,
    }
    return filled(
        {
            "@type": "oa:SpecificResource",
            "oa:hasSource": link(citation.source_id),
            "oa:hasSelector": None if citation.exact is None else filled(selector),
            "uc:locator": citation.locator,
        }
    )


def _source(source: Source) -> Node:
    return {
        "@type": _SOURCES[source.kind],
        "name": source.title,
        "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
        "reportNumber": source.number,
        "datePublished": _date(source.issued),
        "uc:issued": time_node(source.issued),
        "url": safe_address(source.url) if source.url else None,
        "uc:rights": source.rights,
        "uc:tier": source.tier,
        "uc:sha256": source.sha256,
    }


def _organization(organization: Organization) -> Node:
    return {
        "@type": "Organization",
        "name": organization.name,
        "alternateName": organization.abbreviation,
        "parentOrganization": link(organization.parent_id),
    }


def _person(person: Person) -> Node:
    return {
        "@type": "Person",
        "name": person.name,
        "jobTitle": person.role,
        "affiliation": link(person.organization_id),
        "uc:citation": citation_nodes(person.citations),
    }


def _figure(figure: Figure) -> Node:
    bounds = filled({"minValue": figure.lower, "maxValue": figure.upper})
    return {
        "@type": "Observation",
        "name": describe(figure),
        "variableMeasured": {"@id": MEASURE + figure.measure},
        "value": {"@type": "QuantitativeValue", **bounds, "unitText": figure.unit} if bounds else None,
        "uc:statedValue": figure.value,
        "uc:comparator": figure.comparator,
        "uc:unit": figure.unit,
        "uc:denominator": figure.denominator,
        "uc:asStated": figure.as_stated,
        "uc:population": figure.population,
        "uc:label": figure.label,
        "uc:partOf": {"@id": MEASURE + figure.part_of} if figure.part_of else None,
        "uc:period": time_node(figure.period),
        "observationDate": _date(figure.as_of),
        "uc:asOf": time_node(figure.as_of),
        "uc:saidBy": link(figure.attribution.said_by),
        "uc:publishedIn": link(figure.attribution.published_in),
        "uc:reportedBy": link(figure.attribution.reported_by),
        "uc:caveat": [
            {"@type": "CreativeWork", "text": caveat.text, "citation": citation_nodes(caveat.citations)}
            for caveat in figure.caveats
        ],
        "keywords": list(figure.topics),
        "citation": citation_nodes(figure.citations),
    }


def _quote(quote: Quote) -> Node:
    return {
        "@type": "Quotation",
        "text": quote.text,
        "uc:insertion": list(quote.insertions),
        "uc:isFragment": quote.is_fragment,
        "spokenByCharacter": link(quote.speaker_id),
        "isPartOf": link(quote.document_id),
        "keywords": list(quote.topics),
        "citation": citation_nodes(quote.citations),
    }


def _finding(finding: Finding) -> Node:
    return {
        "@type": ["CreativeWork", "uc:Finding"],
        "name": finding.title,
        "text": finding.statement,
        "uc:element": finding.element,
        "uc:when": time_node(finding.when),
        "about": links(finding.organization_ids),
        "keywords": list(finding.topics),
        "uc:figure": links(finding.figure_ids),
        "uc:quote": links(finding.quote_ids),
        "uc:recommendation": links(finding.recommendation_ids),
        "citation": citation_nodes(finding.citations),
    }


def _response(response: Response) -> Node:
    return {
        "@type": ["CreativeWork", "uc:Response"],
        "text": response.statement,
        "about": link(response.organization_id),
        "uc:kind": response.kind,
        "uc:position": response.position,
        "uc:when": time_node(response.when),
        "uc:recommendation": links(response.recommendation_ids),
        "uc:quote": links(response.quote_ids),
        "citation": citation_nodes(response.citations),
    }


def _recommendation(recommendation: Recommendation) -> Node:
    return {
        "@type": ["CreativeWork", "uc:Recommendation"],
        "position": recommendation.number,
        "text": recommendation.text,
        "uc:addressee": link(recommendation.addressee_id),
        "uc:status": recommendation.status,
        "uc:resolution": recommendation.resolution,
        "isPartOf": link(recommendation.source_id),
        "citation": citation_nodes(recommendation.citations),
    }


def _discrepancy(discrepancy: Discrepancy) -> Node:
    return {
        "@type": ["CreativeWork", "uc:Discrepancy"],
        "text": discrepancy.statement,
        "uc:kind": discrepancy.kind,
        "uc:record": links(discrepancy.record_ids),
        "citation": citation_nodes(discrepancy.citations),
    }


_NODES: dict[type, Callable[[Any], Node]] = {
    Source: _source,
    Organization: _organization,
    Person: _person,
    Finding: _finding,
    Figure: _figure,
    Quote: _quote,
    Response: _response,
    Recommendation: _recommendation,
    Discrepancy: _discrepancy,
}
