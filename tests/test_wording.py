"""Records in English, and the shares that follow from figures."""

import json
import operator
import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any, TypeVar

import attrs
import pytest

import uc_audit
from uc_audit import Attribution, Audit, Comparator, Figure, Finding, Period, Quote, Recommendation, Record, Source

untyped: Any = uc_audit  # Type checkers reject what some tests do.
EXACTLY, MORE, LEAST = Comparator.EXACTLY, Comparator.MORE_THAN, Comparator.AT_LEAST
FEWER, MOST, ABOUT = Comparator.FEWER_THAN, Comparator.AT_MOST, Comparator.ABOUT

CITATIONS = tuple(uc_audit.Citation(source_id=name, exact="Words.") for name in ("alert", "paper", "alert"))
YEARS = Period(start=date(2018, 10, 1), end=date(2023, 9, 30), label="FY 2019-2023")
MAY = Period(start=date(2024, 5, 1), end=date(2024, 5, 31), label="May 2024")

DEFAULTS: dict[type[Record], dict[str, Any]] = {
    Source: {"kind": uc_audit.SourceKind.NEWS_ARTICLE, "rights": uc_audit.Rights.IN_COPYRIGHT, "tier": uc_audit.Tier.SECONDARY},
    uc_audit.Organization: {"id": "ice", "name": "Immigration Office", "abbreviation": "ICE"},
    uc_audit.Person: {"id": "jane-doe", "name": "Jane Doe", "role": "Director", "organization_id": "ice"},
    uc_audit.Measure: {"id": "missed", "title": "Missed hearings", "definition": "Children who missed.", "preferred_id": "number"},
    Figure: {"id": "number", "measure_id": "missed", "value": 32_000, "comparator": MORE, "unit": uc_audit.Unit.CHILDREN, "population": "children (UCs)", "predicate": "failed to appear", "period": YEARS},
    Finding: {"id": "found", "title": "t", "statement": "ICE did not always inform ORR.", "element": uc_audit.Element.CONDITION},
    Quote: {"id": "words", "text": "a new formal process", "is_fragment": False},
    uc_audit.Response: {"id": "answer", "organization_id": "ice", "kind": uc_audit.ResponseKind.WRITTEN_RESPONSE, "position": uc_audit.Position.CONCUR, "title": "t", "statement": "ICE will write a policy."},
    Recommendation: {"id": "asked", "number": 2, "text": "Develop a process.", "addressee_id": "jane-doe", "status": uc_audit.Status.OPEN, "resolution": uc_audit.Resolution.RESOLVED, "source_id": "alert"},
    uc_audit.Discrepancy: {"id": "differs", "kind": uc_audit.DiscrepancyKind.VALUE, "title": "t", "record_ids": ("number",), "statement": "They differ."},
}  # fmt: skip

R = TypeVar("R", bound=Record)


def make(cls: type[R], **fields: Any) -> R:
    """Make a record with only some fields that matter."""
    shared = {"citations": CITATIONS, "attribution": Attribution(said_by="ice", published_in="alert")}
    known = {field.name for field in attrs.fields(cls)}
    made: dict[str, Any] = {name: value for name, value in shared.items() if name in known}
    return cls(**made | DEFAULTS[cls] | fields)


ALERT = {"id": "alert", "kind": uc_audit.SourceKind.REPORT, "title": "An “urgent” alert", "publisher": "Department"}
SOURCES = (
    make(Source, **ALERT, number="OIG-1", issued=MAY, url="https://example.org/1", note="Only its abstract is public"),
    make(Source, id="paper", publisher="A Paper", title="News"),
    make(Source, id="untitled-paper", title="Children “Lost”"),
    make(Source, id="page", url="https://example.org/2"),
    make(Source, id="nameless"),
)


@pytest.fixture(scope="module")
def small() -> Audit:
    """A small dataset with the names."""
    homeland = uc_audit.Organization(id="dhs", name="Department of Homeland Security", abbreviation="DHS")
    firm = uc_audit.Organization(id="a-firm", name="A Firm")
    return Audit(
        data_version="2026.1.1",
        title="Test",
        report_id="alert",
        sources=SOURCES,
        organizations=(homeland, make(uc_audit.Organization, parent_id="dhs"), firm),
        people=(make(uc_audit.Person),),
        measures=(make(uc_audit.Measure), make(uc_audit.Measure, id="all", preferred_id=None)),
        figures=(make(Figure),),
    )


SHORT = "children (UCs) failed to appear"
EIGHT = {"value": 1, "denominator": 8, "comparator": EXACTLY}


def test_number() -> None:
    """The number of a figure keeps its qualifier, and says so if the source has none."""
    assert uc_audit.describe(make(Figure), "number") == "more than 32,000"
    assert uc_audit.describe(make(Figure, comparator=None), "number") == "32,000 (no qualifier in the source)"


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (make(Figure), f"More than 32,000 {SHORT}, FY 2019-2023 (ICE, in OIG-1)."),
        (make(Figure, period=None, as_of=MAY), f"More than 32,000 {SHORT}, as of May 2024 (ICE, in OIG-1)."),
        (make(Figure, period=None), f"More than 32,000 {SHORT} (ICE, in OIG-1). The source does not say when it was counted."),
        (make(Figure, period=None, topics=(uc_audit.Topic.AUDIT_WORK,)), f"More than 32,000 {SHORT} (ICE, in OIG-1)."),
        (make(Figure, comparator=None, period=None), f"32,000 {SHORT} (ICE, in OIG-1). The source gives the number without a qualifier and does not say when it was counted."),
        (make(Figure, caveats=(uc_audit.Caveat(text="Beware", citations=CITATIONS), uc_audit.Caveat(text="Or not.", citations=CITATIONS))), f"More than 32,000 {SHORT}, FY 2019-2023 (ICE, in OIG-1). Beware. Or not."),
        (make(Finding), "ICE did not always inform ORR (ICE, in OIG-1)."),
        (make(Finding, statement="It was so in the U.S."), "It was so in the U.S. (ICE, in OIG-1)."),
        (make(Finding, period=YEARS), "ICE did not always inform ORR (ICE, in OIG-1). Period: FY 2019-2023."),
        (make(Finding, statement="In FY 2019-2023 it was so.", period=YEARS), "In FY 2019-2023 it was so (ICE, in OIG-1)."),
        (make(Quote), "“a new formal process” (ICE, in OIG-1)."),
        (make(Quote, attribution=Attribution(said_by="jane-doe", reported_by="paper")), "“a new formal process” (Jane Doe, as reported by A Paper)."),
        (make(Quote, attribution=Attribution(published_in="alert", reported_by="untitled-paper")), "“a new formal process” (in OIG-1, as reported by the news article “Children ‘Lost’”)."),
        (make(Quote, attribution=Attribution(reported_by="nameless")), "“a new formal process” (reported by a news article)."),
        (make(Quote, is_fragment=True), "“a new formal process” (ICE, in OIG-1). The words are part of a sentence."),
        (make(Quote, insertions=("new",)), "“a new formal process” (ICE, in OIG-1). Inserted, and not the speaker's words: “new”."),
        (make(uc_audit.Response), "Written response by ICE: ICE will write a policy (ICE, in OIG-1). ICE concurred."),
        (make(uc_audit.Response, kind=uc_audit.ResponseKind.CORRECTIVE_ACTION, position=uc_audit.Position.NON_CONCUR, issued=MAY), "Corrective action by ICE, May 2024: ICE will write a policy (ICE, in OIG-1). ICE did not concur."),
        (make(uc_audit.Response, position=uc_audit.Position.NOT_STATED), "Written response by ICE: ICE will write a policy (ICE, in OIG-1)."),
        (make(uc_audit.Response, statement="ICE Concurs."), "Written response by ICE: ICE Concurs (ICE, in OIG-1)."),
        (make(uc_audit.Response, kind=uc_audit.ResponseKind.DECLINED_TO_COMMENT, position=uc_audit.Position.NOT_STATED, organization_id="a-firm"), "No comment from A Firm: ICE will write a policy (ICE, in OIG-1)."),
        (make(Recommendation), "Recommendation 2 in OIG-1, to Jane Doe: Develop a process. The source gives it as open and resolved."),
        (make(Recommendation, status=uc_audit.Status.CLOSED, as_of=MAY), "Recommendation 2 in OIG-1, to Jane Doe: Develop a process. The source gives it as closed and resolved, as of May 2024."),
        (make(Recommendation, resolution=uc_audit.Resolution.NOT_STATED), "Recommendation 2 in OIG-1, to Jane Doe: Develop a process. The source gives it as open and does not say whether it is resolved."),
        (make(Recommendation, resolution=uc_audit.Resolution.NOT_STATED, as_of=MAY), "Recommendation 2 in OIG-1, to Jane Doe: Develop a process. The source gives it as open, as of May 2024, and does not say whether it is resolved."),
        (make(uc_audit.Measure), f"Missed hearings: Children who missed. The figure to quote: more than 32,000 {SHORT}, FY 2019-2023 (ICE, in OIG-1)."),
        (make(uc_audit.Measure, definition="All", preferred_id=None), "Missed hearings: All. No known passage of a report states a figure for it."),
        (SOURCES[0], "OIG-1: “An ‘urgent’ alert” (report, Department, May 2024). Only its abstract is public. https://example.org/1"),
        (SOURCES[1], "A Paper: “News” (news article)."),
        (SOURCES[2], "“Children ‘Lost’” (news article)."),
        (SOURCES[3], "https://example.org/2 (news article)."),
        (make(uc_audit.Organization, parent_id="dhs"), "Immigration Office (ICE), part of DHS."),
        (make(uc_audit.Person), "Jane Doe, Director, Immigration Office (ICE)."),
        (make(uc_audit.Discrepancy), "They differ. Cited: OIG-1 and A Paper."),
    ],
)  # fmt: skip
def test_long(small: Audit, record: Record, text: str) -> None:
    """The long style of every kind of record is English with the audit's names."""
    assert uc_audit.describe(record, "long", audit=small) == text


def test_bundled_records(audit: Audit) -> None:
    """Every bundled record has all styles; the short one is that of ``str``, and no sentence has an id in it."""
    for record in audit:
        text = uc_audit.describe(record, "long")
        assert uc_audit.describe(record) == uc_audit.describe(record, "short") == str(record)
        if isinstance(record, Figure):
            assert all(caveat.text.rstrip(".") in text for caveat in record.caveats)
        words = set(re.findall(r"[a-z0-9-]+", re.sub(r"https?://\S+|\[.*?\]", "", text)))
        assert not words & {other.id for other in audit if "-" in other.id}, text


def test_nobody_is_lost(audit: Audit) -> None:
    """A figure calls children lost or missing only if the source's own words do."""
    for record in audit.figures:
        cited = " ".join(citation.exact for citation in record.citations).casefold()
        for word in re.findall(r"\b(?:lost|lose|missing)\b", uc_audit.describe(record)):
            assert word in cited, record


def test_unknown_names(small: Audit) -> None:
    """A name that is not in the audit is an error; by default, the names come from the bundled dataset."""
    foreign = make(Figure, attribution=Attribution(said_by="nobody"))

    for audit in (small, None):
        with pytest.raises(uc_audit.UnknownRecordError, match="nobody"):
            uc_audit.describe(foreign, "long", audit=audit)
    assert uc_audit.describe(foreign) == str(foreign)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: untyped.describe(None), TypeError, "record must be a record or a share, not null"),
        (lambda: untyped.describe(Record(id="a")), TypeError, "record must be a record or a share, not Record('a')"),
        (lambda: untyped.describe(make(Figure), "longer"), ValueError, "style must be 'short' or 'long' or 'number', not 'longer'"),
        (lambda: untyped.describe(make(Figure), ["long"]), TypeError, "style must be 'short' or 'long' or 'number', not a list"),
        (lambda: untyped.describe(make(Quote), "number"), ValueError, "style 'number' is only for figures and shares, not for Quote('words')"),
        (lambda: untyped.describe(make(Figure), audit="x"), TypeError, "audit must be an Audit, not 'x'"),
        (lambda: untyped.share(part()), uc_audit.ShareError, "There is no share of 'part' in its denominator: it has no denominator, and no other figure was given."),
        (lambda: untyped.share(None), TypeError, "part must be a figure, not null"),
        (lambda: untyped.share(part(), "whole"), TypeError, "whole must be a figure, not 'whole'"),
    ],
)  # fmt: skip
def test_wrong_arguments(call: Callable[[], Any], error: type[Exception], message: str) -> None:
    """A wrong style names the styles, any other wrong argument is named."""
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()


# Shares


def part(**fields: Any) -> Figure:
    """Make a figure that counts a part of all children."""
    made = {"id": "part", "value": 291_000, "part_of": uc_audit.PartOf(measure_id="all", citations=CITATIONS), **fields}
    return make(Figure, **made)


def whole(**fields: Any) -> Figure:
    """Make a figure that counts all children."""
    return make(Figure, **{"id": "whole", "measure_id": "all", "value": 448_820, "comparator": EXACTLY, **fields})


def days(first: str, last: str) -> Period:
    """Make a period of these days."""
    return Period(start=date.fromisoformat(first), end=date.fromisoformat(last), label=f"{first} to {last}")


@pytest.mark.parametrize(
    ("of_part", "of_whole", "lower", "upper", "words"),
    [
        (EXACTLY, EXACTLY, Fraction(1, 3), Fraction(1, 3), "more than 33.3% and less than 33.4%"),
        (MORE, EXACTLY, Fraction(101, 300), None, "more than 33.6%"),
        (FEWER, EXACTLY, None, Fraction(99, 300), "at most 33.0%"),
        (MOST, EXACTLY, None, Fraction(1, 3), "less than 33.4%"),
        (EXACTLY, MORE, None, Fraction(100, 301), "less than 33.3%"),
        (EXACTLY, FEWER, Fraction(100, 299), None, "more than 33.4%"),
        (MORE, FEWER, Fraction(101, 299), None, "more than 33.7%"),
        (MORE, MORE, None, None, "about 33.3%, by the printed numbers alone"),
        (None, EXACTLY, None, None, "about 33.3%, by the printed numbers alone"),
    ],
)
def test_bounds(of_part: Any, of_whole: Any, lower: Any, upper: Any, words: str) -> None:
    """A share has the bounds that follow from the figures, and its words claim no more than these do."""
    share = uc_audit.share(part(value=100, comparator=of_part), whole(value=300, comparator=of_whole))

    assert (share.lower, share.upper, share.nominal) == (lower, upper, Fraction(1, 3))
    assert uc_audit.describe(share) == uc_audit.describe(share, "number") == str(share) == words


@pytest.mark.parametrize(
    ("of_part", "of_whole", "words"),
    [
        ({"value": 500, "comparator": EXACTLY}, {"value": 1000}, "exactly 50.0%"),
        ({"value": 500, "comparator": LEAST}, {"value": 1000}, "at least 50.0%"),
        ({"value": 500, "comparator": MORE}, {"value": 1000}, "at least 50.1%"),
        ({"value": 500, "comparator": MOST}, {"value": 1000}, "at most 50.0%"),
        (EIGHT, None, "1 of 8"),
        ({**EIGHT, "comparator": None}, None, "1 of 8 (no qualifier in the source)"),
        ({**EIGHT, "value": 99, "denominator": 99}, None, "99 of 99"),
        ({**EIGHT, "denominator": 100}, None, "exactly 1.0%"),
        ({**EIGHT, "value": 100, "denominator": 100}, None, "exactly 100.0%"),
        ({"value": 3, "comparator": None}, {"value": 8}, "3 of 8 (no qualifier in the source)"),
        ({**EIGHT, "value": 3}, {"value": 20, "comparator": ABOUT}, "3 of about 20"),
    ],
)
def test_words_of_shares(of_part: dict[str, Any], of_whole: dict[str, Any] | None, words: str) -> None:
    """A bound in whole tenths of a percent is included; a share of a whole below 100 has no percentage."""
    share = uc_audit.share(part(**of_part), None if of_whole is None else whole(**of_whole))

    assert uc_audit.describe(share) == words


@pytest.mark.parametrize(
    ("of_part", "of_whole", "reason"),
    [
        ({"part_of": None}, {}, "no recorded source says that it counts a part of anything"),
        ({}, {"measure_id": "other"}, "it counts a part of 'all', not of 'other'"),
        ({"unit": uc_audit.Unit.ADDRESSES}, {}, "it counts addresses, not children"),
        ({}, {"period": None}, "no source states the period of the whole"),
        ({"period": days("2018-09-30", "2019-01-01")}, {}, "its period, 2018-09-30 to 2019-01-01, is not inside that of the whole, FY 2019-2023"),
        ({"period": days("2023-01-01", "2023-10-01")}, {}, "its period, 2023-01-01 to 2023-10-01, is not inside that of the whole, FY 2019-2023"),
        ({"period": None, "as_of": days("2023-09-29", "2024-09-29")}, {}, "it was counted as of 2023-09-29 to 2024-09-29, before the period of the whole, FY 2019-2023, ended"),
        ({"period": days("2017-01-01", "2017-02-01"), "as_of": MAY}, {}, "its period, 2017-01-01 to 2017-02-01, is not inside that of the whole, FY 2019-2023"),
        ({}, {"as_of": days("2023-09-01", "2023-09-29")}, "the whole was counted as of 2023-09-01 to 2023-09-29, before its period, FY 2019-2023, ended"),
        ({"value": 448_820, "period": None}, {}, "the part is more than the whole"),
        ({}, {"value": 0}, "the whole is zero"),
        ({"value": 0, "comparator": None}, {"value": 1, "comparator": FEWER}, "the whole is zero"),
    ],
)  # fmt: skip
def test_no_share(of_part: dict[str, Any], of_whole: dict[str, Any], reason: str) -> None:
    """A figure that is not known to be part of the other has no share, and the error says why."""
    with pytest.raises(uc_audit.ShareError) as caught:
        uc_audit.share(part(**of_part), whole(**of_whole))

    assert str(caught.value) == f"There is no share of 'part' in 'whole': {reason}."
    assert (caught.value.part_id, caught.value.whole_id) == ("part", "whole")


WITHIN = Fraction(291_001, 448_820)


@pytest.mark.parametrize(
    ("of_part", "of_whole", "lower", "upper"),
    [
        ({"period": YEARS}, {}, WITHIN, None),
        ({"period": None, "as_of": days("2023-09-30", "2023-09-30")}, {}, WITHIN, None),
        ({}, {"as_of": days("2023-09-01", "2023-09-30")}, WITHIN, None),
        ({"value": 448_820, "comparator": EXACTLY}, {}, 1, 1),
        ({"period": None, "comparator": EXACTLY}, {}, None, None),
        ({"period": None, "comparator": EXACTLY}, {"period": None}, None, None),
        ({"value": 6, "comparator": EXACTLY}, {"value": 5, "comparator": MORE}, None, 1),
        ({"value": 10, "comparator": EXACTLY}, {"value": 5, "comparator": MORE}, None, None),
    ],
)
def test_other_bounds(of_part: dict[str, Any], of_whole: dict[str, Any], lower: Any, upper: Any) -> None:
    """A part in the whole's period, or counted later, has bounds; one without a time has none; none is above 1."""
    share = uc_audit.share(part(**of_part), whole(**of_whole))

    assert (share.lower, share.upper) == (lower, upper)


RELATIONS: dict[Any, Any] = {
    "exactly": operator.eq,
    "more than": operator.gt,
    "at least": operator.ge,
    "fewer than": operator.lt,
    "less than": operator.lt,
    "at most": operator.le,
}


def true_numbers(value: int, comparator: Comparator | None) -> list[int]:
    """Return true numbers near the printed one that fit it."""
    near = range(max(value - 3, 0), value + 4)
    return [number for number in near if comparator not in RELATIONS or RELATIONS[comparator](number, value)]


@pytest.mark.parametrize(("few", "many"), [(60, 120), (100, 300), (1, 130)])
def test_bounds_fit_every_truth(few: int, many: int) -> None:
    """Whatever the true numbers behind two figures are, their share is within the bounds, and the words do not deny it."""
    for of_part, of_whole in product([None, *Comparator], repeat=2):
        share = uc_audit.share(part(value=few, comparator=of_part), whole(value=many, comparator=of_whole))
        claims = re.findall(r"(exactly|more than|at least|less than|at most) (\d+\.\d)%", str(share))
        for numbers in product(true_numbers(few, of_part), true_numbers(many, of_whole)):
            truth = Fraction(*numbers)
            assert share.lower is None or share.lower <= truth
            assert share.upper is None or truth <= share.upper
            assert all(RELATIONS[words](truth, Fraction(number) / 100) for words, number in claims)


def test_long_share(small: Audit) -> None:
    """The long style of a share has both figures in full, or the one that has its own denominator."""
    eighth, hundredth = part(**EIGHT), part(**{**EIGHT, "denominator": 100})

    def in_full(record: Any) -> str:
        return uc_audit.describe(record, "long", audit=small)

    assert in_full(uc_audit.share(part(), whole())) == (
        f"More than 64.8%. The part: {in_full(part())} The whole: {in_full(whole())}"
    )
    assert in_full(uc_audit.share(eighth)) == in_full(eighth)
    assert in_full(uc_audit.share(hundredth)) == f"Exactly 1.0%: {in_full(hundredth)}"


def test_share_as_data() -> None:
    """The fractions of a share are strings in JSON."""
    document = json.loads(uc_audit.to_json(uc_audit.share(part(**{**EIGHT, "denominator": 200}))))

    assert (document["lower"], document["upper"], document["whole"]) == ("1/200", "1/200", None)
