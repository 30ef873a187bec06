"""``check``, which compares what text says about the audit with the records."""

import json
import re
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import attrs
import pytest

from uc_audit import Audit, Comparator, DiscrepancyKind, Remark, Severity, check

CLAIMS = Path(__file__).parent / "claims"
"""Labeled sentences; docs/checking.md says how many get exactly their remarks, and a test checks that."""


def claims_in(name: str) -> list[Any]:
    """Return the labeled sentences in a file."""
    return [*json.loads((CLAIMS / f"{name}.json").read_text(encoding="utf-8"))]


def kinds_in(text: str, audit: Audit | None = None) -> list[str]:
    """Return the kinds of errors and warnings in the text, each once."""
    return sorted({found.kind.value for found in check(text, audit=audit) if found.severity is not Severity.NOTE})


@pytest.mark.parametrize("claim", claims_in("shown") + claims_in("phrases"), ids=lambda claim: claim["text"][:60])
def test_sentences(claim: dict[str, Any]) -> None:
    """Sentences written with the rules, and those that show what a phrase does, get exactly the expected remarks."""
    assert kinds_in(claim["text"]) == sorted(claim["kinds"])


def test_every_phrase_is_used(audit: Audit) -> None:
    """Every phrase is used by a labeled sentence, and every measure with phrases is in the dataset."""
    phrases = json.loads(files("uc_audit").joinpath("data", "phrases.json").read_text(encoding="utf-8"))
    texts = [claim["text"] for path in CLAIMS.glob("*.json") for claim in claims_in(path.stem)]
    assert {*phrases["measures"]} <= {measure.id for measure in audit.measures}
    del phrases["sums"]  # These are ids.

    def unused(words: Any) -> list[str]:
        if isinstance(words, str):
            source = words.replace(" ... ", r"\s+(?:[\w,.'’-]+\s+){0,8}?").replace(" ", r"\s+")
            pattern = re.compile(rf"(?<!\w)(?:{source})(?!\w)", re.IGNORECASE)
            return [] if any(map(pattern.search, texts)) else [words]
        return [word for item in (words.values() if isinstance(words, dict) else words) for word in unused(item)]

    assert unused(phrases) == []


@pytest.mark.parametrize("marks", ["{}", "“{}”", '"{}"', "The alert says: «{}»"])
def test_words_of_the_reports(audit: Audit, marks: str) -> None:
    """The reports' own words get no error or warning, with or without quotation marks."""
    reports = {source.id for source in audit.sources if source.number}
    citations = [citation for record in audit for citation in getattr(record, "citations", ())]
    passages = [marks.format(citation.exact) for citation in citations if citation.source_id in reports]

    assert len(passages) > 100
    assert kinds_in("\n\n".join(passages)) == []


def only(text: str) -> Remark:
    """Return the only error or warning in the text."""
    (remark,) = [remark for remark in check(text) if remark.severity is not Severity.NOTE]
    return remark


def test_remark() -> None:
    """A remark gives the number with its qualifier, what the source says, who said it, and the words to use."""
    text = "In short: nearly 32,000 unaccompanied children failed to appear in immigration court."
    remark = only(text)

    assert (remark.kind, remark.severity) == (DiscrepancyKind.QUALIFIER, Severity.WARNING)
    assert remark.excerpt == text[remark.start : remark.end] == "nearly 32,000"
    assert "“nearly 32,000” for “more than 32,000”" in remark.message
    assert "(ICE, in OIG-24-46)" in remark.message
    assert remark.suggestion == "more than 32,000"
    assert remark.record_ids == ("figure-failed-to-appear-oig-24-46",)


def test_remarks_are_in_the_order_of_the_text() -> None:
    """Remarks on numbers and quotations are sorted together, in text order."""
    text = (
        "ICE lost 32,000 children. “ICE has no assurance UCs (migrant children) are safe from trafficking, exploitation, "
        "or forced labor,” it said. It lost 291,000 more kids."
    )
    starts = [remark.start for remark in check(text)]

    assert starts == sorted(starts)
    assert len(set(starts)) == 3


def test_the_year_that_ended() -> None:
    """A fiscal year may be identified by its last month."""
    text = "In the fiscal year ended September {}, ICE transferred 127,057 unaccompanied children to ORR."

    assert check(text.format(2022)) == ()
    assert kinds_in(text.format(2023)) == ["period"]


def test_another_time_is_named() -> None:
    """If the time in the text belongs to another figure of the measure, the message names both."""
    remark = only("In fiscal year 2022 ICE transferred 120,859 unaccompanied children to ORR.")

    assert remark.kind is DiscrepancyKind.PERIOD
    assert "FY 2021" in remark.message
    assert "127,057" in remark.message


def test_misquotation_shows_the_difference() -> None:
    """A remark on a misquotation says which words differ and suggests those on record."""
    remark = only("“ICE has no proof UCs are safe from trafficking, exploitation, or forced labor,” the alert says.")

    assert remark.kind is DiscrepancyKind.QUOTATION
    assert "“proof” for “assurance”" in remark.message
    assert remark.suggestion is not None
    assert remark.suggestion.startswith("Without an ability")


@pytest.mark.parametrize(("text", "note"), [
    ("ICE lost more than 32,000 unaccompanied children.", "undated"),
    ("More than 32,000 UCs failed to appear in immigration court from 2019 to 2023.", "undated"),
    ("As of May 2024, ICE had not served a Notice to Appear on more than 291,000 children.", "later"),
    ("ICE counted 77,400 unaccompanied children in the north.", "unrecorded"),
])  # fmt: skip
def test_notes(text: str, note: str) -> None:
    """A missing time, a later count and a number that is in no record each get a note."""
    assert {remark.kind for remark in check(text) if remark.severity is Severity.NOTE} == {note}


@pytest.mark.parametrize(
    "text",
    ["Over 32,000 of the 448,820 UCs failed to appear in immigration court from fiscal years 2019 to 2023, ICE said.",
     "ICE sent 448,820 UCs to HHS from fiscal years 2019 to 2023, and over 32,000 failed to appear in immigration court.",
     "Over 32,000 UCs failed to appear in immigration court in that time.", "During those years, over 32,000 UCs missed court.",
     "Over the same fiscal years, over 32,000 UCs missed immigration court.", "In that five-year period, over 32,000 UCs missed court.",
     "ICE transferred over 448,000 UCs to HHS in the five fiscal years ending in September 2023."],
)  # fmt: skip
def test_times_outside_of_the_clause(text: str) -> None:
    """A time elsewhere in the sentence counts, and so does a reference to one given earlier."""
    assert check(text) == ()


def test_a_time_of_another_number() -> None:
    """A time elsewhere in the sentence does not count for a number from a different time."""
    text = "From fiscal years 2019 to 2023, ICE sent 448,820 UCs to HHS, and over 291,000 UCs had no Notice to Appear."

    assert [remark.kind.value for remark in check(text)] == ["undated", "later"]


def test_later_count(audit: Audit) -> None:
    """If several accounts give a later count, the last one is named; a count that the text itself gives is not."""
    text = "As of May 2024, ICE had not served a Notice to Appear on more than 291,000 unaccompanied children."
    (remark,) = check(text)
    counts = [f for f in audit.figures if f.measure_id == "notices-not-served" and f.value == 233_000]

    assert len(counts) > 1
    assert remark.record_ids[-1] == counts[-1].id
    assert check(f"{text} By January 2025 there were more than 233,000.") == ()


MISSED = "unaccompanied children failed to appear in immigration court"


@pytest.mark.parametrize(
    "number",
    ["32,000", "32 000", "32\u00a0000", "32\u2009000", "32\u202f000", "32000", "32K", "32k", "32 thousand", "0.032 million",
     ".032 million", "thirty-two thousand", "Thirty two thousand", "close to 32,000", "an estimated 32,000",
     "as many as 32,000", "exactly 32,000", "32,000 or so"],
)  # fmt: skip
def test_numbers_as_people_write_them(number: str) -> None:
    """A number on record is recognized however it is written, and the excerpt includes its qualifier."""
    remark = only(f"{number} {MISSED}.")

    assert (remark.kind, remark.excerpt) == (DiscrepancyKind.QUALIFIER, number)


@pytest.mark.parametrize(
    "number",
    ["More than 32,000", "Over 32 000", "Upwards of 32K", "At least 32,000", "32,000 or more", "32,000+", "32,000-plus",
     "No fewer than thirty-two thousand", "Well over 32,000", "In excess of 32,000"],
)  # fmt: skip
def test_qualifiers_like_the_sources(number: str) -> None:
    """Other words for "more than" are as good as the source's."""
    assert kinds_in(f"{number} {MISSED}.") == []


@pytest.mark.parametrize(
    "text",
    ["32.000 {}.", "In FY 2019-2023, {}.", "By 2012-13, {}.", "Under 8 U.S. Code 1229, {}.", "OIG-24-46: {}.", "$32,000: {}.",
     "See page 32000: {}.", "32,000 % {}.", "A third of a million {}.", "Between 30,000-32,000 {}.", "On May 3, 2024, {}."],
)  # fmt: skip
def test_numbers_that_are_no_counts(text: str) -> None:
    """Decimals, years, sections, report numbers, money, pages, percentages, fractions, ranges and dates are not counts."""
    assert kinds_in(text.format(MISSED)) == []


@pytest.mark.parametrize(("time", "kinds"), [
    *((time, []) for time in ("from fiscal years 2019 to 2023", "in FY 2019-2023", "in FY19-FY23", "in FY 2019&ndash;2023", "from 2019&#8211;2023",
      "from October 2018 through September 2023", "between Oct. 1, 2018 and Sept. 30, 2023", "according to a report of August 2024",
      "in the five years ended Sept. 30, 2023", "through 2023", "through fiscal year 2023")),
    *((time, ["period"]) for time in ("in 2023", "in fiscal 2022", "since 2021", "last year", "under President Biden",
      "over the past four years", "as of May 2024", "in the fiscal year ended Sept. 30, 2023",
      "through 2022", "ending in May 2024", "from calendar years 2019 to 2023", "in calendar 2019 through calendar 2023")),
])  # fmt: skip
def test_times(time: str, kinds: list[str]) -> None:
    """The time in the text must be the record's; a publication date does not count as one."""
    assert kinds_in(f"More than 32,000 {MISSED} {time}.") == kinds


SENT = "ICE sent more than 448,000 unaccompanied children to HHS from fiscal years 2019 to 2023."


def test_a_repeated_number_needs_no_qualifier() -> None:
    """After a qualified mention, "the 448,000" is fine, as in the reports; without one, it is not."""
    assert kinds_in(f"{SENT} Of the 448,000 children sent to HHS, most were released.") == []
    assert kinds_in("ICE sent the 448,000 unaccompanied children to HHS.") == ["qualifier"]


def test_numbers_of_one_sentence_are_judged_apart() -> None:
    """In a sentence with several numbers, each clause is about its own number."""
    errors = check(f"{SENT[:-1]}, lost more than 32,000 of them, and served no notice on over 291,000.")

    assert [found.excerpt for found in errors if found.severity is Severity.ERROR] == ["more than 32,000"]


@pytest.mark.parametrize(("comparator", "fine"), [
    (Comparator.MORE_THAN, ["more than", "over", "at least"]),
    (Comparator.AT_LEAST, ["at least", "more than"]),
    (Comparator.FEWER_THAN, ["fewer than", "less than", "up to"]),
    (Comparator.AT_MOST, ["at most", "up to"]),
    (Comparator.ABOUT, ["about", "roughly"]),
    (Comparator.EXACTLY, ["exactly", "a total of", ""]),
    (None, ["", "about", "nearly", "over", "exactly"]),
])  # fmt: skip
def test_every_comparator(audit: Audit, comparator: Comparator | None, fine: list[str]) -> None:
    """A qualifier is compared with the record's, whichever that is; if the record has none, any will do."""
    stated = [attrs.evolve(each, comparator=comparator) if each.value == 32_000 else each for each in audit.figures]
    other = attrs.evolve(audit, figures=tuple(stated))
    words = {"", "nearly", "exactly", *fine}

    assert {word for word in words if "qualifier" not in kinds_in(f"{word} 32,000 {MISSED}.", other)} == {*fine}


LOST = "ICE lost 32,000 children."


@pytest.mark.parametrize(
    "text",
    ["```\n{}\n```\n", "~~~ text\n{}\n~~~\n", "- item\n\n  ```\n  {}\n  ```\n", "```\n{}\n", "Text:\n\n    {}\n",
     "- item\n\n      {}\n", "See `{}` there.", "See ``a ` {}`` there.", "ICE lost children: see [this](?32,000).",
     "See [this](/ '{}')", "ICE lost children: see https://example.org/?32,000.", "---\ntitle: {}\n---\n", "<!-- {} -->",
     '<img alt="{}">', "<script>{}</script>", "<pre><code>{}</code></pre>", "<!-- uc-audit: off -->\n{}\n<!-- uc-audit: on -->\n",
     "<!-- uc-audit: off -->\n{}\n", "[1]: https://example.org '{}'\n"],
)  # fmt: skip
def test_what_is_not_prose(text: str) -> None:
    """Code, addresses, tags, comments, front matter and switched-off regions are skipped."""
    assert check(text.format(LOST)) == ()


@pytest.mark.parametrize(
    "text",
    ["# {}\n", "- {}\n", "> {}\n", "**{}**", "1. {}\n", "<p>{}</p>", "| {} | x |\n", "- item\n\n    {}\n", "Text {}", "{}\n```\n", "[^1]: {}\n",
     "<!-- uc-audit: off -->\nx\n<!-- uc-audit: on -->\n{}\n", "<h1>News</h1><p>{}",
     "<!-- uc-audit: off --> x <!-- uc-audit: on -->{}", "x <script>x</script>{}"],
)  # fmt: skip
def test_prose(text: str) -> None:
    """Headings, lists, quotes, emphasis, tables and paragraphs are checked, and offsets refer to the original text."""
    text = text.format(LOST)

    assert {text[remark.start : remark.end] for remark in check(text)} == {"32,000"}


def test_markup_inside_a_sentence() -> None:
    """Emphasis and tags inside a sentence do not hide the qualifier, and offsets stay correct."""
    text = "ICE lost <b>nearly</b> **32,000** _children_."

    assert {text[remark.start : remark.end] for remark in check(text)} == {"nearly</b> **32,000"}


@pytest.mark.parametrize(
    "words",
    ["[more than 32,000](/a)", "[more than 32,000][ref]", "[more than 32,000][]", "more than 32,000[^1]", "more than 32,000[1]",
     "[![](a.png) more than 32,000](/a)", "more than 32&nbsp;000", "more than&#160;32,000", "more than&#xA0;32,000"],
)  # fmt: skip
def test_links_footnotes_and_character_references(words: str) -> None:
    """Links, footnote marks and character references do not hide the text around them, and offsets stay correct."""
    remark = only(f"ICE &amp; HHS [lost](/b) {words} children.")

    assert remark.kind is DiscrepancyKind.WORDING
    assert remark.excerpt == re.split(r"[\[\]]", words[words.index("more") :])[0]


@pytest.mark.parametrize("marks", ["&ldquo;{}&rdquo;", "&#8220;{}&#x201D;", "&quot;{}&quot;", '<q cite="/a">{}</q>'])
def test_quotation_marks_of_html(marks: str) -> None:
    """Quotation marks may be written in any of HTML's ways; an apostrophe does not end the quotation."""
    words = "ICE hasn&rsquo;t any assurance UCs are safe from trafficking, exploitation, or forced labor,"
    remark = only(f"{marks.format(words)} the alert says.")

    assert (remark.kind, remark.excerpt) == (DiscrepancyKind.QUOTATION, words)
    assert "“hasn’t any” for “has no”" in remark.message


def test_nothing_crosses_a_quotation_mark() -> None:
    """Words of loss inside a quotation do not apply to a number outside it."""
    text = "“We have lost children that we should have protected for years,” he said of the more than 32,000 who failed to appear in immigration court."

    assert kinds_in(text) == []


def test_quotation_with_another_speaker() -> None:
    """A passage on record that is credited to somebody else gets a remark."""
    text = "“ICE must take immediate action to ensure the safety of UCs residing in the United States,” the GAO said."

    assert kinds_in(text) == ["attribution"]


@pytest.mark.parametrize(("text", "name"), [
    ("The inspector general of the Department of Health and Human Services found that {}.",
     "The inspector general of the Department of Health and Human Services"),
    ("The Government Accountability Office found that {}.", "The Government Accountability Office"),
    ("A Senate committee found that {}.", "A Senate committee"),
    ("According to HHS’s figures, {}.", "HHS"),
    ("The DHS inspector general, Michael Horowitz, found that {}.", "Michael Horowitz"),
    ("Congress's watchdog, the GAO, reported that {}.", "Congress's watchdog"),
])  # fmt: skip
def test_wrong_speakers_are_named(text: str, name: str) -> None:
    """The message gives the full name of whoever is credited, without the verb."""
    remark = only(text.format(f"over 32,000 {MISSED}"))

    assert remark.kind is DiscrepancyKind.ATTRIBUTION
    assert remark.message.startswith(f"The text credits “{name}”; the source has")


def test_another_dataset(audit: Audit) -> None:
    """The text is compared with the given dataset."""
    other = attrs.evolve(audit, figures=(), findings=(), discrepancies=(), measures=())

    assert [remark.kind for remark in check(LOST, audit=other)] == [DiscrepancyKind.UNRECORDED]


@pytest.mark.parametrize(("text", "audit"), [(b"x", None), (None, None), ("x", "audit")])
def test_wrong_arguments(text: Any, audit: Any) -> None:
    """Anything but a string and an ``Audit`` raises a TypeError that names the argument."""
    with pytest.raises(TypeError, match="audit must be" if text == "x" else "text must be"):
        check(text, audit=audit)


@pytest.mark.parametrize(
    "piece",
    ["1234567890", '"', "“", "one hundred hundred ", "ICE lost 32,000 ", "`a ", "` `` ``` ", "<a ", "<!-- ", "](", "> ", "\n", "1,",
     "one of ", "as of May 2024 ", "fiscal years 2019 ", "not lost ", "missing the ", "[a] … ", "' ", "- ", "*_", "32 000 ",
     "[", "[[a", "[a]", "[[a](", "[a][", "&", "&amp;", "<q>"],
)  # fmt: skip
def test_hostile_texts_do_not_take_long(piece: str) -> None:
    """Even for hostile text, the work grows with its length, not with the square of its length."""
    start = time.process_time()
    check("ICE 32,000 children: " + 20_000 // len(piece) * piece)

    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "number", ["thirty-two thouſand", "thirty-two thousand", "32 thou\u017fand", "32 \u212a", "32K"]
)
def test_letters_that_match_ascii(number: str) -> None:
    """Letters that regular expressions treat as "s" or "k" are read as these."""
    (remark,) = [each for each in check(f"{number} {MISSED}, FY 2019-2023.") if each.kind == "qualifier"]
    assert remark.excerpt == number


@pytest.mark.parametrize(
    "number", ["32 000 percent", "32 000 %", "one hundred percent", "32 million dollars", "1,234,5"]
)
def test_no_part_of_what_is_no_count(number: str) -> None:
    """What is no count as a whole has no part that is one."""
    assert check(f"In all, {number} of the unaccompanied children failed to appear in immigration court.") == ()
