"""Figures in words, and the shares that follow from them."""

import json
import math
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
import uc_audit
from uc_audit import Audit, Comparator, Figure, Period, Share, ShareError, Unit
from uc_audit.figures import Style
from uc_audit.names import name_of

WORDS = {
    "exactly": "=",
    "more than": ">",
    "at least": ">=",
    "fewer than": "<",
    "less than": "<",
    "at most": "<=",
    "about": "~",
}


def read_back(text: str) -> tuple[int, str | None, int | None]:
    """Read the value, the comparator and the denominator from the beginning of a text."""
    match = re.match(rf"(?:({'|'.join(WORDS)}) )?\$?(\d[\d,]*)(?: of \$?(\d[\d,]*))?(?= |$)", text)
    assert match, text
    whole = match[3] and int(match[3].replace(",", ""))
    return int(match[2].replace(",", "")), WORDS.get(match[1]), whole or None


@given(strategies.whole(Figure))
def test_the_number_reads_back(figure: Figure) -> None:
    """In every style the number can be read back from the text: its value and its comparator, and alone its whole."""
    assert read_back(str(figure)) == (figure.value, figure.comparator, figure.denominator)
    for style in get_args(Style):
        assert read_back(format(figure, style))[:2] == (figure.value, figure.comparator)


@given(strategies.whole(Figure))
def test_nothing_is_lost(figure: Figure) -> None:
    """The unit, the population, the label, the times are in the short style; who stands behind it and caveats in the long."""
    short, full = uc_audit.describe(figure), uc_audit.describe(figure, "long")

    assert figure.unit in short or (figure.unit is Unit.US_DOLLARS and "$" in short)
    assert f"{figure.population}" in short
    assert figure.label in short
    assert all(f", {time.label}" in short for time in [figure.period] if time)
    assert all(f", as of {time.label}" in short for time in [figure.as_of] if time)
    assert full.startswith(short)
    chain = figure.attribution
    named = {chain.said_by, chain.published_in, chain.reported_by, *(c.source_id for c in figure.citations)} - {None}
    assert all(f"[{source}]" in full for source in named)
    assert all(caveat.text in full for caveat in figure.caveats)
    assert ("states it" in full) >= (figure.comparator is None)
    untimed = figure.period is None and figure.as_of is None
    timeless = figure.unit in (Unit.PAGES, Unit.RECOMMENDATIONS, Unit.US_DOLLARS)
    assert ("When they were counted is not stated." in full) == (untimed and not timeless)


def test_no_figure_says_lost(audit: Audit) -> None:
    """Outside caveats nobody is lost or missing, unless the source's own words for that figure say so."""
    found: dict[str, list[str]] = {}
    for figure in audit.figures:
        text = uc_audit.describe(attrs.evolve(figure, caveats=()), "long")
        if words := re.findall(r"\b(?:lost|lose|loses|missing)\b", text):
            found[figure.id] = words
            titles = [audit.get(citation.source_id, uc_audit.Source).title for citation in figure.citations]
            passages = [citation.exact or "" for citation in figure.citations]
            assert all(word in " ".join([*titles, *passages]).casefold() for word in words)

    assert found == {
        "figure-not-monitored-headline": ["lose"],
        "figure-officers-article": ["missing"],
        "figure-addresses-oig-25-21": ["missing"],
    }


def test_the_long_style(audit: Audit) -> None:
    """The long style says who stands behind the number and what a reader has to know, in sentences."""
    assert uc_audit.describe(audit.get("figure-failed-to-appear-oig-24-46", Figure), "long") == (
        "more than 32,000 unaccompanied migrant children (UCs) failed to appear for their immigration court hearings, FY"
        " 2019-2023; said by ICE, published in OIG-24-46. PolitiFact: the report did not say that the children were missing,"
        " and experts call it misleading to describe them so. Associated Press: claims of 300,000 lost or missing children"
        " misrepresent the report or lack context."
    )


def test_a_bare_number(audit: Audit) -> None:
    """A bare number is the source's, and never exact; where no time is stated, the long style says so."""
    figure = audit.get("figure-notices-not-served-article", Figure)

    assert f"{figure:number}" == "291,000"
    assert f"{figure:short}" == "291,000 children were not served a Notice to Appear (NTA)"
    assert f"{figure:long}".startswith(
        "291,000 children were not served a Notice to Appear (NTA), as the article [article] states it; said by DHS OIG,"
        " published in OIG-24-46, according to the article [article], also cited: Homeland Security Newswire (that they are among the children transferred). When they were"
        " counted is not stated. The article prints"
    )


@pytest.mark.parametrize(
    ("chain", "printer"),
    [
        ({"said_by": "ice", "published_in": "oig-25-21", "reported_by": "townhall"}, "townhall"),
        ({"said_by": "ice", "published_in": "oig-25-21"}, "oig-25-21"),
        ({"said_by": "ice"}, "article"),
    ],
)
def test_who_prints_a_bare_number(make_figure: Callable[..., Figure], chain: dict[str, str], printer: str) -> None:
    """A bare number is as the source prints it that passed it on, or published it, or else is cited first."""
    citations = tuple(uc_audit.Citation(source_id=source) for source in ("article", "abc-news"))
    figure = make_figure(
        id="figure-new", comparator=None, attribution=uc_audit.Attribution(**chain), citations=citations
    )

    assert f", as [{printer}] states it; said by [ice]" in uc_audit.describe(figure, "long")


def test_format_is_describe(audit: Audit) -> None:
    """``format`` takes the styles, without one it gives the number; anything else is refused."""
    figure = audit.figures[0]

    assert f"{figure}" == str(figure) == uc_audit.describe(figure, "number")
    assert [format(figure, style) for style in get_args(Style)] == [
        uc_audit.describe(figure, s) for s in get_args(Style)
    ]
    for style in ("longer", ">20", "LONG"):
        with pytest.raises(ValueError, match=f"'{style}' is not one of 'number', 'short', 'long'"):
            format(figure, style)


def test_a_unit_that_the_population_does_not_name(make_figure: Callable[..., Figure]) -> None:
    """The unit is added where the population has another word for it, and dollars have their sign."""
    assert (
        uc_audit.describe(make_figure(population="UCs", label="left", period=None))
        == "more than 448,000 children (UCs) left"
    )
    dollars = make_figure(
        unit=Unit.US_DOLLARS, comparator=Comparator.LESS_THAN, population="costs", label="arose", period=None
    )
    assert uc_audit.describe(dollars) == "less than $448,000 costs arose"


def test_names_come_from_the_audit(audit: Audit, make_figure: Callable[..., Figure]) -> None:
    """Names are those of the audit that is given; without one, only a figure of the bundled audit has names, not ids."""
    stranger = make_figure(id="figure-stranger")
    later = attrs.evolve(audit, figures=(*audit.figures, stranger))

    assert "said by [dhs-oig], published in [oig-24-46]." in uc_audit.describe(stranger, "long")
    assert "said by DHS OIG, published in OIG-24-46." in uc_audit.describe(stranger, "long", audit=later)
    with pytest.raises(uc_audit.UnknownRecordError, match="figure-stranger"):
        uc_audit.describe(stranger, "long", audit=audit)
    edited = attrs.evolve(audit.figures[0], value=7)
    assert "said by [dhs-oig]" in uc_audit.describe(edited, "long")


def test_names(audit: Audit) -> None:
    """Parties have their short names, sources a number or publisher and never a title, other records their ids."""
    names = {
        record_id: name_of(audit[record_id])
        for record_id in ("ice", "newsweek", "joseph-cuffari", "oig-24-46", "townhall", "article")
    }
    names["figure"] = name_of(audit["figure-pages-oig-24-46"])

    assert names == {
        "ice": "ICE",
        "newsweek": "Newsweek",
        "joseph-cuffari": "Joseph V. Cuffari",
        "oig-24-46": "OIG-24-46",
        "townhall": "Townhall",
        "article": "the article [article]",
        "figure": "[figure-pages-oig-24-46]",
    }


# Shares


@pytest.fixture
def part(make_figure: Callable[..., Figure]) -> Callable[..., Figure]:
    """Make a figure that counts a part of the children transferred."""
    made = {
        "id": "part",
        "measure": "some",
        "part_of": "children-transferred",
        "value": 291_000,
        "comparator": Comparator.MORE_THAN,
    }
    return lambda **changes: make_figure(**{**made, **changes})


@pytest.fixture
def whole(make_figure: Callable[..., Figure]) -> Callable[..., Figure]:
    """Make a figure that counts the children transferred."""
    made = {"id": "whole", "value": 448_820, "comparator": Comparator.EXACTLY}
    return lambda **changes: make_figure(**{**made, **changes})


def test_shares_of_the_dataset(audit: Audit) -> None:
    """Not served among transferred: a lower bound with the exact total, none with "more than", none of a bare number."""

    def figure(name: str) -> Figure:
        return audit.get(f"figure-{name}", Figure)

    not_served = figure("notices-not-served-associated-press")
    bare = figure("notices-not-served-article")
    exact = uc_audit.share(not_served, figure("transferred-associated-press"))

    assert (exact.lower, exact.upper) == (Fraction(291_001, 448_820), None)
    assert exact.nominal == Fraction(291_000, 448_820)
    assert uc_audit.describe(exact) == uc_audit.describe(exact, "number") == "more than 64.8 %"
    assert uc_audit.describe(exact, "long") == (
        f"more than 64.8 %. Part: {not_served:long} Whole: exactly 448,820 unaccompanied migrant children were transferred by"
        " ICE to HHS, FY 2019-2023; reported by Associated Press."
    )
    with pytest.raises(uc_audit.UnknownRecordError):
        uc_audit.describe(exact, "long", audit=attrs.evolve(audit, figures=(), findings=(), discrepancies=()))
    for other, total in (
        (not_served, "transferred-oig-24-46"),
        (bare, "transferred-associated-press"),
        (bare, "transferred-oig-24-46"),
    ):
        share = uc_audit.share(other, figure(total))
        assert (share.lower, share.upper) == (None, None)
        assert uc_audit.describe(share).startswith(
            "a share without bounds (the plain quotient of the numbers is about 6"
        )


def test_an_own_denominator(audit: Audit) -> None:
    """One of eight is exactly an eighth, by itself."""
    share = uc_audit.share(audit.get("figure-officers-article", Figure))

    assert (share.lower, share.upper, share.nominal, share.whole) == (
        Fraction(1, 8),
        Fraction(1, 8),
        Fraction(1, 8),
        None,
    )
    assert uc_audit.describe(share) == "exactly 12.5 %"
    assert uc_audit.describe(share, "long") == f"exactly 12.5 %. Part: {share.part:long}"


E_, G, GE, L, LE, ABOUT = (
    Comparator.EXACTLY,
    Comparator.MORE_THAN,
    Comparator.AT_LEAST,
    Comparator.LESS_THAN,
    Comparator.AT_MOST,
    Comparator.ABOUT,
)


@pytest.mark.parametrize(
    ("of_part", "of_whole", "lower", "upper", "words"),
    [
        (E_, E_, Fraction(1, 3), Fraction(1, 3), "more than 33.3 % and less than 33.4 %"),
        (G, E_, Fraction(101, 300), None, "more than 33.6 %"),
        (GE, E_, Fraction(1, 3), None, "more than 33.3 %"),
        (L, E_, None, Fraction(99, 300), "at most 33.0 %"),
        (LE, E_, None, Fraction(1, 3), "less than 33.4 %"),
        (E_, G, None, Fraction(100, 301), "less than 33.3 %"),
        (E_, GE, None, Fraction(1, 3), "less than 33.4 %"),
        (E_, L, Fraction(100, 299), None, "more than 33.4 %"),
        (E_, LE, Fraction(1, 3), None, "more than 33.3 %"),
        (G, L, Fraction(101, 299), None, "more than 33.7 %"),
        (LE, GE, None, Fraction(1, 3), "less than 33.4 %"),
        (G, G, None, None, "a share without bounds (the plain quotient of the numbers is about 33.3 %)"),
        (None, E_, None, None, "a share without bounds (the plain quotient of the numbers is about 33.3 %)"),
        (E_, None, None, None, "a share without bounds (the plain quotient of the numbers is about 33.3 %)"),
        (ABOUT, E_, None, None, "a share without bounds (the plain quotient of the numbers is about 33.3 %)"),
    ],
)  # fmt: skip
def test_bounds(part: Any, whole: Any, of_part: Any, of_whole: Any, lower: Any, upper: Any, words: str) -> None:
    """A bound is there where it follows from the figures' own, and its words claim no more than it."""
    share = uc_audit.share(part(value=100, comparator=of_part), whole(value=300, comparator=of_whole))

    assert (share.lower, share.upper, share.nominal) == (lower, upper, Fraction(1, 3))
    assert uc_audit.describe(share) == words


def days(first: str, last: str) -> Period:
    """Make a period of these days."""
    from datetime import date

    return Period(start=date.fromisoformat(first), end=date.fromisoformat(last), label=f"{first} to {last}")


@pytest.mark.parametrize(
    ("of_part", "of_whole", "reason"),
    [
        ({"part_of": None}, {}, "no source that is recorded says that it counts a part of anything"),
        ({"part_of": "another"}, {}, "it counts a part of 'another', not of 'children-transferred'"),
        ({"unit": Unit.ADDRESSES}, {}, "it counts addresses, not children"),
        ({}, {"period": None}, "no period of the whole is stated"),
        ({"period": days("2018-09-30", "2019-01-01")}, {}, "its period, 2018-09-30 to 2019-01-01, is not inside that of the whole, FY 2019-2023"),
        ({"period": days("2023-01-01", "2023-10-01")}, {}, "its period, 2023-01-01 to 2023-10-01, is not inside that of the whole, FY 2019-2023"),
        ({"period": None, "as_of": days("2023-09-29", "2024-09-29")}, {}, "it was counted as of 2023-09-29 to 2024-09-29, before the period of the whole, FY 2019-2023, ended"),
        ({"period": days("2017-01-01", "2017-02-01"), "as_of": days("2024-05-01", "2024-05-31")}, {}, "its period, 2017-01-01 to 2017-02-01, is not inside that of the whole, FY 2019-2023"),
        ({}, {"as_of": days("2019-01-01", "2019-01-31")}, "the whole was counted as of 2019-01-01 to 2019-01-31, before its period, FY 2019-2023, ended"),
        ({"value": 448_820, "period": None}, {}, "the part is more than the whole"),
        ({}, {"value": 0}, "the whole is zero"),
        ({"value": 0, "comparator": None}, {"value": 1, "comparator": L}, "the whole is zero"),
        ({"value": 448_820}, {}, "the part is more than the whole"),
    ],
)  # fmt: skip
def test_no_share(part: Any, whole: Any, of_part: Any, of_whole: Any, reason: str) -> None:
    """What is not known to be a part of the other has no share, and the error says why."""
    with pytest.raises(ShareError) as caught:
        uc_audit.share(part(**of_part), whole(**of_whole))

    assert str(caught.value) == f"There is no share of 'part' in 'whole': {reason}."
    assert (caught.value.part_id, caught.value.whole_id, caught.value.reason) == ("part", "whole", reason)


def test_no_share_by_itself(part: Any) -> None:
    """A figure without a denominator, or with none to speak of, has no share by itself."""
    with pytest.raises(
        ShareError, match="There is no share of 'part' in its denominator: it has none, and no other figure"
    ):
        uc_audit.share(part())
    with pytest.raises(ShareError, match="the whole is zero"):
        uc_audit.share(part(value=0, comparator=None, denominator=0))


@pytest.mark.parametrize(
    "times",
    [
        {"period": days("2018-10-01", "2023-09-30")},
        {"period": days("2020-01-01", "2020-01-01")},
        {"period": None, "as_of": days("2023-09-30", "2023-09-30")},
        {"period": None, "as_of": days("2025-01-01", "2025-01-31")},
    ],
)
def test_times_that_fit(part: Any, whole: Any, times: Any) -> None:
    """A part in the whole's period, its ends included, and a later count of the same children have bounds."""
    assert uc_audit.share(part(**times), whole()).lower == Fraction(291_001, 448_820)


def test_a_part_without_a_time(part: Any, whole: Any) -> None:
    """Where no time is stated for the part, nothing contradicts the share, but no bounds follow."""
    for total in (whole(), whole(period=None)):
        share = uc_audit.share(part(period=None, comparator=E_), total)
        assert (share.lower, share.upper, share.nominal) == (None, None, Fraction(291_000, 448_820))


def test_a_whole_counted_on_its_last_day(part: Any, whole: Any) -> None:
    """A whole that was counted when its own period ended was counted in time; a day before, it was not."""
    assert uc_audit.share(part(), whole(as_of=days("2023-09-01", "2023-09-30"))).lower == Fraction(291_001, 448_820)
    with pytest.raises(ShareError, match="the whole was counted as of 2023-09-01 to 2023-09-29, before its period"):
        uc_audit.share(part(), whole(as_of=days("2023-09-01", "2023-09-29")))


@pytest.mark.parametrize(
    ("comparator", "of_whole", "words"),
    [
        (GE, E_, "at least 50.0 %"),
        (G, E_, "at least 50.1 %"),
        (LE, E_, "at most 50.0 %"),
        (L, E_, "at most 49.9 %"),
        (E_, GE, "at most 50.0 %"),
        (E_, LE, "at least 50.0 %"),
    ],
)
def test_bounds_that_are_tenths(part: Any, whole: Any, comparator: Any, of_whole: Any, words: str) -> None:
    """A bound that is a tenth of a percent itself is included: at least, at most."""
    share = uc_audit.share(part(value=500, comparator=comparator), whole(value=1000, comparator=of_whole))

    assert uc_audit.describe(share) == words


def test_a_share_of_another_dataset(audit: Audit, part: Any, whole: Any) -> None:
    """Whose words the two figures are is looked up in the audit that is given."""
    named = attrs.evolve(audit.organizations[0], id="another-office", name="Another Office", abbreviation=None)
    said = uc_audit.Attribution(said_by="another-office")
    figures = part(attribution=said), whole(attribution=said)
    later = attrs.evolve(audit, organizations=(*audit.organizations, named), figures=(*audit.figures, *figures))
    words = uc_audit.describe(uc_audit.share(*figures), "long", audit=later)

    assert words.count("said by Another Office") == 2


def test_all_of_the_whole(part: Any, whole: Any, make_figure: Any) -> None:
    """Eight of eight are all of them."""
    assert uc_audit.describe(uc_audit.share(make_figure(value=8, comparator=E_, denominator=8))) == "exactly 100.0 %"
    assert uc_audit.share(part(value=8, comparator=E_), whole(value=8)).lower == 1


def test_the_plain_quotient_is_rounded(part: Any, whole: Any) -> None:
    """The plain quotient is rounded to the nearest tenth, as "about" says."""
    share = uc_audit.share(part(value=2, comparator=None), whole(value=3))

    assert uc_audit.describe(share) == "a share without bounds (the plain quotient of the numbers is about 66.7 %)"


def test_format_of_a_share(part: Any, whole: Any) -> None:
    """A share is formatted in the styles, too."""
    share = uc_audit.share(part(), whole())

    assert f"{share:short}" == f"{share:number}" == "more than 64.8 %"
    assert f"{share:long}" == uc_audit.describe(share, "long")
    assert f"{share}" == str(share)


def test_a_bound_that_says_nothing(part: Any, whole: Any) -> None:
    """No upper bound is given where it would be above the whole; at the whole it is."""
    assert uc_audit.share(part(value=10, comparator=E_), whole(value=5, comparator=G)).upper is None
    assert uc_audit.share(part(value=6, comparator=E_), whole(value=5, comparator=G)).upper == 1


def stated(data: st.DataObject, true: int) -> tuple[Comparator | None, int]:
    """Draw a comparator, and a number that is right with it about a true one."""
    comparator = data.draw(st.sampled_from([None, *Comparator] if true else [None, E_, GE, L, LE, ABOUT]))
    below, above = st.integers(0, max(true - 1, 0)), st.integers(true + 1, true + 20)
    numbers = {E_: st.just(true), G: below, GE: st.integers(0, true), L: above, LE: st.integers(true, true + 20)}
    return comparator, data.draw(numbers.get(comparator, st.integers(0, 60)) if comparator else st.integers(0, 60))


@given(st.data())
def test_bounds_hold_for_every_truth(data: st.DataObject) -> None:
    """Whatever the true numbers behind two figures, their share is within the bounds, and the words do not deny it."""
    template = attrs.evolve(uc_audit.load().figures[0], caveats=())
    many = data.draw(st.integers(1, 60))
    few = data.draw(st.integers(0, many))
    figures = {}
    for name, true in (("part", few), ("whole", many)):
        comparator, value = stated(data, true)
        part_of: dict[str, Any] = {"measure": "some", "part_of": template.measure} if name == "part" else {}
        figures[name] = attrs.evolve(template, id=name, value=value, comparator=comparator, **part_of)
    if figures["whole"].value == 0:
        figures["whole"] = attrs.evolve(figures["whole"], value=many, comparator=E_)
    share = uc_audit.share(figures["part"], figures["whole"])
    truth = Fraction(few, many)

    assert share.lower is None or share.lower <= truth
    assert share.upper is None or truth <= share.upper
    for words, number in re.findall(
        r"(exactly|more than|at least|less than|at most) (\d+\.\d) %", uc_audit.describe(share)
    ):
        bound = Fraction(number) / 100
        assert {
            "exactly": truth == bound,
            "more than": truth > bound,
            "at least": truth >= bound,
            "less than": truth < bound,
            "at most": truth <= bound,
        }[words]


def test_shares_are_written_as_plain_data(audit: Audit) -> None:
    """A share is JSON with its figures and exact fractions as texts."""
    share = uc_audit.share(audit.get("figure-officers-article", Figure))
    document = json.loads(uc_audit.to_json(share))

    assert (document["lower"], document["upper"], document["whole"]) == ("1/8", "1/8", None)
    assert document["part"]["id"] == "figure-officers-article"
    assert Fraction(document["nominal"]) == share.nominal
    assert isinstance(share, Share)
    assert math.isclose(float(share.nominal), 0.125)


def test_nothing_adds_figures(make_figure: Callable[..., Figure]) -> None:
    """Figures cannot be added up, by sign or by ``sum``."""
    figures: Any = [make_figure(), make_figure()]
    with pytest.raises(TypeError):
        sum(figures)
