"""The dataset as a page: every record with its id as an anchor, the figures by measure, the findings by element."""

import re
from collections.abc import Sequence
from enum import Enum
from typing import Any

import attrs
from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

import uc_audit
from uc_audit import Audit, Citation, Comparison, Element, Figure, Measure, PartOf, Period, Quote, Record, Source

from .nodemaking import Body, bullets, field, link, paragraph, section, table

PAGE = "audit"
"""The document that has all records."""

KINDS = (
    "findings", "quotes", "responses", "recommendations", "discrepancies", "people", "organizations", "sources",
)  # fmt: skip
"""The kinds of records after the figures, in the order of the page."""

ELEMENTS = {
    Element.CONDITION: "what is",
    Element.CRITERIA: "what should be",
    Element.CAUSE: "why",
    Element.EFFECT: "what follows",
}

SHOWN = {
    "id", "title", "statement", "text", "name", "abbreviation", "role", "note", "url", "caveats", "attribution",
    "value", "comparator", "denominator", "population", "predicate", "measure_id", "definition", "preferred_id",
    "citations",
}  # fmt: skip
"""The fields that are shown above the list of fields."""


def records(directive: SphinxDirective) -> Body:
    """Return all records of the bundled dataset, after the figures to quote."""
    writer = Writer("")
    names = (*KINDS, *(record.id for record in writer.audit))
    labels: Any = directive.env.get_domain("std")
    labels.anonlabels.update({name: (directive.env.docname, name) for name in names})
    contents = bullets((link(kind.capitalize(), f"#{kind}") for kind in ("figures", *KINDS)), "row")
    first = section("figures-to-quote", "The figures to quote")
    first += writer.figures_to_quote()
    return [contents, first, writer.figures(), *map(writer.kind, KINDS)]


def figures_to_quote(directive: SphinxDirective) -> Body:
    """Return the figure to quote of each measure, as a table."""
    return [writer_for(directive).figures_to_quote()]


def discrepancies(directive: SphinxDirective) -> Body:
    """Return the discrepancies, as a list of links."""
    writer = writer_for(directive)
    return [writer.contents(writer.audit.discrepancies)]


def writer_for(directive: SphinxDirective) -> "Writer":
    """Return a writer whose links lead from the page of a directive to the page of the dataset."""
    return Writer(directive.env.app.builder.get_relative_uri(directive.env.docname, PAGE))


def time_of(row: Comparison) -> str:
    """Return the time of a figure."""
    times = [row.period.label] if row.period else []
    return ", ".join([*times, *([f"as of {row.as_of.label}"] if row.as_of else [])])


class Writer:
    """Makes nodes of records, with links to the page that has them all."""

    def __init__(self, page: str) -> None:
        self.audit: Audit = uc_audit.load()
        self._page = page
        self._rows = {measure: uc_audit.compare(self.audit, measure) for measure in self.audit.measures}
        rows = [row for group in self._rows.values() for row in group]
        self._titles = {
            row.figure.id: f"{', '.join(filter(None, [row.number, time_of(row)]))} ({row.who})" for row in rows
        }
        self._first_with = {row.figure.value: row.figure.id for row in reversed(rows)}

    def title(self, record: Record) -> str:
        """Return the heading of a record."""
        match record:
            case Figure():
                title = self._titles[record.id]
                return title[0].upper() + title[1:]
            case Quote():
                short = re.sub(r"(?<=.{70})\b\W.*", " …", record.text)
                return f"“{short}”"
            case uc_audit.Recommendation():
                return f"Recommendation {record.number} of {self.name(record.source_id)}"
            case Source():
                return ": ".join(filter(None, [self.name(record.id), record.title]))
            case _:
                return str(getattr(record, "title", None) or record)

    def name(self, source_id: str) -> str:
        """Return the short name of a document."""
        source = self.audit.get(source_id, Source)
        return source.number or source.publisher or source.title or source_id

    def link(self, record_id: str, text: str | None = None) -> nodes.reference:
        """Link to a record, by default with its title."""
        return link(text or self.title(self.audit[record_id]), f"{self._page}#{record_id}")

    def contents(self, found: Sequence[Record]) -> nodes.bullet_list:
        """List records by their titles."""
        return bullets(self.link(record.id) for record in found)

    def figures_to_quote(self) -> nodes.table:
        """Write the table of the figures to quote."""
        rows = (
            (self.link(measure.id), self.link(row.figure.id, row.number), time_of(row), row.who)
            for measure, (row, *_) in self._rows.items()
            if row.is_preferred
        )
        return table(["What is counted", "Figure", "When", "Who says so"], rows, "figures-to-quote")

    def figures(self) -> nodes.section:
        """Write the figures, by measure, the figure to quote first."""
        found = section("figures", "Figures")
        for measure, rows in self._rows.items():
            part = section(measure.id, measure.title)
            part += paragraph(measure.definition)
            if measure.preferred_id:
                part += paragraph("The figure to quote: ", self.link(measure.preferred_id))
            part += [self.fields(measure), *(self.record(row.figure) for row in rows)]
            found += part
        return found

    def kind(self, name: str) -> nodes.section:
        """Write all records of a kind: findings by element, after a list of their titles."""
        found = section(name, name.capitalize())
        members = getattr(self.audit, name)
        if name != "findings":
            found += [self.contents(members), *map(self.record, members)]
            return found
        for element, meaning in ELEMENTS.items():
            part = section(f"findings-{element.value}", f"{element.value.capitalize()}: {meaning}")
            chosen = uc_audit.select(members, element=element)
            part += [self.contents(chosen), *map(self.record, chosen)]
            found += part
        return found

    def record(self, record: Record) -> nodes.section:
        """Write a record: what it says, the words that it rests on, and what else is known of it."""
        title, words = self.title(record), uc_audit.describe(record, "long", audit=self.audit)
        found = section(record.id, title, "record")
        if isinstance(record, Figure) and self._first_with[record.value] == record.id:
            numbers = {f"{record.value:,}", str(record.value)}  # The search leads from these to the record.
            found += addnodes.index(entries=[("single", number, record.id, "main", None) for number in sorted(numbers)])
        if words.rstrip(".") != title.rstrip("."):
            parts = re.split(r"(https?://\S+)", words)
            found += paragraph(
                *(nodes.reference("", part, refuri=part) if part.startswith("http") else part for part in parts)
            )
        found += [*map(self.citation, getattr(record, "citations", ())), self.fields(record)]
        return found

    def citation(self, citation: Citation) -> nodes.block_quote:
        """Write cited words, with their place."""
        place = [self.link(citation.source_id, self.name(citation.source_id))]
        place += [nodes.Text(f", {citation.locator}")] if citation.locator else []
        if citation.via_id:
            place += [nodes.Text(", printed by "), self.link(citation.via_id, self.name(citation.via_id))]
        words = "".join(filter(None, (citation.prefix, citation.exact, citation.suffix)))
        return nodes.block_quote("", paragraph(words), nodes.attribution("", "", *place))

    def fields(self, record: Record) -> nodes.field_list:
        """Write the fields that are not shown elsewhere, and what refers to the record."""
        found = nodes.field_list("", field("Id", paragraph(nodes.literal(text=record.id))))
        cls: Any = type(record)
        for attribute in attrs.fields(cls):
            value = getattr(record, attribute.name)
            if attribute.name not in SHOWN and value not in (None, ()):
                name = re.sub("_id(s?)$", r"\1", attribute.name).replace("_", " ").capitalize()
                found += field(name, *self.value(value, is_reference="refers_to" in attribute.metadata))
        referrers = self.audit.referrers(record)
        if referrers and not isinstance(record, Source | uc_audit.Organization | Measure):
            found += field("Referred to by", self.contents(referrers))
        return found

    def value(self, value: Any, *, is_reference: bool) -> Body:
        """Write the value of a field, or its values."""
        values = value if isinstance(value, tuple) else (value,)
        if is_reference:
            return [bullets(map(self.link, values))]
        if isinstance(value, PartOf):
            return [paragraph(self.link(value.measure_id)), *map(self.citation, value.citations)]
        return [paragraph(", ".join(map(in_words, values)))]


def in_words(value: Any) -> str:
    """Return a value as text; a period with its days."""
    if isinstance(value, Period) and value.start != value.end:
        return f"{value.label} ({value.start} to {value.end})"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value.value if isinstance(value, Enum) else value)
