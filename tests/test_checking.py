"""``check``: what a text says of the audit, compared with the records."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import uc_audit
from uc_audit import Audit, DiscrepancyKind, Remark, Severity, check

CLAIMS = Path(__file__).parent / "claims"
SETS = ("shown", "labelled", "from_memory", "printed", "writers", "blind")
"""``shown`` came with the rules; the others were labelled by them before the code saw them."""


def claims_in(name: str) -> list[dict[str, Any]]:
    """Return the labelled sentences of a file."""
    claims: list[dict[str, Any]] = json.loads((CLAIMS / f"{name}.json").read_text(encoding="utf-8"))
    return claims


def kinds_in(text: str) -> list[str]:
    """Return the kinds of the errors and warnings in a text, each once."""
    return sorted({remark.kind.value for remark in check(text) if remark.severity is not Severity.NOTE})


@pytest.mark.parametrize("claim", claims_in("shown"), ids=lambda claim: claim["text"][:60])
def test_shown_sentences(claim: dict[str, Any]) -> None:
    """Every sentence that came with the rules gets exactly the remarks that they ask for."""
    assert kinds_in(claim["text"]) == sorted(claim["kinds"])


@pytest.mark.parametrize("name", SETS[1:])
def test_floors(name: str) -> None:
    """Of labelled sentences, enough innocent ones get no remark, and enough of all exactly theirs."""
    claims = claims_in(name)
    found = [(kinds_in(claim["text"]), sorted(claim["kinds"])) for claim in claims]
    innocent = [kinds for kinds, expected in found if not expected]
    given = sum(len(kinds) for kinds, _ in found)
    right = sum(len({*kinds} & {*expected}) for kinds, expected in found)

    assert sum(not kinds for kinds in innocent) >= 0.95 * len(innocent)
    assert right >= 0.9 * given
    assert sum(kinds == expected for kinds, expected in found) >= 0.85 * len(found)


def passages() -> Iterator[str]:
    """Yield the words of the two reports that are on record."""
    audit = uc_audit.load()
    for record in audit:
        for citation in getattr(record, "citations", ()):
            if audit.get(citation.source_id, uc_audit.Source).number:
                yield citation.exact


@pytest.mark.parametrize("marks", ["{}", "“{}”", '"{}"', "The alert says: «{}»"])
def test_words_of_the_reports(marks: str) -> None:
    """The words of the reports get no remark, with or without quotation marks."""
    assert {words: kinds for words in passages() if (kinds := kinds_in(marks.format(words)))} == {}


def only(text: str) -> Remark:
    """Return the only error or warning in a text."""
    (remark,) = [remark for remark in check(text) if remark.severity is not Severity.NOTE]
    return remark


def test_remark() -> None:
    """A remark has the number with its qualifier, what the source has, who said so, and the words to use."""
    text = "In short: nearly 32,000 unaccompanied children failed to appear in immigration court."
    remark = only(text)

    assert (remark.kind, remark.severity) == (DiscrepancyKind.QUALIFIER, Severity.WARNING)
    assert remark.excerpt == text[remark.start : remark.end] == "nearly 32,000"
    assert "“nearly 32,000” for “more than 32,000”" in remark.message
    assert "(ICE, in OIG-24-46)" in remark.message
    assert remark.suggestion == "more than 32,000"
    assert remark.record_ids == ("figure-failed-to-appear-oig-24-46",)


def test_remarks_are_in_the_order_of_the_text() -> None:
    """Remarks come in the order of the text, quotations among numbers."""
    text = (
        "ICE lost 32,000 children. “ICE has no assurance UCs (migrant children) are safe from trafficking, exploitation, "
        "or forced labor,” it said. It lost 291,000 more kids."
    )
    starts = [remark.start for remark in check(text)]

    assert starts == sorted(starts)
    assert len(set(starts)) == 3


def test_another_time_is_named() -> None:
    """Where another figure of the measure has the time that a text gives, the message names both."""
    remark = only("In fiscal year 2022 ICE transferred 120,859 unaccompanied children to ORR.")

    assert remark.kind is DiscrepancyKind.PERIOD
    assert "FY 2021" in remark.message
    assert "127,057" in remark.message


def test_misquotation_shows_the_difference() -> None:
    """A remark on a quotation says which words differ, and suggests those on record."""
    remark = only("“ICE has no proof UCs are safe from trafficking, exploitation, or forced labor,” the alert says.")

    assert remark.kind is DiscrepancyKind.QUOTATION
    assert "“proof” for “assurance”" in remark.message
    assert remark.suggestion is not None
    assert remark.suggestion.startswith("Without an ability")


NOTES = {
    "ICE lost more than 32,000 unaccompanied children.": "undated",
    "More than 32,000 UCs failed to appear in immigration court from 2019 to 2023.": "undated",
    "As of May 2024, ICE had not served a Notice to Appear on more than 291,000 children.": "later",
    "ICE counted 77,400 unaccompanied children in the north.": "unrecorded",
}


@pytest.mark.parametrize("text", NOTES)
def test_notes(text: str) -> None:
    """A missing time, a later count and a number that no record has are notes."""
    notes = {remark.kind.value for remark in check(text) if remark.severity is Severity.NOTE}

    assert notes == {NOTES[text]}


MISSED = "unaccompanied children failed to appear in immigration court"

NUMBERS = {
    "32,000": "32,000",
    "32 000": "32 000",
    "32\u00a0000": "32\u00a0000",
    "32\u2009000": "32\u2009000",
    "32\u202f000": "32\u202f000",
    "32000": "32000",
    "32K": "32K",
    "32k": "32k",
    "32 thousand": "32 thousand",
    "thirty-two thousand": "thirty-two thousand",
    "Thirty two thousand": "Thirty two thousand",
    "0.032 million": "0.032 million",
    ".032 million": ".032 million",
    "close to 32,000": "close to 32,000",
    "an estimated 32,000": "an estimated 32,000",
    "as many as 32,000": "as many as 32,000",
    "exactly 32,000": "exactly 32,000",
    "32,000 or so": "32,000 or so",
}


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_as_people_write_them(number: str) -> None:
    """A number on record is recognized however it is written; its qualifier is part of the excerpt."""
    remark = only(f"{number} {MISSED}.")

    assert (remark.kind, remark.excerpt) == (DiscrepancyKind.QUALIFIER, NUMBERS[number])


@pytest.mark.parametrize(
    "number",
    ["More than 32,000", "Over 32 000", "Upwards of 32K", "At least 32,000", "32,000 or more", "32,000+", "32,000-plus",
     "No fewer than thirty-two thousand", "Well over 32,000", "In excess of 32,000"],
)  # fmt: skip
def test_qualifiers_like_the_sources(number: str) -> None:
    """Words that say "more than" are as good as the source's."""
    assert kinds_in(f"{number} {MISSED}.") == []


@pytest.mark.parametrize(
    "text",
    ["32.000 {}.", "In FY 2019-2023, {}.", "By 2012-13, {}.", "Under 8 U.S. Code 1229, {}.", "OIG-24-46: {}.", "$32,000: {}.",
     "See page 32000: {}.", "32,000 % {}.", "A third of a million {}.", "Between 30,000-32,000 {}.", "On May 3, 2024, {}."],
)  # fmt: skip
def test_numbers_that_are_no_counts(text: str) -> None:
    """Decimals, years, sections, report numbers, money, pages, percentages, fractions, ranges and dates are not counts."""
    assert kinds_in(text.format(MISSED)) == []


PERIODS = {
    "from fiscal years 2019 to 2023": [],
    "in FY 2019-2023": [],
    "in FY19-FY23": [],
    "from October 2018 through September 2023": [],
    "between Oct. 1, 2018 and Sept. 30, 2023": [],
    "according to a report of August 2024": [],
    "from 2019 to 2023": [],
    "in 2023": ["period"],
    "in fiscal 2022": ["period"],
    "since 2021": ["period"],
    "last year": ["period"],
    "under President Biden": ["period"],
    "over the past four years": ["period"],
    "as of May 2024": ["period"],
}


@pytest.mark.parametrize("time", PERIODS)
def test_times(time: str) -> None:
    """The time that a text gives has to be the record's; the day of a publication is no such time."""
    assert kinds_in(f"More than 32,000 {MISSED} {time}.") == PERIODS[time]


def test_numbers_of_one_sentence_are_judged_apart() -> None:
    """In a sentence with several numbers, each clause speaks of its own."""
    text = "ICE transferred more than 448,000 unaccompanied children to HHS, lost 32,000 of them, and served no notice on over 291,000."

    assert {remark.excerpt: remark.kind.value for remark in check(text) if remark.severity is Severity.ERROR} == {
        "32,000": "wording"
    }


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The report did not say that 32,000 children are missing.", []),
        ("It is false that ICE lost 320,000 children.", []),
        ("The claim that 325,000 unaccompanied children are missing distorts federal data.", []),
        ("ICE says that 32,000 unaccompanied children are missing.", ["qualifier", "wording"]),
    ],
)
def test_denials(text: str, kinds: list[str]) -> None:
    """A sentence that denies a claim gets no remark for what it denies."""
    assert kinds_in(text) == kinds


@pytest.mark.parametrize(
    ("comparator", "fine"),
    [
        ("more than", ["more than", "over", "at least"]),
        ("at least", ["at least", "more than"]),
        ("fewer than", ["fewer than", "less than", "up to"]),
        ("at most", ["at most", "up to"]),
        ("about", ["about", "roughly"]),
        ("exactly", ["exactly", "a total of", ""]),
        (None, ["", "about", "nearly", "over"]),
    ],
)
def test_every_comparator(comparator: str | None, fine: list[str]) -> None:
    """A qualifier is compared with the one of the record, whichever that is; a number without one asks for none."""
    document = uc_audit.to_dict(uc_audit.load())
    for figure in document["figures"]:
        if figure["id"] == "figure-failed-to-appear-oig-24-46":
            figure["comparator"] = comparator
    audit = uc_audit.from_dict(document)
    texts = {word: f"{word} 32,000 {MISSED}." for word in ("", "nearly", "exactly", *fine)}
    warned = {
        word: any(remark.kind is DiscrepancyKind.QUALIFIER for remark in check(text, audit=audit))
        for word, text in texts.items()
    }

    assert warned == {word: word not in fine and comparator is not None for word in texts}


def test_a_repeated_number_needs_no_qualifier() -> None:
    """After a mention with the qualifier, "the 448,000" is fine, as the reports print it; without one it is not."""
    first = "ICE transferred more than 448,000 unaccompanied children to HHS from fiscal years 2019 to 2023."
    second = " Of the 448,000 children transferred to HHS, most were released."

    assert kinds_in(first + second) == []
    assert kinds_in("ICE transferred the 448,000 unaccompanied children to HHS.") == ["qualifier"]


LOST = "ICE lost 32,000 children."

HIDDEN = {
    "fence": "```\n{}\n```\n",
    "fence with tildes": "~~~ text\n{}\n~~~\n",
    "fence in a list": "- item\n\n  ```\n  {}\n  ```\n",
    "open fence": "```\n{}\n",
    "indented code": "Text:\n\n    {}\n",
    "indented code in a list": "- item\n\n      {}\n",
    "inline code": "See `{}` there.",
    "inline code with two marks": "See ``a ` {}`` there.",
    "link target": "See [this](https://example.org/{})",
    "link title": "See [this](https://example.org '{}')",
    "front matter": "---\ntitle: {}\n---\n",
    "comment": "<!-- {} -->",
    "attribute": '<img alt="{}">',
    "script": "<script>{}</script>",
    "code element": "<pre><code>{}</code></pre>",
    "region": "<!-- uc-audit: off -->\n{}\n<!-- uc-audit: on -->\n",
    "open region": "<!-- uc-audit: off -->\n{}\n",
    "definition": "[1]: https://example.org '{}'\n",
}


@pytest.mark.parametrize("case", HIDDEN)
def test_what_is_not_prose(case: str) -> None:
    """Code, link targets, tags, comments, front matter and regions that are switched off are not read."""
    lost = LOST.replace(" ", "?") if case == "link target" else LOST

    assert check(lost)

    assert check(HIDDEN[case].format(lost)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "# {}\n", "- {}\n", "> {}\n", "**{}**", "1. {}\n", "<p>{}</p>", "| {} | x |\n", "- item\n\n    {}\n", "Text {}", "{}\n```\n",
        "<!-- uc-audit: off -->\nx\n<!-- uc-audit: on -->\n{}\n", "<h1>News</h1><p>{}",
        "<!-- uc-audit: off --> x <!-- uc-audit: on -->{}", "x <script>x</script>{}",
    ],
)  # fmt: skip
def test_prose(text: str) -> None:
    """Headings, lists, quotes, emphasis, tables and paragraphs are read, and offsets are those of the given text."""
    text = text.format(LOST)
    if text.endswith("```\n"):
        assert kinds_in(text) == ["qualifier", "wording"]
        return
    assert {text[remark.start : remark.end] for remark in check(text)} == {"32,000"}


def test_markup_inside_a_sentence() -> None:
    """Emphasis and tags inside a sentence do not hide the qualifier, and offsets stay right."""
    text = "ICE lost <b>nearly</b> **32,000** _children_."

    assert {text[remark.start : remark.end] for remark in check(text)} == {"nearly</b> **32,000"}


def test_nothing_crosses_a_quotation_mark() -> None:
    """Words of loss in a quotation are not said of a number outside of it."""
    text = "“We have lost children that we should have protected for years,” he said of the more than 32,000 who failed to appear in immigration court."

    assert kinds_in(text) == []


def test_quotation_with_another_speaker() -> None:
    """Words on record that are credited to somebody else get a remark."""
    text = "“ICE must take immediate action to ensure the safety of UCs residing in the United States,” the GAO said."

    assert kinds_in(text) == ["attribution"]


def test_another_dataset() -> None:
    """A text is compared with the dataset that is given."""
    audit = uc_audit.load()
    other = uc_audit.from_dict(
        {**uc_audit.to_dict(audit), "figures": [], "findings": [], "discrepancies": [], "measures": []}
    )

    assert [remark.kind for remark in check(LOST, audit=other)] == [DiscrepancyKind.UNRECORDED]


@pytest.mark.parametrize(("text", "audit"), [(5, None), (b"x", None), (None, None), ("x", "audit"), ("x", 5)])
def test_wrong_arguments(text: Any, audit: Any) -> None:
    """Anything but a text and an audit is a TypeError that names the argument."""
    with pytest.raises(TypeError, match="text must be" if not isinstance(text, str) else "audit must be"):
        check(text, audit=audit)


@pytest.mark.parametrize(
    "piece",
    ["1234567890", '"', "“", "one hundred hundred ", "ICE lost 32,000 ", "`a ", "` `` ``` ", "<a ", "<!-- ", "](", "> ", "\n", "1,",
     "one of ", "as of May 2024 ", "fiscal years 2019 ", "not lost ", "missing the ", "[a] … ", "' ", "- ", "*_", "32 000 "],
)  # fmt: skip
def test_hostile_texts_do_not_take_long(piece: str) -> None:
    """Work grows with the length of a text that was made to take long, not with its square."""
    import sys

    def lines_run(size: int) -> int:
        count = 0

        def trace(*_: object) -> Any:
            nonlocal count
            count += 1
            return trace

        text = "ICE 32,000 children: " + piece * (size // len(piece))
        sys.settrace(trace)
        try:
            check(text)
        finally:
            sys.settrace(None)
        return count

    assert lines_run(4500) < 4 * lines_run(1500) + 20_000


def test_every_phrase_is_used(audit: Audit) -> None:
    """Every phrase is used by a sentence of the tests, and every measure with phrases is in the dataset."""
    phrases = json.loads(files("uc_audit").joinpath("data", "phrases.json").read_text(encoding="utf-8"))
    texts = [claim["text"] for name in (*SETS, "phrases") for claim in claims_in(name)]

    def unused(words: list[str]) -> list[str]:
        sources = {word: word.replace(" ... ", r"\s+(?:[\w,.'’-]+\s+){0,8}?").replace(" ", r"\s+") for word in words}
        patterns = {word: re.compile(rf"(?<!\w)(?:{source})(?!\w)", re.IGNORECASE) for word, source in sources.items()}
        return [word for word, pattern in patterns.items() if not any(map(pattern.search, texts))]

    measures = phrases.pop("measures")
    phrases.pop("sums")
    lists = {f"{name}.{kind}": words[kind] for name, words in measures.items() for kind in words}
    for name, words in phrases.items():
        lists |= {f"{name}.{key}": value for key, value in words.items()} if isinstance(words, dict) else {name: words}

    assert {name: found for name, words in lists.items() if (found := unused(words))} == {}
    assert {*measures} <= {measure.id for measure in audit.measures}


@pytest.mark.parametrize("claim", claims_in("phrases"), ids=lambda claim: claim["text"][:60])
def test_phrases(claim: dict[str, Any]) -> None:
    """The sentences that show what single phrases do get exactly their remarks."""
    assert kinds_in(claim["text"]) == sorted(claim["kinds"])
