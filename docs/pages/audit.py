"""The dataset as a page: every record with its id as the id of its element, all its fields and its citations."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

import attrs
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import uc_audit
from uc_audit import Attribution, Audit, Caveat, Citation, Figure, Finding, Period, Record
from uc_audit.formats.cells import says
from uc_audit.model.audit import record_classes
from uc_audit.model.rules import Url, shape_of, targets_of
from uc_audit.names import day_in_words, name_of

PAGE = "audit"
"""The document that holds all records."""

FIRST = ("findings", "figures", "quotes", "responses", "recommendations", "discrepancies")
"""The kinds that the page begins with: what the audit says comes before who and what stands behind it."""

Blocks = list[nodes.Node]


class AuditDirective(SphinxDirective):
    """All of the bundled dataset: its own fields, and a section for each kind of record and each record."""

    def run(self) -> list[nodes.Node]:
        """Make the nodes."""
        self.env.note_reread()
        writer = _Writer(uc_audit.load(), "")
        labels: Any = self.env.get_domain("std")
        labels.anonlabels.update({record.id: (self.env.docname, record.id) for record in writer.audit.records})
        kinds = sorted(record_classes(), key=lambda kind: kind not in FIRST)
        kinds.sort(key=lambda kind: FIRST.index(kind) if kind in FIRST else len(FIRST))
        return [writer.fields(writer.audit, skip={*kinds, "retired_ids"}), *map(writer.kind, kinds)]


class DiscrepanciesDirective(SphinxDirective):
    """The discrepancies as a table, with links to the page of the dataset."""

    def run(self) -> list[nodes.Node]:
        """Make the nodes."""
        self.env.note_reread()
        page = self.env.app.builder.get_relative_uri(self.env.docname, PAGE)
        writer = _Writer(uc_audit.load(), page)
        rows = [
            [
                [_paragraph(discrepancy.kind.value)],
                [_paragraph(discrepancy.statement)],
                [writer.links(discrepancy.record_ids)],
            ]
            for discrepancy in writer.audit.discrepancies
        ]
        return [table(["Kind", "What the sources say", "Records"], rows)]


class _Writer:
    """Writes records as nodes."""

    def __init__(self, audit: Audit, page: str) -> None:
        self.audit = audit
        self._page = page

    def kind(self, kind: str) -> nodes.section:
        """Write all records of a kind."""
        section = nodes.section(ids=[kind], names=[kind])
        section += nodes.title(text=kind.capitalize())
        records = getattr(self.audit, kind)
        section += self.links([record.id for record in records])
        section.extend(map(self.record, records))
        return section

    def record(self, record: Record) -> nodes.section:
        """Write a record: what it says as the heading, its fields, and what refers to it."""
        section = nodes.section(ids=[record.id], names=[record.id], classes=["record"])
        section += nodes.title(text=self.title(record))
        said = {"title"} if isinstance(record, Finding) else {"value", "comparator", "denominator"}
        fields = self.fields(record, skip={"id", *said})
        fields.insert(0, _field("Id", [_paragraph(nodes.literal(text=record.id))]))
        if isinstance(record, Figure):
            fields.insert(1, _field("Figure", [_paragraph(str(record))]))
        if referrers := self.audit.referrers(record):
            fields += _field("Records that refer to it", [self.links([referrer.id for referrer in referrers])])
        section += fields
        return section

    def title(self, record: Record) -> str:
        """Name a record: a figure never without its qualifier and its time."""
        if isinstance(record, Figure):
            return uc_audit.describe(record, audit=self.audit)
        return record.title if isinstance(record, Finding) else says(record)

    def fields(self, value: Any, skip: set[str]) -> nodes.field_list:
        """Write the fields in which something stands."""
        fields = nodes.field_list()
        for field in attrs.fields(type(value)):
            held = getattr(value, field.name)
            if field.name not in skip and held not in (None, ()):
                name = field.name.removesuffix("_ids").removesuffix("_id").replace("_", " ").capitalize()
                fields += _field(name, self._held(held, field.type))
        return fields

    def _held(self, held: Any, annotation: Any) -> Blocks:
        innermost, rules, many, _ = shape_of(annotation)
        values = held if many else (held,)
        if innermost is str and set(targets_of(rules)) - {"measures"}:
            return [self.links(values)]
        if innermost in (Citation, Caveat):
            write = self._citation if innermost is Citation else self._caveat
            return [_list([write(value) for value in values])]
        if innermost is Attribution:
            return [self._attribution(held)]
        texts = [_text(value) for value in values]
        if annotation == Url | None:
            return [_paragraph(nodes.reference("", text, refuri=text)) for text in texts]
        return [_paragraph("; ".join(texts))] if issubclass(innermost, Enum) else [_paragraph(text) for text in texts]

    def links(self, record_ids: Iterable[str]) -> nodes.paragraph:
        """Write links to records."""
        parts: list[nodes.Node] = []
        for record_id in record_ids:
            parts += [nodes.Text(", ")] if parts else []
            parts.append(self._link(record_id))
        return _paragraph(*parts)

    def _link(self, record_id: str) -> nodes.reference:
        record = self.audit[record_id]
        known = hasattr(record, "name") or hasattr(record, "publisher")
        text = name_of(record) if known else record_id
        return nodes.reference("", text, refuri=f"{self._page}#{record_id}", internal=True)

    def _citation(self, citation: Citation) -> Blocks:
        parts: list[Any] = [self._link(citation.source_id)]
        if citation.locator:
            parts.append(f", {citation.locator}")
        if citation.exact:
            words = "".join(filter(None, (citation.prefix, citation.exact, citation.suffix)))
            return [_paragraph(*parts, ":"), nodes.block_quote("", _paragraph(words))]
        return [_paragraph(*parts, " (its text is not held)")]

    def _caveat(self, caveat: Caveat) -> Blocks:
        return [_paragraph(caveat.text), _list([self._citation(citation) for citation in caveat.citations])]

    def _attribution(self, attribution: Attribution) -> nodes.paragraph:
        parts: list[Any] = []
        for field in attrs.fields(Attribution):
            if record_id := getattr(attribution, field.name):
                parts += [f"{', ' if parts else ''}{field.name.replace('_', ' ')} ", self._link(record_id)]
        return _paragraph(*parts)


def _text(value: Any) -> str:
    if isinstance(value, Period):
        first, last = day_in_words(value.start), day_in_words(value.end)
        days = first if first == last else f"{first} to {last}"
        return value.label if value.label == days else f"{value.label}: {days}"
    if isinstance(value, Enum):
        return str(value.value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _paragraph(*parts: Any) -> nodes.paragraph:
    return nodes.paragraph("", "", *(nodes.Text(part) if isinstance(part, str) else part for part in parts))


def _field(name: str, body: Blocks) -> nodes.field:
    return nodes.field("", nodes.field_name(text=name), nodes.field_body("", *body))


def _list(items: Iterable[Blocks]) -> nodes.bullet_list:
    return nodes.bullet_list("", *(nodes.list_item("", *item) for item in items))


def table(headings: Sequence[str], rows: Iterable[Sequence[Blocks]]) -> nodes.table:
    """Write a table, each cell as blocks."""

    def line(cells: Iterable[Blocks]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", *cell) for cell in cells))

    group = nodes.tgroup(
        "",
        *(nodes.colspec(colwidth=1) for _ in headings),
        nodes.thead("", line([_paragraph(heading)] for heading in headings)),
        nodes.tbody("", *map(line, rows)),
        cols=len(headings),
    )
    return nodes.table("", group, classes=["colwidths-auto"])
