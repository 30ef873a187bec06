"""Whether cited words are found in documents, and only there."""

import re
import textwrap
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import uc_audit
from uc_audit import Audit, Caveat, Citation, PartOf

ALERT = (
    "As of May 2024, ICE had not served NTAs on more than 291,000 UCs\u00b9 who \u201ctherefore\u201d do not yet have an "
    "immigration court date. The U.S. Code, 8 U.S.C. 1229(a), costs US$500 (\u22125 %) or $1,500.50\u2020 in "
    "FY 2019\u201320, FYs 2019 \u2013 2023 and 2019/20; 32\u202f000 or 1 448 000 or 32\u2019000 of HHS\u2019 children "
    "don\u2019t have non-ICE na\u00efve co\u2011sponsors and/or addresses. 10:30 at R&D, 5%\u201310% of 12\u00bd, 300,000+."
)


def audit_with(*citations: Citation) -> Audit:
    """Return an audit of a report and a page, in which a person cites this."""
    bundled = uc_audit.load()
    empty: dict[str, Any] = {field.name: () for field in attrs.fields(Audit) if "tuple" in str(field.type)}
    sources = tuple(attrs.evolve(bundled.report, id=name) for name in ("report", "page"))
    organization = attrs.evolve(bundled.organizations[0], id="ice", parent_id=None)
    person = attrs.evolve(bundled.people[0], id="person", organization_id="ice", citations=citations)
    lists = empty | {"sources": sources, "organizations": (organization,), "people": (person,)}
    return attrs.evolve(bundled, **lists, report_id="report")


def appears(text: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> bool:
    """Whether ``verify`` finds a passage in a text."""
    audit = audit_with(Citation(source_id="report", exact=exact, prefix=prefix, suffix=suffix))
    return uc_audit.verify(audit, {"report": text}) == ()


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("32,000 children", "more than 32,000 children"), ("32,000", "32,000\u00b9 children"),
        ("32,000", "32,000\u00b9\u00b2 children"), ("32,000", "32,000\u1d43 children"),
        ("32,000", "32,000\u2460 children"), ("32,000", "32,000* children"), ("32,000", "32,000\u2020 children"),
        ("32,000", "32,000[1] children"), ("court.", "in court.\u2074"), ("court", "in court.4 However"),
        ("2024", "OIG-24-46, 2024."), ("to 2023", "to 2023 \u2013 and"), ("to 2023", "to 2023\u2014and"),
        ("to 2023", "to 2023--and"), ("the children", "of the children\u2014all of them"),
        ("67,987", "FY 2019 \u2013 67,987"), ("5 percent", "2023: 5 percent"), ("5 percent", "\u2014 5 percent"),
        ("5 percent", "In 2023\n- 5 percent"), ("more than 32", "more than 32, she said"),
        ("140 individuals", "in FY 2019 140 individuals"), ("448,820", "1 448,820"),
        ("100 children", "chapter 5.\n\n100 children"), ("they lose them", "they \u201close\u201d them"),
        ("\u201close\u201d", 'they "lose" them'), ('"lose"', "they \u00ablose\u00bb them"),
        ("\u2018lose\u2019", "they 'lose' them"), ("can't", "ICE can\u2019t"), ("can\u02bct", "ICE can't"),
        ("they  lose\nthem", "they lose them"), ("they lose them", "they lose\r\n   them"),
        ("they lose them", "they\u00a0lose\u2003them"), ("they lose them", "they\u000close them"),
        ("find", "\ufb01nd"), ("32,000", "\uff13\uff12\uff0c\uff10\uff10\uff10"), ("na\u00efve", "nai\u0308ve"),
        ("example", "exam\u00adple"), ("example", "exam\u00ad\nple"), ("example", "exam\u00ad \r\n  ple"),
        ("example", "exam\u200bple"), ("example", "ex\u2060am\ufeffple"), ("example", "exam\ufe0fple"),
        ("example", "exam\x00ple"), ("example", "exam\u2800ple"), ("example", "exam\u034fple"), ("lose", "they _lose_ them"), ("F-35", "an F-\n35"), ("follow-up", "a follow-\u2028up"),
        ("unaccompanied", "unaccom-\npanied children"), ("follow-up", "a follow-\n  up"),
        ("OIG-24-46", "OIG-24-\n46"), ("2019-2023", "2019\u20132023"), ("2019-2023", "2019 \u2013 2023"),
        ("32 000", "32\u00a0000"), ("32 000", "32\u2009000"), ("32 000", "32\n000"), ("65%", "65 % of"),
        ("$500", "$ 500"), ("US$500", "it costs US$500."), ("a - b", "a b"), ("U.S. Code", "8 U.S. Code Section"),
        ("the U.S.", "in the U.S."), ("2023.", "in 2023, he said"), ("one, two", "one; (two)"),
    ],
)  # fmt: skip
def test_found(exact: str, text: str) -> None:
    """A passage is found where its words follow each other, however they are printed."""
    assert appears(text, exact)


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("ICE can", "ICE can't"), ("ICE can", "ICE can\u2019t"), ("ICE can", "ICE can\u02bct"),
        ("ICE can", "ICE can`t"), ("ICE", "ICE's officers"), ("32", "32,000"), ("000", "32,000"),
        ("2,000 children", "more than 32,000 children"), ("more than 32,", "more than 32,000"),
        *(("32", f"32{space}000") for space in (" ", "\u00a0", "\u2002", "\u2007", "\u2009", "\u200a", "\u202f", "\n")),
        ("000 children", "32 000 children"), ("448", "1 448 820"), ("32", "32'000"), ("32", "32\u2019000"),
        ("32", "32.000"), ("32", "32\u00b7000"), ("32", "32%"), ("32", "32 %"), ("32", "32\u202f%"),
        ("32", "32\u2030"), ("32", "32\u00b0"), ("32", "32K"), ("32", "32\u00bd"), ("32", "32 \u00bd"),
        ("32", "32:1"), ("32", "32\u22361"), ("32", "32\u20095"), ("32", "32+"), ("1990", "1990s"), ("$500", "US$500"), ("$500", "-$500"), ("500", "$500"),
        ("500", "$ 500"), ("500", "500\u20ac"), ("500", "500 \u20ac"), ("$5", "$5\u2013$10"), ("10%", "5%\u201310%"),
        ("costs $", "costs $0, nothing"),
        *(("FY 2019", f"FY 2019{mark}20") for mark in "/-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2044\uff0d"),
        ("FY 2019", "FY 2019 \u2013 2020"), ("FY 2019", "FY 2019 - 20"), ("FY 2019", "FY 2019-\n20"), ("FY 2019", "FY 2019--20"),
        *(("FY 2019", f"FY 2019{mark}20") for mark in ("~", "\u301c", " \u2014 ")), ("to 2023", "to 2023-24"),
        *(("5 percent", f"by {mark}5 percent") for mark in "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d\u207b\u2796"),
        ("5 percent", "by \u2212 5 percent"), ("5 percent", "(-5 percent)"), ("5 percent", "by .5 percent"),
        ("5 percent", "12.5 percent"), ("5 percent", "\u00b15 percent"), ("5 percent", "<5 percent"),
        ("12", "12.5 percent"), ("1", "1/8"), ("10", "10:30"), ("and", "and/or"), ("able to", "unable to"),
        ("able to", "un\u200bable to"), ("able to", "un\u00adable to"), ("able to", "un\u00ad\nable to"),
        ("able to", "un-able to"), ("able to", "un-\nable to"), ("able to", "un\u2060able to"),
        ("able to", "un\ufe00able to"), ("able to", "un\u0335able to"), ("the child", "the children"),
        ("children", "grandchildren"), ("children", "grand-children"), ("ICE reported", "non-ICE reported"),
        ("ICE reported", "non\u2011ICE reported"), ("multi", "multi-step"), ("x", "x\u0304y"),
        ("S. Code", "U.S. Code"), ("AT", "AT&T"), ("1 child", "\u00b9 child"), ("Lose", "lose"),
        ("naive", "na\u00efve"), ("they lose", "they do lose"), ("sponsors. However", "sponsors.\u00b9 However"),
        ("lose they", "they lose"), ("words", ""), ("\u00ad", "One thing."), ("\u201c \u201d", "One thing."),
    ],
)  # fmt: skip
def test_not_found(exact: str, text: str) -> None:
    """A part of a word or of a number, other words, and words in another order are not found."""
    assert not appears(text, exact)


@pytest.mark.parametrize(
    ("prefix", "exact", "suffix", "text"),
    [
        ("ended. ", "The audit", None, "The audit began. It ended. The audit began."),
        (None, "The audit", " began", "The audit ended. The audit began."),
        ("ore than ", "32,000", " chil", "more than 32,000 children"),
        ("000 of ", "448,000", None, "31,000 of 448,000"), (",000 of ", "448,000", None, "31,000 of 448,000"),
        ("000 of ", "448,000", None, "31 000 of 448,000"), (" 000 of ", "448,000", None, "31 000 of 448,000"),
        (None, "children", ", 32", "children, 32,000 of them"),
        (None, "children", ", 32,", "children, 32,000 of them"),
        (None, "children", ", 32 ", "children, 32 000 of them"),
        (None, "children", " in 2019", "children in 2019\u201320"),
        (None, "children", " in 2019 ", "children in 2019 \u2013 2020"),
        ("\u2013 20 ", "children", None, "10 \u2013 20 children"), ("% of ", "children", None, "65% of children"),
        (None, "children", ", 65", "children, 65 %"), (None, "ICE", " can", "ICE can\u2019t"),
        (None, "ICE", " can\u2019", "ICE can\u2019t"), ("\u2019t ", "be", None, "can\u2019t be"),
        ("panied ", "child", None, "unaccom-\npanied child"), ("19 ", "100 children", None, "2019 100 children"),
        ("\u201c", "lose", "\u201d", "they \u201close\u201d them"),
    ],
)  # fmt: skip
def test_prefix_and_suffix(prefix: str | None, exact: str, suffix: str | None, text: str) -> None:
    """What comes before and after the exact words may begin and end inside a word or a number."""
    assert appears(text, exact, prefix, suffix)


@pytest.mark.parametrize(
    ("prefix", "exact", "suffix", "text"),
    [
        ("began. ", "The audit", None, "It ended. The audit began."),
        (None, "The audit", " ended", "It ended. The audit began."),
        (" able to ", "monitor", None, "unable to monitor"), ("un", "able to", None, "unable to monitor"),
        (None, "ICE can", "'t", "ICE can't"), (None, "32", ",000", "32,000"), ("US", "$500", None, "US$500"),
        (None, "65", " %", "65 %"), (None, "FY 2019", "\u201320", "FY 2019\u201320"),
    ],
)  # fmt: skip
def test_surroundings_that_do_not_fit(prefix: str | None, exact: str, suffix: str | None, text: str) -> None:
    """Other words around the exact ones, and exact words that are only parts of words, are not found."""
    assert not appears(text, exact, prefix, suffix)


@given(st.data())
def test_a_passage_of_the_text_is_found(data: st.DataObject) -> None:
    """Whole words of a text are found with as many characters around them as one likes."""
    # Spaces inside numbers and ranges hold words together.
    words = list(re.finditer(r"FYs 2019 \u2013 2023|1 448 000|32\u202f000|\(\u22125 %\)|\S+", ALERT))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start, end = words[first].start(), words[last].end()
    prefix = ALERT[max(start - data.draw(st.integers(0, 40)), 0) : start]
    suffix = ALERT[end : end + data.draw(st.integers(0, 40))]

    assert appears(ALERT, ALERT[start:end], prefix if prefix.strip() else None, suffix if suffix.strip() else None)


@given(st.integers(20, 100), st.booleans())
def test_line_breaks_do_not_matter(width: int, break_at_hyphens: bool) -> None:  # noqa: FBT001
    """A text that is broken into lines, with any ends, has the same words."""
    text = ALERT.replace(" \u2013 ", "\u00a0\u2013 ")  # A dash that begins a line may be the mark of an item in a list.
    lines = textwrap.wrap(text, width, break_on_hyphens=break_at_hyphens)

    assert all(appears(end.join(lines), ALERT) for end in ("\n", "\r\n", "\n    ", "\f"))


@given(*[st.text("ab1, .\u2019-$%\u00ad\u200b\u00b9\n", max_size=12)] * 2)
def test_words_in_a_row(before: str, after: str) -> None:
    """Whatever comes before and after, a sentence is found between spaces, in its own paragraph."""
    assert appears(f"{before}\n\nOne of the eight.\n\n{after}", "One of the eight.")


def test_every_citation_of_the_dataset(audit: Audit) -> None:
    """What the dataset cites from a document is found in it, and is missed once a word is changed."""
    documents: dict[str, list[str]] = {}
    for record in audit:
        for citation in getattr(record, "citations", ()):
            passage = f"{citation.prefix or ''}{citation.exact}{citation.suffix or ''}"
            for name in filter(None, (citation.source_id, citation.via_id)):
                documents.setdefault(name, []).append(passage)
            changed = re.sub(r"\w+", "zzz", citation.exact, count=1)
            assert appears(f"One. {passage} Two.", *[citation.exact, citation.prefix, citation.suffix])
            assert not appears(passage.replace(citation.exact, changed), citation.exact)

    for source_id, passages in documents.items():
        found = uc_audit.verify(audit, {source_id: "\n\n".join(passages)})
        assert [mismatch for mismatch in found if mismatch.path.startswith("citations")] == []


def test_the_page_that_reprints_is_verified_as_well() -> None:
    """A citation is looked for in its document and in the page that reprints it, whichever is given."""
    audit = audit_with(Citation(source_id="report", exact="One of eight.", via_id="page"))

    assert uc_audit.verify(audit, {}) == ()
    assert uc_audit.verify(audit, {"report": "One of eight.", "page": "\u201cOne of eight.\u201d"}) == ()
    for name in ("report", "page"):
        (mismatch,) = uc_audit.verify(audit, {name: "One of seven."})
        assert (mismatch.source_id, mismatch.record_id, mismatch.path) == (name, "person", "citations[0]")


def test_mismatches_say_where(audit: Audit) -> None:
    """A mismatch names the record, the place in it and the citation, wherever in the record that is."""
    source = audit.sources[0].id
    cited = [Citation(source_id=source, exact=f"zzz {word}") for word in ("one", "two", "three")]
    figure = attrs.evolve(
        audit.figures[0],
        id="figure-new",
        caveats=(Caveat(text="None.", citations=(Citation(source_id=source, exact="Nothing."), cited[0])),),
        part_of=PartOf(measure_id=audit.measures[-1].id, citations=(cited[1],)),
        measure_id=audit.measures[0].id,
        unit=next(figure.unit for figure in audit.figures if figure.measure_id == audit.measures[0].id),
        citations=(cited[2],),
    )
    changed = attrs.evolve(audit, figures=(*audit.figures, figure))
    found = [m for m in uc_audit.verify(changed, {source: "Nothing."}) if m.record_id == figure.id]

    assert {mismatch.path: mismatch.citation for mismatch in found} == {
        "caveats[0].citations[1]": cited[0],
        "part_of.citations[0]": cited[1],
        "citations[0]": cited[2],
    }
    assert [mismatch["path"] for mismatch in uc_audit.to_dict(found)] == [mismatch.path for mismatch in found]


@pytest.mark.parametrize(
    ("exact", "text", "nearest"),
    [
        ("more than 32,000 UCs failed", "ICE said more than 32,001 UCs failed to.", "more than 32,001 UCs failed"),
        ("ICE was not able", "\u201cICE was able\u201d to do it. After it.", "\u201cICE was able\u201d to"),
        ("ICE did nothing of this", "ICE reported more than 32,001 UCs failed.", None),
        ("one two three", "One, Two,\n\nfour", "One, Two, four"),
        ("words", "", None),
        ("all of the words and more", "the " * 3000 + "all of the  words or more of", "all of the words or more"),
    ],
)
def test_the_nearest_words(exact: str, text: str, nearest: str | None) -> None:
    """With a passage that is not found come the words of the text that most resemble it, if at least half do."""
    (mismatch,) = uc_audit.verify(audit_with(Citation(source_id="report", exact=exact)), {"report": text})

    assert mismatch.nearest == nearest


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("text", {}), "audit must be an audit"),
        ((None, "text"), "texts must be a mapping of source ids to texts, not 'text'"),
        ((None, [("report", "text")]), "texts must be a mapping"),
        ((None, {"x": 5}), "texts must map source ids to texts, both as str, not 5"),
        ((None, {"report": b"text"}), "texts must map"),
        ((None, {5: "text"}), "texts must map"),
    ],
)
def test_wrong_arguments(audit: Audit, arguments: tuple[Any, Any], message: str) -> None:
    """A wrong argument is named, with what it takes."""
    with pytest.raises(TypeError, match=re.escape(message)):
        uc_audit.verify(audit if arguments[0] is None else arguments[0], arguments[1])


def test_unknown_sources(audit: Audit) -> None:
    """An id that no source has is an error, with the id that it resembles; so is the id of another record."""
    with pytest.raises(uc_audit.UnknownRecordError, match=f"Did you mean '{audit.report_id}'"):
        uc_audit.verify(audit, {f"{audit.report_id}x": ""})
    with pytest.raises(uc_audit.UnknownRecordError, match="is of the class Figure, not Source"):
        uc_audit.verify(audit, {audit.figures[0].id: ""})


@pytest.mark.parametrize(
    "piece",
    ["word ", "a ", " ", "\n", "1,", "1 000 ", "1\n", "1 - ", "a-\n", "a.", "a'", "-", "'", "$", "$ 5 ", "%", "\u2212 ", "\u00ad\n",
     "\u00b9", "\u202f", "a\u0301", "\u0301", "_", "=", "7", "\u4e00", "\U0001f600"],
)  # fmt: skip
def test_time_is_linear(piece: str) -> None:
    """A hundred thousand characters of anything, and passages of it, take a moment; what is quadratic never ends."""
    passage = piece * 500
    exact = [f"zzz{passage}", f"{passage}zzz", f"{passage}zzz{passage}", *(f"zzz {number}" for number in range(5))]
    audit = audit_with(*(Citation(source_id="report", exact=words) for words in exact))

    assert len(uc_audit.verify(audit, {"report": piece * (100_000 // len(piece))})) == len(exact)
