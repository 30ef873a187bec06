"""The records: everything in the dataset that has an id, but for figures."""

from collections.abc import Iterator
from typing import Annotated

import attrs

from ..errors import Problem
from .checks import Checked
from .rules import (
    NOT_EMPTY,
    FigureId,
    Ordinal,
    OrganizationId,
    PartyId,
    QuoteId,
    RecommendationId,
    RecordId,
    Sha256,
    Slug,
    SourceId,
    Url,
)
from .values import Citations, Period
from .vocabulary import (
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
)
from .wording import shorten

MOST_INSERTIONS = 1000
"""A quote has no more insertions: each is looked for in its text, which takes time where both are very long."""


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Record(Checked):
    """
    What all records have in common.

    Attributes:
        id: A slug, unique in the whole dataset and never used again for something else.
    """

    id: Slug

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id!r})"

    def _repr_html_(self) -> str:
        from ..formats.html import to_html

        return to_html(self)


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Source(Record):
    """
    A document (terms of CSL).

    Attributes:
        kind: Its type.
        title: Its title; in square brackets where the project supplies one.
        publisher: Who published it, or none where that is not known.
        number: The report number, or none.
        issued: When it was published, as exactly as is known, or none.
        url: Where it was published, or none.
        rights: Whether its text may be copied.
        tier: Primary for the auditors' own documents, secondary for what others wrote.
        sha256: SHA-256 of the normalized text that citations are checked against, or none where no text is held.
    """

    kind: SourceKind
    title: str
    publisher: str | None = None
    number: str | None = None
    issued: Period | None = None
    url: Url | None = None
    rights: Rights
    tier: Tier
    sha256: Sha256 | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Organization(Record):
    """
    An organization that the sources name.

    Attributes:
        name: Its full name.
        abbreviation: How the sources abbreviate it, or none.
        parent_id: The organization that it is a part of, or none.
    """

    name: str
    abbreviation: str | None = None
    parent_id: OrganizationId | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Person(Record):
    """
    A person that the sources name.

    Attributes:
        name: The full name.
        role: The office held at the time.
        organization_id: Where.
        citations: Where the name and role stand.
    """

    name: str
    role: str
    organization_id: OrganizationId
    citations: Citations


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Finding(Record):
    """
    One thing that was found, or that a source says was found (an element of a finding, Yellow Book).

    Attributes:
        title: A few words.
        statement: What was found and according to whom, in the project's own words.
        element: Condition (what is), criteria (what should be), cause (why) or effect (what follows).
        when: When it was so, or none where the sources do not say.
        topics: What it is about.
        organization_ids: Whom it is about.
        figure_ids: The figures that give its number, in this source or another.
        quote_ids: The quotes that state it.
        recommendation_ids: The recommendations that answer it, where a source connects them.
        citations: Where it stands.
    """

    title: str
    statement: str
    element: Element
    when: Period | None = None
    topics: tuple[Topic, ...] = ()
    organization_ids: tuple[OrganizationId, ...] = ()
    figure_ids: tuple[FigureId, ...] = ()
    quote_ids: tuple[QuoteId, ...] = ()
    recommendation_ids: tuple[RecommendationId, ...] = ()
    citations: Citations


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Quote(Record):
    """
    Words that somebody said or wrote.

    Attributes:
        text: The words, verbatim as printed, without the quotation marks.
        insertions: Passages inside the text that are not the speaker's.
        is_fragment: Whether the text is less than a whole sentence of the speaker's.
        speaker_id: The organization or person whose words they are.
        document_id: The source that the words come from, or none where that is not stated.
        topics: What they are about.
        citations: Where they were read.
    """

    text: str
    insertions: tuple[str, ...] = ()
    is_fragment: bool
    speaker_id: PartyId
    document_id: SourceId | None = None
    topics: tuple[Topic, ...] = ()
    citations: Citations

    def _insertions(self) -> Iterator[Problem]:
        if len(self.insertions) > MOST_INSERTIONS:
            yield Problem("insertions", f"{len(self.insertions)} passages", f"at most {MOST_INSERTIONS}")
            return
        for index, insertion in enumerate(self.insertions):
            if insertion not in self.text:
                yield Problem(f"insertions[{index}]", shorten(insertion), "a passage of the quoted text")

    _conflicts = (_insertions,)


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Response(Record):
    """
    What the audited organization answered or did (views of responsible officials, Yellow Book).

    Attributes:
        organization_id: Who responded.
        kind: In which form.
        position: Whether it concurs with what is recommended.
        statement: What it answered or did and according to whom, in the project's own words.
        when: When, or none where the sources do not say.
        recommendation_ids: The recommendations that it answers, where a source connects them.
        quote_ids: The quotes that state it, in the respondent's words or in those of who reports it.
        citations: Where it stands.
    """

    organization_id: OrganizationId
    kind: ResponseKind
    position: Position
    statement: str
    when: Period | None = None
    recommendation_ids: tuple[RecommendationId, ...] = ()
    quote_ids: tuple[QuoteId, ...] = ()
    citations: Citations


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Recommendation(Record):
    """
    What the auditors asked for.

    Attributes:
        number: Its number in the report, from 1.
        text: The recommendation, verbatim.
        addressee_id: The organization or person that it is addressed to.
        status: Whether the auditors consider it finished.
        resolution: Whether auditors and auditee agree on what is to be done.
        source_id: The report.
        citations: Where it stands.
    """

    number: Ordinal
    text: str
    addressee_id: PartyId
    status: Status
    resolution: Resolution
    source_id: SourceId
    citations: Citations


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Discrepancy(Record):
    """
    Records that do not say the same.

    Attributes:
        kind: In what they differ.
        record_ids: The records that differ.
        statement: What each says, in the project's own words; not which is right.
        citations: Where the differing passages stand.
    """

    kind: DiscrepancyKind
    record_ids: Annotated[tuple[RecordId, ...], NOT_EMPTY]
    statement: str
    citations: Citations
