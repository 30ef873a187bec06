"""Cited words are found in documents, and only there."""

import re
import textwrap
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import uc_audit
from uc_audit import Audit, Caveat, Citation, Figure, PartOf

ALERT = (
    "As of May 2024, ICE had not served NTAs on more than 291,000 UCs\u00b9 who \u201ctherefore\u201d do not yet have an "
    "immigration court date. The U.S. Code, 8 U.S.C. 1229(a), costs US$500 (\u22125 %) or $1,500.50\u2020 in "
    "FY 2019\u201320, FYs 2019 \u2013 2023 and 2019/20; 32\u202f000 or 1 448 000 or 32\u2019000 of HHS\u2019 children "
    "don\u2019t have non-ICE na\u00efve co\u2011sponsors and/or addresses. 10:30 at R&D, 5%\u201310% of 12\u00bd, 300,000+."
)


def audit_with(*citations: Citation) -> Audit:
    """Return an audit with a report and a page, in which a person cites this."""
    bundled = uc_audit.load()
    sources = tuple(attrs.evolve(bundled.report, id=name) for name in ("report", "page"))
    organization = attrs.evolve(bundled.organizations[0], id="ice", parent_id=None)
    person = attrs.evolve(bundled.people[0], organization_id="ice", citations=citations)
    records: dict[str, Any] = {"sources": sources, "organizations": (organization,), "people": (person,)}
    return Audit(data_version="2026.1.1", title="x", report_id="report", **records)


def appears(text: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> bool:
    """Return whether ``verify`` finds a passage in a text."""
    audit = audit_with(Citation(source_id="report", exact=exact, prefix=prefix, suffix=suffix))
    return uc_audit.verify(audit, {"report": text}) == ()


@pytest.mark.parametrize(("exact", "text"), [
    # Footnote marks
    ("32,000", "32,000\u00b9 children"), ("32,000", "32,000\u2460 children"), ("32,000", "32,000\u2020 children"),
    ("32,000", "32,000[1] children"), ("court", "in court.4 However"),
    # Punctuation around and between words
    ("2024", "OIG-24-46, 2024."), ("2023.", "in 2023, he said"), ("more than 32", "more than 32, she said"),
    ("one, two", "one; (two)"), ("a - b", "a b"), ("lose", "they _lose_ them"), ("\u201close\u201d", 'they "lose" them'),
    ("\u2018lose\u2019", "they \u00ablose\u00bb them"), ("can't", "ICE can\u2019t"), ("can\u02bct", "ICE can't"),
    # Dashes
    ("to 2023", "to 2023\u2014and"), ("to 2023", "to 2023--and"), ("the children", "of the children\u2014all of them"),
    ("67,987", "FY 2019 \u2013 67,987"), ("5 percent", "\u2014 5 percent"), ("5 percent", "In 2023\n- 5 percent"),
    ("2019-2023", "2019 \u2013 2023"),
    # Spaces, line breaks and hyphens at the ends of lines
    ("they  lose\nthem", "they lose them"), ("they lose them", "they\u00a0lose\r\n   them"), ("they lose", "they\u000close"),
    ("example", "exam\u00ad \r\n  ple"), ("F-35", "an F-\n35"), ("follow-up", "a follow-\u2028up"),
    ("unaccompanied", "unaccom-\npanied children"), ("OIG-24-46", "OIG-24-\n46"),
    # Characters that are invisible, or equivalent to others
    ("example", "exam\u00adple"), ("example", "exam\u200bple"), ("example", "exam\ufe0fple"), ("example", "exam\x00ple"),
    ("example", "exam\u2800ple"), ("example", "exam\u034fple"), ("find", "\ufb01nd"), ("na\u00efve", "nai\u0308ve"),
    ("32,000", "\uff13\uff12\uff0c\uff10\uff10\uff10"),
    # Numbers with spaces and units
    ("140 individuals", "in FY 2019 140 individuals"), ("448,820", "1 448,820"), ("32 000", "32\u2009000"),
    ("100 children", "chapter 5.\n\n100 children"), ("65%", "65 % of"), ("US$500", "it costs US$ 500."),
    # Abbreviations
    ("U.S. Code", "8 U.S. Code Section"), ("the U.S.", "in the U.S."),
])  # fmt: skip
def test_found(exact: str, text: str) -> None:
    """A passage is found where its words appear in a row, however they are printed."""
    assert appears(text, exact)


@pytest.mark.parametrize(("exact", "text"), [
    # Parts of words
    ("ICE can", "ICE can\u2019t"), ("ICE can", "ICE can`t"), ("ICE", "ICE's officers"), ("able to", "unable to"),
    ("able to", "un\u200bable to"), ("able to", "un\u00ad\nable to"), ("able to", "un-\nable to"), ("able to", "un\u0335able to"),
    ("the child", "the children"), ("ICE reported", "non\u2011ICE reported"), ("multi", "multi-step"), ("and", "and/or"),
    ("S. Code", "U.S. Code"), ("AT", "AT&T"),
    # Parts of numbers
    ("32", "32,000"), ("2,000 children", "more than 32,000 children"), ("more than 32,", "more than 32,000"),
    ("32", "32\u00a0000"), ("32", "32\n000"), ("000 children", "32 000 children"), ("448", "1 448 820"), ("32", "32\u20095"),
    ("32", "32\u2019000"), ("32", "32.000"), ("32", "32\u00b7000"), ("32", "32K"), ("32", "32 \u00bd"), ("1", "1/8"),
    ("10", "10:30"), ("32", "32\u22361"), ("1990", "1990s"), ("12", "12.5 percent"), ("5 percent", "12.5 percent"),
    # Numbers without their signs and units
    ("32", "32 %"), ("32", "32\u2030"), ("32", "32\u00b0"), ("32", "32+"), ("$500", "US$500"), ("$500", "-$500"), ("500", "$ 500"),
    ("500", "500 \u20ac"), ("costs $", "costs $0, nothing"), ("5 percent", "(-5 percent)"), ("5 percent", "by \u2212 5 percent"),
    ("5 percent", "by \u207b5 percent"), ("5 percent", "by \u27965 percent"), ("5 percent", "by .5 percent"),
    ("5 percent", "\u00b15 percent"), ("5 percent", "<5 percent"),
    # Parts of ranges
    *(("FY 2019", f"FY 2019{dash}20") for dash in ("/", "-", "\u2010", "\u2012", "\u2015", "\u2044", "\u301c", "--", "-\n", " \u2014 ")),
    ("FY 2019", "FY 2019 \u2013 2020"), ("$5", "$5\u2013$10"), ("10%", "5%\u201310%"),
    # Other words, or none
    ("Lose", "lose"), ("naive", "na\u00efve"), ("they lose", "they do lose"), ("lose they", "they lose"),
    ("sponsors. However", "sponsors.\u00b9 However"), ("words", ""), ("\u00ad", "One thing."),
])  # fmt: skip
def test_not_found(exact: str, text: str) -> None:
    """Parts of words or numbers, other words, and words in a different order are not found."""
    assert not appears(text, exact)


@pytest.mark.parametrize(("prefix", "exact", "suffix", "text"), [
    ("ended. ", "The audit", None, "The audit began. It ended. The audit began."),
    (None, "The audit", " began", "The audit ended. The audit began."),
    ("ore than ", "32,000", " chil", "more than 32,000 children"),
    (" 000 of ", "448,000", None, "31 000 of 448,000"), (None, "children", ", 32 ", "children, 32 000 of them"),
    (None, "children", " in 2019 ", "children in 2019 \u2013 2020"), ("\u2013 20 ", "children", None, "10 \u2013 20 children"),
    ("% of ", "children", None, "65% of children"), (None, "children", ", 65", "children, 65 %"),
    (None, "ICE", " can\u2019", "ICE can\u2019t"), ("panied ", "child", None, "unaccom-\npanied child"),
    ("\u201c", "lose", "\u201d", "they \u201close\u201d them"),
])  # fmt: skip
def test_prefix_and_suffix(prefix: str | None, exact: str, suffix: str | None, text: str) -> None:
    """The text before and after the exact words may begin and end inside a word or a number."""
    assert appears(text, exact, prefix, suffix)


@pytest.mark.parametrize(("prefix", "exact", "suffix", "text"), [
    ("began. ", "The audit", None, "It ended. The audit began."),
    (None, "The audit", " ended", "It ended. The audit began."),
    (" able to ", "monitor", None, "unable to monitor"), ("un", "able to", None, "unable to monitor"),
    (None, "32", ",000", "32,000"), (None, "65", " %", "65 %"), (None, "FY 2019", "\u201320", "FY 2019\u201320"),
])  # fmt: skip
def test_surroundings_that_do_not_fit(prefix: str | None, exact: str, suffix: str | None, text: str) -> None:
    """Other words around the exact ones, and exact words that are only parts of words, are not found."""
    assert not appears(text, exact, prefix, suffix)


@given(st.data())
def test_a_passage_of_the_text_is_found(data: st.DataObject) -> None:
    """Whole words of a text are found with any number of characters around them."""
    # Spaces inside numbers and ranges hold words together.
    words = list(re.finditer(r"FYs 2019 \u2013 2023|1 448 000|32\u202f000|\(\u22125 %\)|\S+", ALERT))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start, end = words[first].start(), words[last].end()
    prefix = ALERT[max(start - data.draw(st.integers(0, 40)), 0) : start]
    suffix = ALERT[end : end + data.draw(st.integers(0, 40))]

    assert appears(ALERT, ALERT[start:end], prefix if prefix.strip() else None, suffix if suffix.strip() else None)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n    ", "\f"])
@pytest.mark.parametrize("break_at_hyphens", [True, False])
def test_line_breaks_do_not_matter(end: str, break_at_hyphens: bool) -> None:  # noqa: FBT001
    """Text that is broken into lines, with any line ends, has the same words."""
    text = ALERT.replace(" \u2013 ", "\u00a0\u2013 ")  # A dash at the start of a line may be a list marker.
    for width in (20, 33, 80):
        assert appears(end.join(textwrap.wrap(text, width, break_on_hyphens=break_at_hyphens)), ALERT)


@given(*[st.text("ab1, .\u2019-$%\u00ad\u200b\u00b9\n", max_size=12)] * 2)
def test_words_in_a_row(before: str, after: str) -> None:
    """Whatever comes before and after, a sentence in its own paragraph is found."""
    assert appears(f"{before}\n\nOne of the eight.\n\n{after}", "One of the eight.")


def test_every_citation_of_the_dataset(audit: Audit) -> None:
    """Each passage that the dataset cites is found in a text that has it, and is missing once a word is changed."""
    for record in audit:
        for citation in getattr(record, "citations", ()):
            passage = f"{citation.prefix or ''}{citation.exact}{citation.suffix or ''}"
            changed = re.sub(r"\w+", "zzz", citation.exact, count=1)
            assert appears(f"One. {passage} Two.", citation.exact, citation.prefix, citation.suffix)
            assert not appears(passage.replace(citation.exact, changed), citation.exact)


def test_the_page_that_reprints_is_verified_as_well() -> None:
    """A citation is searched for in its document and in the page that reprints it, whichever is given."""
    audit = audit_with(Citation(source_id="report", exact="One of eight.", via_id="page"))

    assert uc_audit.verify(audit, {}) == ()
    assert uc_audit.verify(audit, {"report": "One of eight.", "page": "\u201cOne of eight.\u201d"}) == ()
    for name in ("report", "page"):
        (mismatch,) = uc_audit.verify(audit, {name: "One of seven."})
        assert (mismatch.source_id, mismatch.record_id, mismatch.path) == (name, audit.people[0].id, "citations[0]")


def test_mismatches_say_where(audit: Audit, make_figure: Callable[..., Figure]) -> None:
    """A mismatch names the record, the place in it and the citation, wherever it is in the record."""
    found, *missed = (Citation(source_id=audit.report_id, exact=f"Word {number}.") for number in range(4))
    figure = make_figure(
        id="figure-new",
        caveats=(Caveat(text="None.", citations=(found, missed[0])),),
        part_of=PartOf(measure_id=audit.measures[-1].id, citations=(missed[1],)),
        citations=(missed[2],),
    )
    mismatches = uc_audit.verify(attrs.evolve(audit, figures=(*audit.figures, figure)), {audit.report_id: "Word 0."})

    assert {mismatch.path: mismatch.citation for mismatch in mismatches if mismatch.record_id == figure.id} == {
        "caveats[0].citations[1]": missed[0],
        "part_of.citations[0]": missed[1],
        "citations[0]": missed[2],
    }


@pytest.mark.parametrize(("exact", "text", "nearest"), [
    ("more than 32,000 UCs failed", "ICE said more than 32,001 UCs failed to.", "more than 32,001 UCs failed"),
    ("ICE was not able", "\u201cICE was able\u201d to do it. After it.", "\u201cICE was able\u201d to"),
    ("ICE did nothing of this", "ICE reported more than 32,001 UCs failed.", None),
    ("one two three", "One, Two,\n\nfour", "One, Two, four"),
    ("words", "", None),
    ("one two", "one x x two", "one x"),
    ("all of the words and more", "the " * 3000 + "all of the  words or more of", "all of the words or more"),
])  # fmt: skip
def test_the_nearest_words(exact: str, text: str, nearest: str | None) -> None:
    """A missing passage comes with the nearest words of the text, if at least half of them match."""
    (mismatch,) = uc_audit.verify(audit_with(Citation(source_id="report", exact=exact)), {"report": text})

    assert mismatch.nearest == nearest


@pytest.mark.parametrize(("texts", "error", "message"), [
    ("text", TypeError, "texts must be a mapping of source ids to texts, not 'text'"),
    ([("report", "text")], TypeError, "texts must be a mapping"),
    ({"report": b"text"}, TypeError, "texts must map source ids to texts, both of type str, not b'text'"),
    ({5: "text"}, TypeError, "texts must map"),
    ({"repor": ""}, uc_audit.UnknownRecordError, "Did you mean 'report'"),
    ({"ice": ""}, uc_audit.UnknownRecordError, "is an Organization, not a Source"),
])  # fmt: skip
def test_wrong_arguments(texts: Any, error: type[Exception], message: str) -> None:
    """A wrong argument is named with what it accepts, and an unknown source id with the nearest one."""
    with pytest.raises(error, match=re.escape(message)):
        uc_audit.verify(audit_with(Citation(source_id="report", exact="x")), texts)
    with pytest.raises(TypeError, match="audit must be an Audit"):
        uc_audit.verify("text", texts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "piece",
    ["a ", " ", "1,", "1 000 ", "1\n", "1 - ", "a-\n", "$ 5 ", "\u2212 ", "\u00ad\n", "=", "\u0301", "\U0001f600"],
)
def test_time_is_linear(piece: str) -> None:
    """Fifty thousand characters of anything, and passages of it, take only a moment; quadratic time would never end."""
    passage = piece * 500
    exact = [f"zzz{passage}", f"{passage}zzz", f"{passage}zzz{passage}", "zzz"]
    audit = audit_with(*(Citation(source_id="report", exact=words) for words in exact))

    assert len(uc_audit.verify(audit, {"report": piece * (50_000 // len(piece))})) == len(exact)
