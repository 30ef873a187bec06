"""JSON-LD, read by a real parser without a network."""

import json
from datetime import date
from typing import Any

import attrs
import pytest
import rdflib
from rdflib.namespace import RDF, XSD

import uc_audit
from strategies import RECORDS
from test_formats import filled_with
from uc_audit import Audit, Citation, Period

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # The parser's own.

SCHEMA = rdflib.Namespace("https://schema.org/")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
UC = rdflib.Namespace("urn:uc-audit:vocabulary:")
DATASET = rdflib.URIRef("urn:uc-audit:dataset")


def iri(record_id: str) -> rdflib.URIRef:
    """Return the IRI of a record."""
    return rdflib.URIRef(f"urn:uc-audit:record/{record_id}")


def parsed(audit: Audit) -> rdflib.Graph:
    """Read an audit's JSON-LD as a graph."""
    return rdflib.Graph().parse(data=json.dumps(uc_audit.to_jsonld(audit)), format="json-ld")


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    """The graph of the bundled audit."""
    return parsed(uc_audit.load())


def test_it_is_the_json(audit: Audit) -> None:
    """Without the additions, the document is that of ``to_dict``; it is new on every call."""
    document = uc_audit.to_jsonld(audit)
    for name in RECORDS:
        for node in document[name]:
            for key in {"@type", "datePublished", "lower", "upper"} & node.keys():
                del node[key]
    added = {"@context", "@id", "@type", "description", "license", "creator", "isBasedOn"}

    assert {key: value for key, value in document.items() if key not in added} == uc_audit.to_dict(audit)
    assert json.loads(json.dumps(uc_audit.to_jsonld(audit))) == uc_audit.to_jsonld(audit)


def test_the_dataset(audit: Audit, graph: rdflib.Graph) -> None:
    """The audit is a schema.org Dataset; only the bundled one has this project's license and creator."""
    creator = graph.value(DATASET, SCHEMA.creator)

    assert (DATASET, RDF.type, SCHEMA.Dataset) in graph
    assert len(str(graph.value(DATASET, SCHEMA.description))) >= 50
    assert {*graph.objects(DATASET, SCHEMA.isBasedOn)} == {iri(source.id) for source in audit.sources}
    assert graph.value(DATASET, SCHEMA.about) == iri(audit.report_id)
    assert str(graph.value(DATASET, SCHEMA.name)) == audit.title
    assert str(graph.value(DATASET, SCHEMA.license)) == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert (creator, RDF.type, SCHEMA.Organization) in graph
    assert graph.value(creator, SCHEMA.name)
    assert {"license", "creator"}.isdisjoint(uc_audit.to_jsonld(attrs.evolve(audit, title="Another")))


def test_every_record_is_a_node(audit: Audit, graph: rdflib.Graph) -> None:
    """Each record is part of the dataset, with a matching schema.org class or its own."""
    classes = {
        "Source": SCHEMA.CreativeWork, "Organization": SCHEMA.Organization, "Person": SCHEMA.Person,
        "Measure": SCHEMA.StatisticalVariable, "Figure": SCHEMA.Observation, "Quote": SCHEMA.Quotation,
    }  # fmt: skip
    assert {*graph.objects(DATASET, SCHEMA.hasPart)} == {iri(record.id) for record in audit}
    for record in audit:
        name = type(record).__name__
        assert (iri(record.id), RDF.type, classes.get(name, UC[name])) in graph


def test_references_are_links(audit: Audit, graph: rdflib.Graph) -> None:
    """Each reference of a record leads to the node of the record that it refers to."""
    for record in audit:
        seen: set[Any] = set()
        waiting: list[Any] = [iri(record.id)]
        while waiting:  # Through the values inside the record, which have no IRI.
            found = [*graph.objects(waiting.pop())]
            seen.update(found)
            waiting += [item for item in found if isinstance(item, rdflib.BNode)]
        assert {iri(target.id) for target in audit.references(record)} <= seen


def test_figures_have_bounds(audit: Audit, graph: rdflib.Graph) -> None:
    """A figure has its bounds, and its number only together with its comparator, never as a value alone."""
    assert not list(graph.subject_objects(SCHEMA.value))
    for figure in audit.figures:
        node = iri(figure.id)
        expected = {
            SCHEMA.minValue: figure.lower, SCHEMA.maxValue: figure.upper, UC.value: figure.value,
            UC.comparator: figure.comparator and figure.comparator.value,
        }  # fmt: skip
        found: dict[Any, Any] = {term: graph.value(node, term) for term in expected}
        assert {term: literal and literal.value for term, literal in found.items()} == expected
        assert graph.value(node, SCHEMA.variableMeasured) == iri(figure.measure_id)


def test_passages_and_days(audit: Audit) -> None:
    """A passage has Web Annotation terms, a document of one day has its publication date; days and addresses are typed."""
    day = Period(start=date(2024, 8, 19), end=date(2024, 8, 19), label="19 August 2024")
    month = Period(start=date(2024, 10, 1), end=date(2024, 10, 31), label="October 2024")
    citation = Citation(source_id=audit.report_id, exact="b", prefix="a ", suffix=" c", locator="line 1")
    first = attrs.evolve(audit.sources[0], issued=day, url="https://a.b/<c>{d}\\`")
    second = attrs.evolve(audit.sources[1], issued=month)
    person = attrs.evolve(audit.people[0], citations=(citation,))
    changed = attrs.evolve(audit, sources=(first, second, *audit.sources[2:]), people=(person, *audit.people[1:]))
    graph = parsed(changed)
    node: Any = graph.value(iri(person.id), SCHEMA.citation)
    issued: Any = graph.value(iri(second.id), UC.issued)

    assert [str(graph.value(node, OA[name])) for name in ("prefix", "exact", "suffix")] == ["a ", "b", " c"]
    assert graph.value(node, SCHEMA.isPartOf) == iri(audit.report_id)
    assert graph.value(iri(first.id), SCHEMA.datePublished) == rdflib.Literal("2024-08-19", datatype=XSD.date)
    assert graph.value(iri(second.id), SCHEMA.datePublished) is None
    assert graph.value(issued, SCHEMA.startDate) == rdflib.Literal("2024-10-01", datatype=XSD.date)
    assert graph.value(iri(first.id), SCHEMA.url) == rdflib.Literal(first.url, datatype=XSD.anyURI)


def test_texts_stay_texts() -> None:
    """Even if every text is an IRI, only the records have one."""
    audit = filled_with("http://a.b/")
    graph = parsed(audit)
    named = {node for node in graph.all_nodes() if isinstance(node, rdflib.URIRef)}

    assert named - {*graph.objects(None, RDF.type)} == {DATASET, *(iri(record.id) for record in audit)}
    assert (iri(audit.quotes[0].id), SCHEMA.text, rdflib.Literal("http://a.b/")) in graph
