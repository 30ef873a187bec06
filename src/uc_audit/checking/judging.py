"""The rules of ``check``, which compare what a clause says about a number with the records."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from operator import itemgetter

import attrs

from ..audit import Audit
from ..records import Figure, Record, Source, number_with_qualifier
from ..values import Period
from ..vocabulary import Comparator, DiscrepancyKind, Severity, Unit
from ..wording import describe, join_words
from .clauses import Clause, Sentence
from .phrases import pattern, phrases, reports_in
from .prose import Span
from .quantities import Qualifier, Quantity, quantities_in
from .quotations import misquotes_in
from .remarks import SEVERITIES, Remark
from .times import Time, agrees, is_publication

SUM_TOLERANCE = 0.02
"""A number within 2% of a sum counts as that sum."""

MIN_COUNT = 1000
"""Smaller numbers that are not on record are assumed to count something local."""

DISTINCT_DIGITS = 5
"""A number with this many significant digits is assumed to be the one on record, whatever the text says about it."""

_AS_GOOD: dict[Comparator, tuple[Qualifier, ...]] = {
    Comparator.EXACTLY: ("", "definite", "exact"),
    Comparator.MORE_THAN: ("above",),
    Comparator.AT_LEAST: ("above",),
    Comparator.FEWER_THAN: ("below",),
    Comparator.AT_MOST: ("below",),
    Comparator.ABOUT: ("about",),
}
"""The qualifiers that a text may use, by the source's comparator."""

_ADJECTIVES = re.compile(
    r"\A\s*(?:(?:of|the|its|ICE|ERO|federal|local|immigration|enforcement|deportation|such)\s+)*", re.IGNORECASE
)
"""Words before the counted noun: "of the local ICE" in "one of the local ICE field offices"."""


class Judge:
    """
    The rules, for one text and one audit.

    The text is compared with figures in a report's own words, or with those that an account takes from a report.
    ``offsets`` maps each character of the prose to its place in the text; ``numbers`` has the value of every number.
    """

    published: list[Period]
    """When the reports were issued."""
    whole: Period | None
    """The longest period of an exact figure; this figure is the whole, and others count parts of it."""

    def __init__(self, text: str, offsets: Sequence[int], numbers: set[int], audit: Audit) -> None:
        self.text = text
        self.offsets = offsets
        self.numbers = numbers
        self.audit = audit
        self.reports: dict[str, Source] = {source.id: source for source in audit.sources if source.number is not None}
        self.published = [source.issued for source in self.reports.values() if source.issued]
        against = misquotes_in(audit)
        self.misquotes: list[Figure] = [
            f for f in audit.figures if f.id in against and f.attribution.reported_by is not None
        ]
        published = [figure for figure in audit.figures if figure.attribution.published_in in self.reports]
        own = [figure for figure in published if figure.attribution.reported_by is None]
        known = {(figure.measure_id, figure.as_of or figure.period) for figure in own}
        accounts = [f for f in published if f.attribution.reported_by is not None and f.id not in against]
        self.figures: list[Figure] = own + [f for f in accounts if (f.measure_id, f.as_of or f.period) not in known]
        exact = [f.period for f in self.figures if f.comparator is Comparator.EXACTLY and f.period]
        self.whole = max(exact, key=lambda period: period.end - period.start, default=None)
        self.sums: list[tuple[Figure, ...]] = []
        """The figures of each report that people add up."""
        for report in sorted(self.reports):
            own = [figure for figure in self.figures if figure.attribution.published_in == report]
            self.sums += product(*([f for f in own if f.measure_id in group][:1] for group in phrases()["sums"]))
        claims = {id_ for d in audit.discrepancies if d.kind is DiscrepancyKind.SUM for id_ in d.record_ids[1:]}
        self.claimed_sums: set[int] = {figure.value for figure in self.misquotes if figure.id in claims}

    def remark(
        self,
        span: Span | Quantity,
        kind: DiscrepancyKind,
        records: tuple[Record, ...],
        message: str,
        suggestion: str | None = None,
    ) -> Remark:
        """Return a remark on a span of the prose."""
        start, end = self.offsets[span.start], self.offsets[span.end]
        return Remark(
            start=start,
            end=end,
            excerpt=self.text[start:end],
            kind=kind,
            severity=SEVERITIES.get(kind, Severity.ERROR),
            record_ids=tuple(record.id for record in records),
            message=message,
            suggestion=suggestion,
        )

    def remarks(self, sentence: Sentence, quantities: list[Quantity], times: list[Time]) -> Iterator[Remark]:
        """Yield the remarks on the numbers in a sentence."""
        for clause in sentence.clauses(quantities, times):
            if clause.quantity.end > sentence.denied_from:
                continue
            if clause.quantity.denominator is not None:
                yield from self._pair(clause)
            elif pattern("recommendations").match(clause.after.lstrip()):
                yield from self._recommendations(clause)
            elif clause.counted != "others":
                yield from self._count(clause)

    def _count(self, clause: Clause) -> Iterator[Remark]:
        value = clause.quantity.value
        recorded = [f for f in self.figures if f.denominator is None and clause.quantity.equals(f.value)]
        summands = self._summands(value)
        if not clause.sentence.has_term and not ((recorded or summands) and clause.calls_children_lost):
            return
        if clause.is_whole and recorded:  # The sentence is about the other number.
            if clause.is_first:
                yield from self._qualifier(clause, recorded[0])
            return
        if not clause.named and pattern("elsewhere").search(clause.text):
            return
        if value < MIN_COUNT:
            recorded = [figure for figure in recorded if figure.measure_id in clause.named]
        if recorded:
            yield from self._recorded(clause, recorded)
        elif summands:
            words = join_words(number_with_qualifier(figure) for figure in summands)
            message = f"The text has “{clause.words}”; no known passage of a report adds up {words}."
            message = " ".join([message, *map(self._cite, summands)])
            yield self.remark(clause.quantity, DiscrepancyKind.SUM, summands, message, "; ".join(map(str, summands)))
        else:
            yield from self._unrecorded(clause)

    def _summands(self, value: int) -> tuple[Figure, ...]:
        """Return the figures that add up to this number, or that a known misquote adds up to it."""
        for figures in self.sums:
            total = sum(figure.value for figure in figures)
            if abs(value - total) <= SUM_TOLERANCE * total:
                return figures
        return self.sums[0] if self.sums and value in self.claimed_sums else ()

    def _recorded(self, clause: Clause, recorded: list[Figure]) -> Iterator[Remark]:
        """Yield the remarks on a number that is on record."""
        own = [figure for figure in recorded if figure.measure_id in clause.named]
        measures = [figure.measure_id for figure in recorded if figure.measure_id in phrases()["measures"]]
        wrong = [m[0] for name in measures for m in pattern("measures", name, "wrong").finditer(clause.text)]
        lost = [word for word in clause.lost if not any(pattern("measures", m, "near").search(word) for m in measures)]
        is_distinct = clause.quantity.digits >= DISTINCT_DIGITS
        if not clause.named and not clause.lost and not wrong and not is_distinct:
            own = [figure for figure in recorded if figure.measure_id in clause.sentence.named]
            if not own:
                return
        figures = own or recorded
        fitting = [f for f in figures if clause.times and all(agrees(time, f, self.whole) for time in clause.times)]
        best = (fitting or figures)[0]
        yield from self._qualifier(clause, best)
        if clause.named and not own:
            wrong += [match[0] for match in pattern("measures", clause.named[0], "phrases").finditer(clause.text)][:1]
        if wrong or lost:
            yield self._wording(clause, best, [*wrong, *lost])
        yield from self._period(clause, figures)
        yield from self._attribution(clause, figures)
        if best.as_of is not None:
            yield from self._later(clause, best, best.as_of.end)

    def _later(self, clause: Clause, figure: Figure, day: date) -> Iterator[Remark]:
        """Point out the latest count of the same measure, unless the text gives it."""
        counts = [(f.as_of.start, f) for f in self.figures if f.measure_id == figure.measure_id and f.as_of]
        last, later = max(reversed(counts), key=itemgetter(0))  # Several accounts may tie: take the last one.
        if last > day and later.value not in self.numbers:
            message = f"There is a later count: {self._cite(later)}"
            yield self.remark(clause.quantity, DiscrepancyKind.LATER, (figure, later), message, str(later))

    def _unrecorded(self, clause: Clause) -> Iterator[Remark]:
        """Yield the remarks on a number that no report states."""
        value, named = clause.quantity.value, clause.named
        if not named and not clause.lost and clause.counted == "children":
            named = clause.sentence.named
        figures = [figure for figure in self.figures if figure.measure_id in named]
        if value < MIN_COUNT:
            figures = [figure for figure in figures if figure.denominator is None and figure.value < MIN_COUNT]
        misquoted = [f for f in self.misquotes if f.denominator is None and f.value == value]
        if figures:
            fitting = [f for f in figures if any(agrees(time, f, self.whole) for time in clause.times)]
            yield self._against(clause, (fitting or figures)[0], DiscrepancyKind.VALUE, f"has “{clause.words}”")
        elif misquoted and (clause.lost or named):
            message = f"The text has “{clause.words}”; no known passage of a report has this number."
            yield self.remark(clause.quantity, DiscrepancyKind.VALUE, (misquoted[0],), message)
            if clause.lost:
                yield self._wording(clause, misquoted[0], clause.lost)
        elif clause.counted == "children" and value >= MIN_COUNT:
            yield self.remark(clause.quantity, DiscrepancyKind.UNRECORDED, (), f"No record has the number {value:,}.")

    def _qualifier(self, clause: Clause, figure: Figure) -> Iterator[Remark]:
        quantity = clause.quantity
        if figure.comparator is None or quantity.qualifier in ("repeated", *_AS_GOOD[figure.comparator]):
            return
        if figure.comparator is Comparator.EXACTLY and quantity.value != figure.value:
            return  # The number is rounded, so "about" is fine.
        words = number_with_qualifier(figure)
        has = f"has “{clause.words}” for “{words}”"
        yield self._against(clause, figure, DiscrepancyKind.QUALIFIER, has, words)

    def _wording(self, clause: Clause, figure: Figure, words: list[str]) -> Remark:
        said = join_words(f"“{word}”" for word in dict.fromkeys(" ".join(word.split()) for word in words))
        return self._against(clause, figure, DiscrepancyKind.WORDING, f"has {said}")

    def _period(self, clause: Clause, figures: list[Figure]) -> Iterator[Remark]:
        if not any(figure.period or figure.as_of for figure in figures):
            return
        best, prose = figures[0], clause.sentence.prose
        given, wrong = [], []
        for time in clause.times:
            if any(agrees(time, figure, self.whole) for figure in figures):
                given.append(time)
            elif not is_publication(time, prose, self.published):
                wrong.append(time)
        if wrong:
            words = " ".join(prose[wrong[0].start : wrong[0].end].split())
            remark = self._against(clause, best, DiscrepancyKind.PERIOD, f"has “{words}”")
            own = [f for f in self.figures if f.measure_id == best.measure_id and agrees(wrong[0], f)]
            if own:
                message = f"{remark.message} Of the time that the text gives: {self._cite(own[0])}"
                remark = attrs.evolve(remark, message=message, record_ids=(best.id, own[0].id))
            yield remark
            return
        given = given or [time for time in clause.times_around if agrees(time, best)]
        if all(time.precision == "year" for time in given):
            lacking = "does not say that the years are fiscal years" if given else "gives no time"
            yield self._against(clause, best, DiscrepancyKind.UNDATED, lacking)

    def _attribution(self, clause: Clause, figures: list[Figure]) -> Iterator[Remark]:
        wrong = clause.sentence.wrong_speaker
        named = clause.sentence.reports
        if wrong is None and len(named) == 1 and all(f.attribution.published_in != named[0] for f in figures):
            wrong = self.reports[named[0]].number
        if wrong is not None:
            yield self._against(clause, figures[0], DiscrepancyKind.ATTRIBUTION, f"credits {wrong}")

    def _pair(self, clause: Clause) -> Iterator[Remark]:
        """Yield the remarks on a count out of a small total, such as "one of eight"."""
        quantity, unit = clause.quantity, _unit(clause)
        figures = [f for f in self.figures if f.denominator is not None and f.measure_id in clause.named]
        for figure in figures if clause.sentence.has_term else ():
            if (quantity.value, quantity.denominator) == (figure.value, figure.denominator):
                if unit not in (None, figure.unit):
                    yield self._against(clause, figure, DiscrepancyKind.WORDING, f"counts {unit}")
                yield from self._attribution(clause, [figure])
            elif unit in (None, figure.unit):
                yield self._against(clause, figure, DiscrepancyKind.VALUE, f"has “{clause.words}”")

    def _recommendations(self, clause: Clause) -> Iterator[Remark]:
        """Yield a remark if a report makes a different number of recommendations."""
        for report in (clause.sentence.reports or reports_in(clause.sentence.around))[:1]:
            records, count = self._recommended(report)
            if count not in (None, clause.quantity.value):
                number = self.reports[report].number
                message = f"The text has “{clause.words}” recommendations; {number} makes {count}."
                yield self.remark(clause.quantity, DiscrepancyKind.VALUE, records, message, f"{count} recommendations")

    def _recommended(self, report: str) -> tuple[tuple[Record, ...], int | None]:
        """Return a report's recommendations and their number, or else a quote that states the number."""
        own = tuple(r for r in self.audit.recommendations if r.source_id == report)
        if own:
            return own, len(own)
        for quote in self.audit.quotes:
            for number in quantities_in(quote.text) if quote.attribution.published_in == report else ():
                if pattern("recommendations").match(quote.text, number.end + 1):
                    return (quote,), number.value
        return (), None

    def _against(
        self, clause: Clause, figure: Figure, kind: DiscrepancyKind, has: str, suggestion: str | None = None
    ) -> Remark:
        """Return a remark that contrasts the text with the source."""
        message = f"The text {has}; the source has: {self._cite(figure)}"
        return self.remark(clause.quantity, kind, (figure,), message, suggestion or str(figure))

    def _cite(self, figure: Figure) -> str:
        """Return what the source says, who said it and where, without the caveats."""
        caveats = " ".join(caveat.text for caveat in figure.caveats)
        return describe(figure, "long", audit=self.audit).removesuffix(caveats).strip()


def _unit(clause: Clause) -> Unit | None:
    """Return the unit of "one of eight": the noun inside or right after it, or else one that the text mentions."""
    units = {unit: pattern("units", unit) for unit in (Unit.FIELD_OFFICES, Unit.OFFICERS)}
    following = _ADJECTIVES.sub("", clause.after)
    for unit, words in units.items():
        if words.search(clause.words) or words.match(following):
            return unit
    if clause.sentence.has_field_offices:
        return Unit.FIELD_OFFICES
    return next((unit for unit, words in units.items() if words.search(clause.text)), None)
