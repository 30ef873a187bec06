"""References to records: for footnotes, for TeX, and for reference managers."""

import re
from html import escape
from itertools import takewhile
from typing import Any, Literal, NamedTuple, get_args, overload

from .audit import Audit
from .dataset import load
from .errors import excerpt
from .records import Measure, Record, Source
from .serialization import Records, iterate_records
from .text import MONTHS
from .vocabulary import SourceKind
from .wording import join_words, label, quote, resolve_audit

CREATOR = "uc_audit maintainers"
"""Who made the bundled dataset."""

_CSL_TYPES = {
    SourceKind.REPORT: "report",
    SourceKind.WEB_PAGE: "webpage",
    SourceKind.NEWS_ARTICLE: "article-newspaper",
    SourceKind.FACT_CHECK: "article-newspaper",
}

_BIBTEX_ESCAPES = {
    **{character: f"\\{character}" for character in "&%$#_"},
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces even after a backslash.
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
}

Style = Literal["text", "html", "bibtex", "csl"]
"""The styles of ``cite``."""


@overload
def cite(record: Records, style: Literal["text", "html", "bibtex"] = "text", *, audit: Audit | None = None) -> str: ...
@overload
def cite(record: Records, style: Literal["csl"], *, audit: Audit | None = None) -> list[dict[str, Any]]: ...
@overload
def cite(record: Records, style: Style, *, audit: Audit | None = None) -> str | list[dict[str, Any]]: ...
def cite(record: Records, style: Style = "text", *, audit: Audit | None = None) -> str | list[dict[str, Any]]:
    """
    Return a reference to a record.

    The document whose words support the record comes first, then the page that reprints or retells them. A measure is
    cited like its figure to quote; a record without citations, such as an organization, by the dataset and its id.

    Args:
        record: A record; an audit, for the dataset; or an iterable of records, each of which is cited.
        style: ``text`` for footnotes, one line per record; ``html`` for the same with links, and ``<br>`` between
            the lines; ``bibtex`` for the result of ``to_bibtex``; ``csl`` for the result of ``to_csl``.
        audit: The audit that has the record; by default the bundled dataset. A source does not need one.

    Raises:
        UnknownRecordError: The audit does not have the record.
        TypeError: An argument is of the wrong type.
        ValueError: There is no such style.
    """
    if style not in get_args(Style):
        error = ValueError if isinstance(style, str) else TypeError
        raise error(f"style must be {' or '.join(map(repr, get_args(Style)))}, not {excerpt(style)}")
    records = record if isinstance(record, Audit) else iterate_records(record, "record")
    if style == "csl":
        return to_csl(records, audit=audit)
    if style == "bibtex":
        return to_bibtex(records, audit=audit)
    notes = [_dataset_note(records)] if isinstance(records, Audit) else [_footnote(item, audit) for item in records]
    lines = dict.fromkeys(" ".join(note.split()) for note in notes)
    if style == "text":
        return "\n".join(lines)
    return "<br>\n".join(re.sub(r"&lt;(https?://\S+?)&gt;", r'<a href="\1">\1</a>', escape(line)) for line in lines)


def to_bibtex(records: Records, *, audit: Audit | None = None) -> str:
    """
    Return documents as BibTeX entries: reports as ``@techreport``, everything else as ``@misc``.

    Args:
        records: An audit, for the dataset and all its sources; a source; any other record, for the documents that it
            cites and the pages that reprint them; or an iterable of records. Each document appears once.
        audit: The audit that has the records; by default the bundled dataset. Sources do not need one.

    Raises:
        UnknownRecordError: The audit does not have one of the records.
        TypeError: An argument is of the wrong type.
    """
    return "\n".join(map(_bibtex_entry, _items_of(records, audit)))


def to_csl(records: Records, *, audit: Audit | None = None) -> list[dict[str, Any]]:
    """
    Return documents as CSL-JSON items, for reference managers and citation processors.

    Args:
        records: An audit, for the dataset and all its sources; a source; any other record, for the documents that it
            cites and the pages that reprint them; or an iterable of records. Each document appears once.
        audit: The audit that has the records; by default the bundled dataset. Sources do not need one.

    Raises:
        UnknownRecordError: The audit does not have one of the records.
        TypeError: An argument is of the wrong type.
    """
    items = _items_of(records, audit)
    for item in items:
        if "title" in item:
            item["title"] = item["title"].replace("uc_audit", '<span class="nocase">uc_audit</span>')
    return items


class _Place(NamedTuple):
    """Where a record's words were read."""

    documents: tuple[Source, ...]
    """The document that states them, and the account that retells it, where the words are the account's."""
    locators: list[str]
    """The places in the last of the documents."""
    pages: list[Source]
    """The pages that reprint the words, if they were read there."""


def _places_of(record: Record, audit: Audit | None) -> list[_Place]:
    """Return the places that a record cites; a source cites itself, a measure the same as its figure to quote."""
    if audit is not None or not isinstance(record, Source):
        resolve_audit(audit).references(record)  # Raises an error if the audit does not have the record.
    if isinstance(record, Source):
        return [_Place((record,), [], [])]
    home = resolve_audit(audit)
    if isinstance(record, Measure) and record.preferred_id:
        return _places_of(home.get(record.preferred_id), home)
    attribution = getattr(record, "attribution", None)
    places: dict[tuple[Source, ...], _Place] = {}
    for citation in getattr(record, "citations", ()):
        ids = [citation.source_id]
        if attribution and attribution.published_in and attribution.reported_by == citation.source_id:
            ids.insert(0, attribution.published_in)
        documents = tuple(home.get(source_id, Source) for source_id in dict.fromkeys(ids))
        place = places.setdefault(documents, _Place(documents, [], []))
        if citation.locator and citation.locator not in place.locators:
            place.locators.append(citation.locator)
        if citation.via_id and (page := home.get(citation.via_id, Source)) not in (*documents, *place.pages):
            place.pages.append(page)
    return [*places.values()]


# Footnotes


def _footnote(record: Record, audit: Audit | None) -> str:
    """Return the footnote for a record: one clause per document, followed by the account and the pages."""
    clauses = []
    for documents, locators, pages in _places_of(record, audit):
        parts: list[str] = []
        for source in documents:
            name, *others = _parts_of(source, join_words(locators) if source is documents[-1] else "")
            parts += [f"as reported by {name}" if parts else name, *others]
        for page in pages:
            name, *_ = _parts_of(page)
            parts += [f"{'and' if page is not pages[0] else 'as reprinted'} by {name}", _address_of(page)]
        clauses.append(_join(parts))
    return _end("; ".join(clauses), ".") if clauses else _dataset_note(resolve_audit(audit), f"record {record.id}")


def _parts_of(source: Source, locator: str = "") -> list[str]:
    """Return what is known about a document, the best name first."""
    title, address = source.title, _address_of(source)
    if title and source.kind is not SourceKind.REPORT:
        title = quote(title.strip())
    name = source.publisher or title or source.number or address or label(source)
    parts = (name, title, source.number, source.issued and source.issued.label, locator, address)
    return list(dict.fromkeys(part for part in parts if part))


def _address_of(source: Source) -> str:
    return f"<{_encode(source.url)}>" if source.url else ""


def _encode(url: str) -> str:
    """Percent-encode the characters that would end an address in a footnote or in BibTeX."""
    return re.sub(r"[<>{}\\]", lambda match: f"%{ord(match[0]):02X}", url)


def _dataset_note(audit: Audit, *more: str) -> str:
    item = _dataset_item(audit)
    authors = [author["literal"] for author in item["author"] or []]
    months = [f"{MONTHS[month - 1]} {year}" for year, month in (item["issued"] or {}).get("date-parts", [])]
    return _end(_join([*authors, f"{audit.title} (dataset)", f"version {audit.data_version}", *months, *more]), ".")


def _join(parts: list[str]) -> str:
    *others, last = (part.strip() for part in parts if part)
    return " ".join([*(_end(part, ",") for part in others), last])


def _end(text: str, mark: str) -> str:
    """Add a comma or a period: inside a quotation mark, and only if no other mark makes it unnecessary."""
    inner = text.removesuffix("\u201d")
    return inner + ("" if inner.endswith(("?", "!", mark)) else mark) + text[len(inner) :]


# Bibliographies


def _items_of(records: Records, audit: Audit | None) -> list[dict[str, Any]]:
    """Return the documents that records cite, each once, as CSL-JSON items."""
    items = []
    if isinstance(records, Audit):
        items = [_dataset_item(records), *map(_source_item, records.sources)]
    else:
        for record in iterate_records(records):
            places = _places_of(record, audit)
            items += [_source_item(source) for place in places for source in (*place.documents, *place.pages)]
            if not places:
                items.append(_dataset_item(resolve_audit(audit)))
    known = {item["id"]: item for item in items}
    return [{name: value for name, value in item.items() if value is not None} for item in known.values()]


def _source_item(source: Source) -> dict[str, Any]:
    is_report = source.kind is SourceKind.REPORT
    period = source.issued
    days = zip(period.start.timetuple()[:3], period.end.timetuple()[:3], strict=True) if period else ()
    shared = [first for first, _ in takewhile(lambda pair: pair[0] == pair[1], days)]
    return {
        "id": source.id,
        "type": _CSL_TYPES[source.kind],
        "genre": "Fact check" if source.kind is SourceKind.FACT_CHECK else None,
        "title": source.title,
        # The publisher of a report is its author; the authors of articles are not recorded.
        "author": [{"literal": source.publisher}] if is_report and source.publisher else None,
        "publisher": source.publisher if is_report else None,
        "number": source.number,
        "issued": {"date-parts": [shared]} if shared else None,  # Only what all days of the period share.
        "URL": source.url,
        "container-title": None if is_report else source.publisher,
    }


def _dataset_item(audit: Audit) -> dict[str, Any]:
    """Return the dataset as a CSL-JSON item; only the bundled one has a known author."""
    is_bundled = audit == load()
    year, month, _ = map(int, audit.data_version.split("."))
    return {
        "id": "uc-audit" if is_bundled else f"dataset:{audit.data_version}",  # No source has such an id.
        "type": "dataset",
        "title": audit.title,
        "author": [{"literal": CREATOR}] if is_bundled else None,
        "version": audit.data_version,
        "issued": {"date-parts": [[year, month]]} if year and 1 <= month <= len(MONTHS) else None,
    }


def _bibtex_entry(item: dict[str, Any]) -> str:
    is_report = item["type"] == "report"
    notes = {"dataset": f"Dataset, version {item.get('version')}", "article-newspaper": "News article"}
    (author,) = item.get("author", [{}])
    (date_parts,) = item.get("issued", {}).get("date-parts", [[]])
    year, month, day = [*date_parts, None, None, None][:3]
    fields = {  # Double braces keep a title's capitals, and keep a name whole.
        "author = {{%s}}": _bibtex_text(author.get("literal")),
        "title = {{%s}}": _bibtex_text(item.get("title")),
        "institution = {%s}": _bibtex_text(item.get("publisher")),
        "howpublished = {%s}": _bibtex_text(item.get("container-title")),
        "number = {%s}": _bibtex_text(item.get("number")),
        "note = {%s}": _bibtex_text(item.get("genre", notes.get(item["type"]))),
        "url = {%s}": _encode(item.get("URL", "")),
        "year = {%s}": year,
        "month = %s": MONTHS[month - 1][:3].lower() if month else None,
        "day = {%s}": day,
    }
    lines = "".join(f"  {template % value},\n" for template, value in fields.items() if value)
    return f"@{'techreport' if is_report else 'misc'}{{{item['id']},\n{lines}}}\n"


def _bibtex_text(text: str | None) -> str:
    """Escape text so that TeX prints it unchanged."""
    words = re.sub(r"[\x00-\x20\x7f]+", " ", text or "").strip()
    escaped = "".join(_BIBTEX_ESCAPES.get(character, character) for character in words)
    return re.sub(r"([-',])(?=\1)", r"\1{}", escaped)
