"""JSON-LD, read by a real reader without a network."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
import rdflib
from hypothesis import given, settings
from rdflib.compare import isomorphic
from rdflib.namespace import RDF

import strategies
import uc_audit
from uc_audit import Audit

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # The reader's own.

SCHEMA = rdflib.Namespace("https://schema.org/")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
UC = rdflib.Namespace("urn:uc-audit:vocabulary:")
RECORD = "urn:uc-audit:record:"

QUESTION = (
    (Path(__file__).parents[1] / "docs" / "verifying.md")
    .read_text(encoding="utf-8")
    .split("```sparql")[1]
    .split("```")[0]
)
"""The example of the documentation."""


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    """The graph of the bundled audit."""
    return parsed(uc_audit.load())


def parsed(audit: Audit) -> rdflib.Graph:
    """Read an audit's JSON-LD as a graph."""
    return rdflib.Graph().parse(data=json.dumps(uc_audit.to_jsonld(audit)), format="json-ld")


def test_it_is_plain(audit: Audit) -> None:
    """The document is dictionaries, lists, texts and numbers, and new at every call."""
    document = uc_audit.to_jsonld(audit)

    assert json.loads(json.dumps(document)) == document
    assert {type(value) for value in walk(document)} <= {dict, list, str, int, bool}
    document["@context"].clear()
    assert uc_audit.to_jsonld(audit)["@context"]


def test_what_the_bundled_dataset_does_not_have(audit: Audit) -> None:
    """A finding's recommendations and a response's time are there where there are some; a stranger's dataset has no maker."""
    finding = attrs.evolve(audit.findings[0], recommendation_ids=(audit.recommendations[0].id,))
    response = attrs.evolve(audit.responses[0], when=audit.scope)
    other = attrs.evolve(
        audit, findings=(finding, *audit.findings[1:]), responses=(response, *audit.responses[1:]), title="Another"
    )
    nodes = {node["@id"]: node for node in uc_audit.to_jsonld(other)["@graph"]}

    assert nodes[RECORD + finding.id]["uc:recommendation"] == [{"@id": RECORD + audit.recommendations[0].id}]
    assert nodes[RECORD + response.id]["uc:when"]["startDate"] == "2018-10-01"
    assert "creator" not in nodes["urn:uc-audit:dataset"]


def walk(value: Any) -> Any:
    """Go through all that is in a document."""
    yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(part)


def test_figures_above_200000(audit: Audit, graph: rdflib.Graph) -> None:
    """A question in SPARQL finds the figures that are above a number, with their sources: no bare one is among them."""
    found = {(str(row.figure), int(row.least), str(row.source)) for row in graph.query(QUESTION)}  # type: ignore[union-attr]
    expected = {
        (RECORD + figure.id, figure.lower, RECORD + citation.source_id)
        for figure in audit.figures
        if figure.lower is not None and figure.lower > 200_000
        for citation in figure.citations
    }

    assert found == expected
    assert not any("notices-not-served-article" in figure for figure, _, _ in found)


def test_it_survives_a_round_trip(graph: rdflib.Graph) -> None:
    """Written as JSON-LD and read again, the whole dataset is the same graph."""
    assert isomorphic(rdflib.Graph().parse(data=graph.serialize(format="json-ld"), format="json-ld"), graph)


def test_it_survives_other_forms(audit: Audit) -> None:
    """Written as JSON-LD and as Turtle and read again, a part of the dataset is the same graph."""
    few: Any = {
        "findings": (),
        "responses": (),
        "discrepancies": (),
        "figures": audit.figures[:4],
        "quotes": audit.quotes[:2],
    }
    graph = parsed(attrs.evolve(audit, **few))  # Comparing graphs takes time.
    for form in ("json-ld", "turtle"):
        assert isomorphic(rdflib.Graph().parse(data=graph.serialize(format=form), format=form), graph)


@settings(max_examples=8)  # The reader takes its time.
@given(strategies.audits())
def test_any_audit(audit: Audit) -> None:
    """Whatever an audit says, its records are nodes, and no text becomes anything else than a text."""
    found = parsed(audit)

    for record in audit.records:
        assert (rdflib.URIRef(RECORD + record.id), RDF.type, None) in found
    for quote in audit.quotes:
        assert (rdflib.URIRef(RECORD + quote.id), SCHEMA.text, rdflib.Literal(quote.text)) in found
    for finding in audit.findings:
        assert (rdflib.URIRef(RECORD + finding.id), SCHEMA.text, rdflib.Literal(finding.statement)) in found


def test_a_figure_has_no_bare_value(audit: Audit, graph: rdflib.Graph) -> None:
    """A value is a pair of bounds as far as they follow, and never a number; the number as printed has its comparator."""
    for figure in audit.figures:
        node = rdflib.URIRef(RECORD + figure.id)
        value = graph.value(node, SCHEMA.value)
        bounds = [graph.value(value, bound) for bound in (SCHEMA.minValue, SCHEMA.maxValue)] if value else [None, None]
        assert not isinstance(value, rdflib.Literal)
        assert [bound and int(str(bound)) for bound in bounds] == [figure.lower, figure.upper]
        assert (value is None) == (bounds == [None, None])
        assert graph.value(node, UC.statedValue) == rdflib.Literal(figure.value)
        assert graph.value(node, UC.comparator) == (
            None if figure.comparator is None else rdflib.Literal(figure.comparator.value)
        )
        assert str(graph.value(node, SCHEMA.name)) == uc_audit.describe(figure)
    assert all(not isinstance(value, rdflib.Literal) for value in graph.objects(None, SCHEMA.value))


def test_every_passage_is_a_selector(audit: Audit, graph: rdflib.Graph) -> None:
    """Every citation with a passage is a resource with a selector that has it, and there are no others."""
    from uc_audit import Citation
    from uc_audit.model.walk import parts_of

    passages = sorted(c.exact for _, c in parts_of(Citation, audit) if c.exact)
    found = sorted(str(exact) for exact in graph.objects(None, OA.exact))
    resources = list(graph.subjects(RDF.type, OA.SpecificResource))

    assert found == passages
    assert len(resources) == sum(1 for _ in parts_of(Citation, audit))
    assert all(graph.value(resource, OA.hasSource) for resource in resources)


def test_quotes_have_their_speakers(audit: Audit, graph: rdflib.Graph) -> None:
    """A quotation is spoken by an organization or a person that is in the graph."""
    for quote in audit.quotes:
        node = rdflib.URIRef(RECORD + quote.id)
        speaker = graph.value(node, SCHEMA.spokenByCharacter)
        assert str(speaker) == RECORD + quote.speaker_id
        assert (node, RDF.type, SCHEMA.Quotation) in graph
        assert graph.value(speaker, SCHEMA.name)


def test_nothing_is_rated(audit: Audit) -> None:
    """There is no ClaimReview, no rating and no review."""
    text = json.dumps(uc_audit.to_jsonld(audit))

    assert not any(word in text for word in ('"ClaimReview"', "Rating", '"Review"'))


def test_all_fields_are_there(audit: Audit) -> None:
    """Every text, number and day of every record stands somewhere in its node, or is an id that is linked to."""
    nodes = {node["@id"]: json.dumps(node, ensure_ascii=False) for node in uc_audit.to_jsonld(audit)["@graph"]}
    for record in audit.records:
        node = nodes[RECORD + record.id]
        fields = {
            name: value for name, value in uc_audit.to_dict(record).items() if name != "kind" or "Response" in node
        }
        for value in walk(fields):
            if isinstance(value, str | int) and not isinstance(value, bool):
                assert json.dumps(value, ensure_ascii=False).strip('"') in node, (record.id, value)


def test_fields_of_nodes(audit: Audit, graph: rdflib.Graph) -> None:
    """Who stands behind a figure, the days of its count, and whether a quote is a fragment stand where they belong."""
    for figure in audit.figures:
        node = rdflib.URIRef(RECORD + figure.id)
        chain = figure.attribution
        for term, party in (
            (UC.saidBy, chain.said_by),
            (UC.publishedIn, chain.published_in),
            (UC.reportedBy, chain.reported_by),
        ):
            assert graph.value(node, term) == (None if party is None else rdflib.URIRef(RECORD + party))
        assert (graph.value(node, SCHEMA.observationDate) is None) == (figure.as_of is None)
    for quote in audit.quotes:
        assert graph.value(rdflib.URIRef(RECORD + quote.id), UC.isFragment) == rdflib.Literal(quote.is_fragment)
    dates = {str(node): str(date) for node, date in graph.subject_objects(SCHEMA.observationDate)}
    assert dates[f"{RECORD}figure-notices-not-served-politifact"] == "2024-05"


def test_addresses_are_addresses(audit: Audit) -> None:
    """An address with characters that no address has can be written by the reader, too."""
    source = attrs.evolve(audit.sources[0], url="https://a.b/<c>{d}\\`")
    found = parsed(attrs.evolve(audit, sources=(source, *audit.sources[1:])))

    assert str(found.value(rdflib.URIRef(RECORD + source.id), SCHEMA.url)) == "https://a.b/%3Cc%3E%7Bd%7D%5C%60"
    assert found.serialize(format="turtle")


def test_a_later_dataset(audit: Audit) -> None:
    """What replaced the report, and ids that are not in use any more, are there; dates that are no day, month or year are not."""
    retired = (
        uc_audit.RetiredId(id="old", successor_id="ice", reason="why"),
        uc_audit.RetiredId(id="gone", reason="no"),
    )
    days = attrs.evolve(audit.scope, label="some days")
    source = attrs.evolve(audit.sources[0], issued=days)
    later = attrs.evolve(audit, superseded_by="oig-25-21", retired_ids=retired, sources=(source, *audit.sources[1:]))
    found = parsed(later)
    dataset = rdflib.URIRef("urn:uc-audit:dataset")

    assert str(found.value(dataset, UC.supersededBy)) == f"{RECORD}oig-25-21"
    assert {str(node) for node in found.objects(dataset, UC.retired)} == {f"{RECORD}old", f"{RECORD}gone"}
    assert str(found.value(rdflib.URIRef(f"{RECORD}old"), UC.successor)) == f"{RECORD}ice"
    assert found.value(rdflib.URIRef(f"{RECORD}old"), UC.reason) == rdflib.Literal("why")
    assert found.value(rdflib.URIRef(RECORD + source.id), SCHEMA.datePublished) is None


def test_a_passage_with_its_surroundings(audit: Audit) -> None:
    """What stands before and behind a passage, and where, is in its citation."""
    citation = uc_audit.Citation(source_id="article", exact="b", prefix="a ", suffix=" c", locator="line 1")
    people = (attrs.evolve(audit.people[0], citations=(citation,)), *audit.people[1:])
    graph = uc_audit.to_jsonld(attrs.evolve(audit, people=people))["@graph"]

    assert next(node["uc:citation"] for node in graph if node["@id"] == RECORD + people[0].id) == [
        {
            "@type": "oa:SpecificResource",
            "oa:hasSource": {"@id": f"{RECORD}article"},
            "oa:hasSelector": {"@type": "oa:TextQuoteSelector", "oa:exact": "b", "oa:prefix": "a ", "oa:suffix": " c"},
            "uc:locator": "line 1",
        }
    ]
