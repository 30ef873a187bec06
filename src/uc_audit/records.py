"""The records: everything in a dataset that has an id."""

import attrs
from attrs.validators import optional

from .errors import InvalidValueError, Problem, excerpt
from .values import (
    ATTRIBUTION,
    CITATIONS,
    MAX_INTEGER,
    MEASURE,
    PARTY,
    SLUG,
    SOURCE,
    TEXT,
    URL,
    Attribution,
    Caveat,
    Citation,
    OfClass,
    PartOf,
    Period,
    PydanticType,
    TupleOf,
    WholeNumber,
)
from .vocabulary import (
    Comparator,
    DiscrepancyKind,
    Element,
    Position,
    Resolution,
    ResponseKind,
    Rights,
    SourceKind,
    Status,
    Tier,
    Topic,
    Unit,
)

MAX_INSERTIONS = 100
"""Each insertion is searched for in the quote, which takes long if a hostile document has many."""

_ORGANIZATION = {"refers_to": ("organizations",)}
_FIGURE = {"refers_to": ("figures",)}
_QUOTE = {"refers_to": ("quotes",)}
_RECOMMENDATION = {"refers_to": ("recommendations",)}
_RECORD = {"refers_to": ("records",)}

_PERIOD = optional(OfClass(Period))
_TOPICS = TupleOf(OfClass(Topic))
_IDS = TupleOf(SLUG)


@attrs.frozen(kw_only=True, repr=False)
class Record(PydanticType):
    """The base class of all records."""

    id: str = attrs.field(validator=SLUG)
    """A slug, unique in the dataset and never reused for another record."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id!r})"

    def __format__(self, specification: str) -> str:
        return format(str(self), specification)

    def _repr_html_(self) -> str:
        from html import escape  # Only notebooks need it.

        title = getattr(self, "title", None) or ""
        rows = {type(self).__name__: str(self), "title": "" if title in str(self) else title, "id": self.id}
        cells = "".join(f"<tr><th>{name}</th><td>{escape(text)}</td></tr>" for name, text in rows.items() if text)
        return f"<table>{cells}</table>"


@attrs.frozen(kw_only=True, repr=False)
class Source(Record):
    """A document."""

    kind: SourceKind = attrs.field(validator=OfClass(SourceKind))
    """Its type."""
    title: str | None = attrs.field(default=None, validator=optional(TEXT))
    """Its title, if known."""
    publisher: str | None = attrs.field(default=None, validator=optional(TEXT))
    """Who published it, if known."""
    number: str | None = attrs.field(default=None, validator=optional(TEXT))
    """Its report number, if it has one."""
    issued: Period | None = attrs.field(default=None, validator=_PERIOD)
    """When it was published, as exactly as known."""
    url: str | None = attrs.field(default=None, validator=optional(URL))
    """Its address."""
    rights: Rights = attrs.field(validator=OfClass(Rights))
    """Whether its text may be copied."""
    tier: Tier = attrs.field(validator=OfClass(Tier))
    """Whether it is the auditors' own document or is about one of theirs."""
    note: str | None = attrs.field(default=None, validator=optional(TEXT))
    """What a reader needs to know about it."""

    def __str__(self) -> str:
        parts = (self.publisher, self.title, self.number, self.issued and self.issued.label)
        return ", ".join(part for part in parts if part) or self.url or self.id


@attrs.frozen(kw_only=True, repr=False)
class Organization(Record):
    """An organization that the sources name."""

    name: str = attrs.field(validator=TEXT)
    """Its full name."""
    abbreviation: str | None = attrs.field(default=None, validator=optional(TEXT))
    """How the sources abbreviate it."""
    parent_id: str | None = attrs.field(default=None, validator=optional(SLUG), metadata=_ORGANIZATION)
    """The organization that it is part of."""

    def __str__(self) -> str:
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name


@attrs.frozen(kw_only=True, repr=False)
class Person(Record):
    """A person whom the sources name."""

    name: str = attrs.field(validator=TEXT)
    """The full name."""
    role: str = attrs.field(validator=TEXT)
    """The office held at the time."""
    organization_id: str = attrs.field(validator=SLUG, metadata=_ORGANIZATION)
    """The organization in which the office was held."""
    citations: tuple[Citation, ...] = attrs.field(validator=CITATIONS)
    """Where the name and the role appear."""

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


@attrs.frozen(kw_only=True, repr=False)
class Measure(Record):
    """What is counted, no matter who counts it. Its id is a slug without a prefix, such as ``notices-not-served``."""

    title: str = attrs.field(validator=TEXT)
    """What is counted, in a few words."""
    definition: str = attrs.field(validator=TEXT)
    """What is counted, in a sentence."""
    preferred_id: str | None = attrs.field(default=None, validator=optional(SLUG), metadata=_FIGURE)
    """The figure to quote; absent where no report states one."""
    aliases: tuple[str, ...] = attrs.field(default=(), validator=TupleOf(TEXT))
    """Words and abbreviations that people may search for instead."""

    def __str__(self) -> str:
        return self.title


@attrs.frozen(kw_only=True, repr=False)
class Figure(Record):
    """One number, as one source states it."""

    measure_id: str = attrs.field(validator=SLUG, metadata=MEASURE)
    """What is counted; figures that count the same thing in different sources share it."""
    value: int = attrs.field(validator=WholeNumber(0))
    """The number as printed."""
    comparator: Comparator | None = attrs.field(default=None, validator=optional(OfClass(Comparator)))
    """How the number relates to the true one; absent where the source prints it without a qualifier."""
    unit: Unit = attrs.field(validator=OfClass(Unit))
    """What is counted."""
    denominator: int | None = attrs.field(default=None, validator=optional(WholeNumber(1)))
    """The number that it is out of, where the source prints both (1 of 8)."""
    population: str = attrs.field(validator=TEXT)
    """Who or what is counted, in the source's words: ``unaccompanied migrant children (UCs)``."""
    predicate: str = attrs.field(validator=TEXT)
    """What the source says about the population: ``were transferred by ICE to HHS``."""
    part_of: PartOf | None = attrs.field(default=None, validator=optional(OfClass(PartOf)))
    """The measure of which the number counts a part, where a source says so."""
    as_stated: str | None = attrs.field(default=None, validator=optional(TEXT))
    """The number in the source's own words, with its qualifier."""
    period: Period | None = attrs.field(default=None, validator=_PERIOD)
    """When the counted events happened."""
    as_of: Period | None = attrs.field(default=None, validator=_PERIOD)
    """The as-of date of the count."""
    topics: tuple[Topic, ...] = attrs.field(default=(), validator=_TOPICS)
    """What it is about."""
    caveats: tuple[Caveat, ...] = attrs.field(default=(), validator=TupleOf(OfClass(Caveat)))
    """What a reader needs to know."""
    attribution: Attribution = attrs.field(validator=ATTRIBUTION)
    """Who said it, in which document, and who retells it."""
    citations: tuple[Citation, ...] = attrs.field(validator=CITATIONS)
    """The words that state it."""

    def __attrs_post_init__(self) -> None:
        minimum = self.value + (self.comparator is Comparator.MORE_THAN)
        problems = []
        if self.comparator is Comparator.FEWER_THAN and self.value == 0:
            problems.append(Problem("comparator", "'fewer than'", "another comparator, because no count is below 0"))
        if minimum > MAX_INTEGER:
            problems.append(Problem("value", str(self.value), f"at most {MAX_INTEGER - 1} with 'more than'"))
        if self.denominator is not None and self.denominator < minimum:
            problems.append(Problem("denominator", str(self.denominator), f"at least {minimum}"))
        if self.part_of is not None and self.part_of.measure_id == self.measure_id:
            expected = "a measure other than the figure's own"
            problems.append(Problem("part_of.measure_id", excerpt(self.measure_id), expected))
        if problems:
            raise InvalidValueError(*problems)

    @property
    def lower(self) -> int | None:
        """The lowest whole number that fits; ``None`` if that side is open or the number has no qualifier."""
        if self.comparator in (Comparator.EXACTLY, Comparator.AT_LEAST):
            return self.value
        return self.value + 1 if self.comparator is Comparator.MORE_THAN else None

    @property
    def upper(self) -> int | None:
        """The highest whole number that fits; ``None`` if that side is open or the number has no qualifier."""
        if self.comparator in (Comparator.EXACTLY, Comparator.AT_MOST):
            return self.value
        return self.value - 1 if self.comparator is Comparator.FEWER_THAN else None

    def __str__(self) -> str:
        parts = [f"{number_with_qualifier(self)} {self.population} {self.predicate}"]
        parts += [self.period.label] if self.period else []
        parts += [f"as of {self.as_of.label}"] if self.as_of else []
        return ", ".join(parts)


def number_with_qualifier(figure: Figure) -> str:
    """Return the number with its qualifier: ``more than 32,000``, ``448,820`` if exact, ``1 of 8``."""
    qualifier = "" if figure.comparator in (None, Comparator.EXACTLY) else f"{figure.comparator} "
    return f"{qualifier}{figure.value:,}" + (f" of {figure.denominator:,}" if figure.denominator else "")


@attrs.frozen(kw_only=True, repr=False)
class Finding(Record):
    """One thing that was found, or that a source says was found (in the Yellow Book, an element of a finding)."""

    title: str = attrs.field(validator=TEXT)
    """What was found, in one line."""
    statement: str = attrs.field(validator=TEXT)
    """What was found, in this project's words; the attribution says who said so."""
    element: Element = attrs.field(validator=OfClass(Element))
    """Condition (what is), criteria (what should be), cause (why) or effect (what follows)."""
    period: Period | None = attrs.field(default=None, validator=_PERIOD)
    """When it was true, where a source says so."""
    topics: tuple[Topic, ...] = attrs.field(default=(), validator=_TOPICS)
    """What it is about."""
    organization_ids: tuple[str, ...] = attrs.field(default=(), validator=_IDS, metadata=_ORGANIZATION)
    """The organizations it is about."""
    figure_ids: tuple[str, ...] = attrs.field(default=(), validator=_IDS, metadata=_FIGURE)
    """The figures that give its number."""
    quote_ids: tuple[str, ...] = attrs.field(default=(), validator=_IDS, metadata=_QUOTE)
    """The quotes that state it."""
    recommendation_ids: tuple[str, ...] = attrs.field(default=(), validator=_IDS, metadata=_RECOMMENDATION)
    """The recommendations that address it, judging by their wording."""
    attribution: Attribution = attrs.field(validator=ATTRIBUTION)
    """Who said it, in which document, and who retells it."""
    citations: tuple[Citation, ...] = attrs.field(validator=CITATIONS)
    """The words that state it."""

    def __str__(self) -> str:
        return self.statement


@attrs.frozen(kw_only=True, repr=False)
class Quote(Record):
    """Words that somebody said or wrote."""

    text: str = attrs.field(validator=TEXT)
    """The words as printed, without quotation marks."""
    insertions: tuple[str, ...] = attrs.field(default=(), validator=TupleOf(TEXT))
    """The passages inside the text that are not the speaker's."""
    is_fragment: bool = attrs.field(validator=OfClass(bool))
    """Whether the text is less than a whole sentence."""
    topics: tuple[Topic, ...] = attrs.field(default=(), validator=_TOPICS)
    """What they are about."""
    attribution: Attribution = attrs.field(validator=ATTRIBUTION)
    """Who said them, in which document, and who retells them."""
    citations: tuple[Citation, ...] = attrs.field(validator=CITATIONS)
    """Where the words were read."""

    def __attrs_post_init__(self) -> None:
        problems = [
            Problem(f"insertions[{index}]", excerpt(insertion), "a passage of the quoted text")
            for index, insertion in enumerate(self.insertions[:MAX_INSERTIONS])
            if insertion not in self.text
        ]
        if len(self.insertions) > MAX_INSERTIONS:
            problems = [Problem("insertions", f"{len(self.insertions)} passages", f"at most {MAX_INSERTIONS}")]
        if problems:
            raise InvalidValueError(*problems)

    def __str__(self) -> str:
        return f"“{self.text}”"


@attrs.frozen(kw_only=True, repr=False)
class Response(Record):
    """What the audited organization answered or did (in the Yellow Book, views of responsible officials)."""

    organization_id: str = attrs.field(validator=SLUG, metadata=_ORGANIZATION)
    """The organization that responded."""
    kind: ResponseKind = attrs.field(validator=OfClass(ResponseKind))
    """The form of the response."""
    position: Position = attrs.field(validator=OfClass(Position))
    """Whether it agrees with the recommendations."""
    title: str = attrs.field(validator=TEXT)
    """What it answered or did, in one line."""
    statement: str = attrs.field(validator=TEXT)
    """What it answered or did, in this project's words; the attribution says who said so."""
    issued: Period | None = attrs.field(default=None, validator=_PERIOD)
    """When it responded, where a source says so."""
    recommendation_ids: tuple[str, ...] = attrs.field(default=(), validator=_IDS, metadata=_RECOMMENDATION)
    """The recommendations that it responds to, judging by their wording."""
    quote_ids: tuple[str, ...] = attrs.field(default=(), validator=_IDS, metadata=_QUOTE)
    """The quotes that state it."""
    attribution: Attribution = attrs.field(validator=ATTRIBUTION)
    """Who said it, in which document, and who retells it."""
    citations: tuple[Citation, ...] = attrs.field(validator=CITATIONS)
    """The words that state it."""

    def __str__(self) -> str:
        return self.statement


@attrs.frozen(kw_only=True, repr=False)
class Recommendation(Record):
    """What the auditors asked for."""

    number: int = attrs.field(validator=WholeNumber(1))
    """Its number in the report."""
    text: str = attrs.field(validator=TEXT)
    """Its words."""
    addressee_id: str = attrs.field(validator=SLUG, metadata=PARTY)
    """The person or organization that it is addressed to."""
    status: Status = attrs.field(validator=OfClass(Status))
    """Whether the auditors consider it finished."""
    resolution: Resolution = attrs.field(validator=OfClass(Resolution))
    """Whether the auditors and the audited organization agree on what to do."""
    as_of: Period | None = attrs.field(default=None, validator=_PERIOD)
    """The date of the status and the resolution, where a source states it."""
    source_id: str = attrs.field(validator=SLUG, metadata=SOURCE)
    """The report that makes it."""
    citations: tuple[Citation, ...] = attrs.field(validator=CITATIONS)
    """Where it was read."""

    def __str__(self) -> str:
        return self.text


@attrs.frozen(kw_only=True, repr=False)
class Discrepancy(Record):
    """A difference between records."""

    kind: DiscrepancyKind = attrs.field(validator=OfClass(DiscrepancyKind))
    """How they differ."""
    title: str = attrs.field(validator=TEXT)
    """How they differ, in one line."""
    record_ids: tuple[str, ...] = attrs.field(validator=TupleOf(SLUG, min_length=1), metadata=_RECORD)
    """The records that differ, the report's first."""
    statement: str = attrs.field(validator=TEXT)
    """What each says, in this project's words, but not which is right."""
    citations: tuple[Citation, ...] = attrs.field(validator=CITATIONS)
    """The words that differ."""

    def __str__(self) -> str:
        return self.statement
