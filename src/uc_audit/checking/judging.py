"""The rules of ``check``: what a clause says of a number, compared with the records."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from ..audit import Audit
from ..records import Figure, Record, Source, number_with_qualifier
from ..values import Period
from ..vocabulary import Comparator, DiscrepancyKind, Unit
from ..wording import describe, join_words
from .clauses import Clause
from .phrases import Phrases
from .quantities import Qualifier, quantities_in
from .times import Time, agrees, is_publication

SUM_TOLERANCE = 0.02
"""A number within 2 % of a sum counts as that sum."""

MIN_COUNT = 1000
"""Smaller numbers that are not on record are about something local."""

DISTINCT = 10_000
"""A number of five digits of its own is taken for the one on record, whatever is said of it."""

_AS_GOOD: dict[Comparator, frozenset[Qualifier]] = {
    Comparator.EXACTLY: frozenset(["", "definite", "exact"]),
    Comparator.MORE_THAN: frozenset(["above"]),
    Comparator.AT_LEAST: frozenset(["above"]),
    Comparator.FEWER_THAN: frozenset(["below"]),
    Comparator.AT_MOST: frozenset(["below"]),
    Comparator.ABOUT: frozenset(["about"]),
}
"""What a text may say of a number, by what the source says of it."""

_ADJECTIVES = re.compile(
    r"\A\s*(?:(?:of|the|its|ICE|ERO|federal|local|immigration|enforcement|deportation|such)\s+)*", re.IGNORECASE
)


class Judgement(NamedTuple):
    """What is remarked on a number."""

    kind: DiscrepancyKind
    records: tuple[Record, ...]
    message: str
    suggestion: str | None


class Yardsticks:
    """What a text is compared with: figures in a report's own words, or those that an account takes from a report."""

    def __init__(self, audit: Audit, phrases: Phrases) -> None:
        self.audit = audit
        self.reports: dict[str, Source] = {source.id: source for source in audit.sources if source.number is not None}
        self.published: list[Period] = [source.issued for source in self.reports.values() if source.issued]
        against = {record_id for discrepancy in audit.discrepancies for record_id in discrepancy.record_ids[1:]}
        published = [figure for figure in audit.figures if figure.attribution.published_in in self.reports]
        own = [figure for figure in published if figure.attribution.reported_by is None]
        known = {(figure.measure_id, figure.as_of or figure.period) for figure in own}
        accounts = [figure for figure in published if figure not in own and figure.id not in against]
        self.figures: list[Figure] = own + [f for f in accounts if (f.measure_id, f.as_of or f.period) not in known]
        self.misquotes: list[Figure] = [
            f for f in audit.figures if f.id in against and f.attribution.reported_by is not None
        ]
        self.sums: list[tuple[Figure, ...]] = list(self._sums(phrases.sums))
        self._cited: dict[str, str] = {}

    def _sums(self, groups: tuple[tuple[str, ...], ...]) -> Iterator[tuple[Figure, ...]]:
        """Yield the figures that people add up, report by report."""
        for report in sorted(self.reports):
            own = [figure for figure in self.figures if figure.attribution.published_in == report]
            parts = [next((f for f in own if f.measure_id in group), None) for group in groups]
            known = tuple(part for part in parts if part is not None)
            if len(known) == len(groups) > 1:
                yield known

    @cached_property
    def _claimed_sums(self) -> set[int]:
        claims = {i for d in self.audit.discrepancies if d.kind is DiscrepancyKind.SUM for i in d.record_ids[1:]}
        return {figure.value for figure in self.misquotes if figure.id in claims}

    @cached_property
    def whole(self) -> Period | None:
        """The longest period of an exact figure: that of the whole, of which others count a part."""
        periods = [f.period for f in self.figures if f.comparator is Comparator.EXACTLY and f.period]
        return max(periods, key=lambda period: period.end - period.start, default=None)

    def added_up(self, value: int) -> tuple[Figure, ...]:
        """Return the figures that a number adds up, or that a claim adds up to this number."""
        for parts in self.sums:
            if abs(value - (total := sum(figure.value for figure in parts))) <= SUM_TOLERANCE * total:
                return parts
        return self.sums[0] if self.sums and value in self._claimed_sums else ()

    def agree(self, time: Time, figure: Figure) -> bool:
        """Whether a time is that of a figure; the period of the whole may be given with a part."""
        is_part = figure.comparator is not Comparator.EXACTLY
        return agrees(time, figure, [self.whole] if self.whole and is_part else [])

    def cite(self, figure: Figure) -> str:
        """Return what the source has, with who said it and where, without the caveats."""
        if figure.id not in self._cited:
            caveats = " ".join(caveat.text for caveat in figure.caveats)
            self._cited[figure.id] = describe(figure, "long", audit=self.audit).removesuffix(caveats).strip()
        return self._cited[figure.id]


class Judge:
    """The rules, for one audit."""

    def __init__(self, audit: Audit, phrases: Phrases) -> None:
        self.audit = audit
        self.phrases = phrases
        self.yardsticks: Yardsticks = Yardsticks(audit, phrases)

    def judge(self, clause: Clause) -> Iterator[Judgement]:
        """Yield what is to be remarked on the number of a clause."""
        quantity, yardsticks = clause.quantity, self.yardsticks
        if clause.is_denied:
            return
        if quantity.denominator is not None:
            yield from self._pair(clause)
            return
        if self.phrases.recommendations.match(clause.after.lstrip()):
            yield from self._recommendations(clause)
            return
        recorded = [f for f in yardsticks.figures if f.denominator is None and quantity.equals(f.value)]
        added_up = yardsticks.added_up(quantity.value)
        if clause.counted == "others" or not clause.is_about_audit(on_record=bool(recorded or added_up)):
            return
        if clause.is_whole and recorded:  # What the sentence says, it says of the other number.
            yield from self._qualifier(clause, recorded[0]) if clause.is_first else ()
            return
        if not clause.named and self.phrases.elsewhere.search(clause.text):
            return
        if quantity.value < MIN_COUNT:
            recorded = [figure for figure in recorded if figure.measure_id in clause.named]
        if recorded:
            yield from self._recorded(clause, recorded)
        elif added_up:
            yield self._sum(clause, added_up)
        else:
            yield from self._unrecorded(clause)

    def _recorded(self, clause: Clause, recorded: list[Figure]) -> Iterator[Judgement]:
        """Judge a number that is on record."""
        own = [figure for figure in recorded if figure.measure_id in clause.named]
        measures = [self.phrases.measures[f.measure_id] for f in recorded if f.measure_id in self.phrases.measures]
        wrong = [match[0] for words in measures for match in words.wrong.finditer(clause.text)]
        lost = [word for word in clause.lost if not any(words.near.search(word) for words in measures)]
        is_distinct = clause.quantity.value >= DISTINCT * clause.quantity.step
        if not clause.named and not clause.lost and not wrong and not is_distinct:
            own = [figure for figure in recorded if figure.measure_id in clause.sentence.named]
            if not own:
                return
        figures = own or recorded
        fitting = [f for f in figures if clause.times and all(self.yardsticks.agree(t, f) for t in clause.times)]
        best = (fitting or figures)[0]
        yield from self._qualifier(clause, best)
        if clause.named and not own:
            wrong += [self.phrases.name(clause.text, clause.named[0])]
        if wrong or lost:
            yield self._wording(best, [*wrong, *lost])
        yield from self._period(clause, figures)
        yield from self._attribution(clause, figures)
        later = [f for f in self.yardsticks.figures if f.measure_id == best.measure_id and _is_later(f, best)]
        if later:
            message = f"There is a later count: {self.yardsticks.cite(later[-1])}"
            yield Judgement(DiscrepancyKind.LATER, (best, later[-1]), message, str(later[-1]))

    def _unrecorded(self, clause: Clause) -> Iterator[Judgement]:
        """Judge a number that no figure of a report has."""
        misquoted = [f for f in self.yardsticks.misquotes if f.denominator is None and f.value == clause.quantity.value]
        named = clause.named
        if not named and not clause.lost and clause.counted == "children":
            named = clause.sentence.named
        figures = [figure for figure in self.yardsticks.figures if figure.measure_id in named]
        if clause.quantity.value < MIN_COUNT:
            figures = [figure for figure in figures if figure.denominator is None and figure.value < MIN_COUNT]
        if figures:
            best = next((f for f in figures if any(self.yardsticks.agree(t, f) for t in clause.times)), figures[0])
            yield self._against(best, DiscrepancyKind.VALUE, f"has “{clause.words}”")
        elif misquoted and (clause.lost or named):
            message = f"The text has “{clause.words}”; no known passage of a report has this number."
            yield Judgement(DiscrepancyKind.VALUE, (misquoted[0],), message, None)
            if clause.lost:
                yield self._wording(misquoted[0], clause.lost)
        elif clause.counted == "children" and clause.quantity.value >= MIN_COUNT:
            message = f"No record has the number {clause.quantity.value:,}."
            yield Judgement(DiscrepancyKind.UNRECORDED, (), message, None)

    def _sum(self, clause: Clause, parts: tuple[Figure, ...]) -> Judgement:
        words = join_words(number_with_qualifier(figure) for figure in parts)
        sources = " ".join(self.yardsticks.cite(figure) for figure in parts)
        message = f"The text has “{clause.words}”; no known passage of a report adds up {words}. {sources}"
        return Judgement(DiscrepancyKind.SUM, parts, message, "; ".join(map(str, parts)))

    def _qualifier(self, clause: Clause, figure: Figure) -> Iterator[Judgement]:
        quantity = clause.quantity
        if figure.comparator is None or quantity.is_repeated or quantity.qualifier in _AS_GOOD[figure.comparator]:
            return
        if figure.comparator is Comparator.EXACTLY and quantity.value != figure.value:
            return  # A rounded number, which may be "about".
        words = number_with_qualifier(figure)
        judgement = self._against(figure, DiscrepancyKind.QUALIFIER, f"has “{clause.words}” for “{words}”")
        yield judgement._replace(suggestion=words)

    def _wording(self, figure: Figure, words: list[str]) -> Judgement:
        said = join_words(f"“{word}”" for word in dict.fromkeys(" ".join(word.split()) for word in words))
        return self._against(figure, DiscrepancyKind.WORDING, f"has {said}")

    def _against(self, figure: Figure, kind: DiscrepancyKind, has: str) -> Judgement:
        """Return what a text has, against what the source has."""
        return Judgement(
            kind, (figure,), f"The text {has}; the source has: {self.yardsticks.cite(figure)}", str(figure)
        )

    def _period(self, clause: Clause, figures: list[Figure]) -> Iterator[Judgement]:
        if not any(figure.period or figure.as_of for figure in figures):
            return
        best, prose = figures[0], clause.sentence.prose
        given = [time for time in clause.times if any(self.yardsticks.agree(time, figure) for figure in figures)]
        others = [time for time in clause.times if time not in given]
        wrong = [time for time in others if not is_publication(time, prose, self.yardsticks.published)]
        if wrong:
            words = " ".join(prose[wrong[0].start : wrong[0].end].split())
            judgement = self._against(best, DiscrepancyKind.PERIOD, f"has “{words}”")
            own = [f for f in self.yardsticks.figures if f.measure_id == best.measure_id and agrees(wrong[0], f, [])]
            if own:
                message = f"{judgement.message} Of the time that the text gives: {self.yardsticks.cite(own[0])}"
                judgement = judgement._replace(message=message, records=(best, own[0]))
            yield judgement
        elif all(time.precision == "year" for time in given):
            lacking = "does not say that the years are fiscal years" if given else "gives no time"
            yield self._against(best, DiscrepancyKind.UNDATED, lacking)

    def _attribution(self, clause: Clause, figures: list[Figure]) -> Iterator[Judgement]:
        wrong = clause.sentence.wrong_speaker
        if wrong is None:
            named = clause.sentence.reports
            if len(named) == 1 and all(figure.attribution.published_in != named[0] for figure in figures):
                wrong = self.yardsticks.reports[named[0]].number
        if wrong is not None:
            yield self._against(figures[0], DiscrepancyKind.ATTRIBUTION, f"credits {wrong}")

    def _pair(self, clause: Clause) -> Iterator[Judgement]:
        """Judge a count out of another one: one of eight."""
        quantity = clause.quantity
        for figure in self.yardsticks.figures:
            if figure.denominator is None or figure.measure_id not in clause.named or not clause.sentence.has_term:
                continue
            unit = self._unit(clause)
            if (quantity.value, quantity.denominator) != (figure.value, figure.denominator):
                if unit in (None, figure.unit):
                    yield self._against(figure, DiscrepancyKind.VALUE, f"has “{clause.words}”")
                continue
            if unit not in (None, figure.unit):
                yield self._against(figure, DiscrepancyKind.WORDING, f"counts {unit}")
            yield from self._attribution(clause, [figure])

    def _unit(self, clause: Clause) -> str | None:
        """Return what "one of eight" counts: the noun inside it or right after it, or else what the text speaks of."""
        following = _ADJECTIVES.sub("", clause.after)
        for unit, pattern in self.phrases.units.items():
            if pattern.search(clause.words) or pattern.match(following):
                return unit
        offices = self.phrases.units[Unit.FIELD_OFFICES]
        if offices.search(clause.sentence.text) or offices.search(clause.sentence.around):
            return Unit.FIELD_OFFICES
        return next((unit for unit, pattern in self.phrases.units.items() if pattern.search(clause.text)), None)

    def _recommendations(self, clause: Clause) -> Iterator[Judgement]:
        """Judge how many recommendations a text says that a report makes."""
        reports = clause.sentence.reports or self.phrases.reports_in(clause.sentence.around)
        for report in reports[:1]:
            records, count = self._recommended(report)
            if count not in (None, clause.quantity.value):
                name = self.yardsticks.reports[report].number
                message = f"The text has “{clause.words}” recommendations; {name} makes {count}."
                yield Judgement(DiscrepancyKind.VALUE, records, message, f"{count} recommendations")

    def _recommended(self, report: str) -> tuple[tuple[Record, ...], int | None]:
        """Return how many recommendations a report makes: those on record, or as many as it is quoted to make."""
        own = tuple(r for r in self.audit.recommendations if r.source_id == report)
        if own:
            return own, len(own)
        for quote in self.audit.quotes:
            for number in quantities_in(quote.text) if quote.attribution.published_in == report else ():
                if self.phrases.recommendations.match(quote.text, number.end + 1):
                    return (quote,), number.value
        return (), None


def _is_later(figure: Figure, other: Figure) -> bool:
    return figure.as_of is not None and other.as_of is not None and figure.as_of.start > other.as_of.end
