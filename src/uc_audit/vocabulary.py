"""The closed lists of terms that records use."""

from enum import StrEnum


class Topic(StrEnum):
    """What a record is about."""

    TRANSFER = "transfer"
    """The transfer of children from ICE to HHS."""
    MONITORING = "monitoring"
    """Knowing where the children are and how they are."""
    COURT_HEARING = "court-hearing"
    """Immigration court hearings, and failures to appear for them."""
    NOTICE_TO_APPEAR = "notice-to-appear"
    """Notices to Appear, which begin removal proceedings."""
    ADDRESS = "address"
    """The addresses to which children were released."""
    SAFETY = "safety"
    """Trafficking, exploitation, forced labor and other dangers."""
    INFORMATION_SHARING = "information-sharing"
    """What agencies tell each other."""
    AUTOMATION = "automation"
    """Manual and automated processes."""
    RESOURCES = "resources"
    """Staff, funding and oversight."""
    GUIDANCE = "guidance"
    """Law, policy and guidance."""
    AUDIT_WORK = "audit-work"
    """The audit itself: its objective, scope and interviews."""


class Element(StrEnum):
    """An element of a finding, in the terms of government auditing standards (the Yellow Book)."""

    CONDITION = "condition"
    """What is."""
    CRITERIA = "criteria"
    """What should be: a law, a policy, guidance."""
    CAUSE = "cause"
    """Why the two differ."""
    EFFECT = "effect"
    """What follows from the difference."""


class Comparator(StrEnum):
    """How a stated number relates to the true one."""

    EXACTLY = "exactly"
    """The number itself, as a report's table prints it."""
    MORE_THAN = "more than"
    """Above the number; by how much is not stated."""
    AT_LEAST = "at least"
    """The number or more."""
    FEWER_THAN = "fewer than"
    """Below the number; by how much is not stated."""
    AT_MOST = "at most"
    """The number or fewer."""
    ABOUT = "about"
    """Near the number; on which side is not stated."""


class Unit(StrEnum):
    """What a measure counts."""

    CHILDREN = "children"
    """Children."""
    ADDRESSES = "addresses"
    """Addresses to which children were released."""
    OFFICERS = "officers"
    """ICE officers."""
    OFFICIALS = "officials"
    """Officials whom the auditors interviewed."""
    INDIVIDUALS = "individuals"
    """People whom the auditors met."""
    FIELD_OFFICES = "field offices"
    """ICE field offices."""
    RECOMMENDATIONS = "recommendations"
    """The auditors' recommendations."""


class ResponseKind(StrEnum):
    """The form in which an organization responded."""

    WRITTEN_RESPONSE = "written response"
    """It answered in writing."""
    CORRECTIVE_ACTION = "corrective action"
    """It took action."""
    DECLINED_TO_COMMENT = "declined to comment"
    """It was asked and gave no answer."""


class Position(StrEnum):
    """Whether the audited organization agrees, in the terms of government auditing standards."""

    CONCUR = "concur"
    """It agrees."""
    PARTIALLY_CONCUR = "partially concur"
    """It agrees in part."""
    NON_CONCUR = "non-concur"
    """It disagrees."""
    NOT_STATED = "not stated"
    """The source does not say."""


class Status(StrEnum):
    """Whether the auditors consider a recommendation finished."""

    OPEN = "open"
    """It is not finished."""
    CLOSED = "closed"
    """It is finished."""


class Resolution(StrEnum):
    """Whether the auditors and the audited organization agree on what to do."""

    RESOLVED = "resolved"
    """They agree."""
    UNRESOLVED = "unresolved"
    """They do not agree."""
    NOT_STATED = "not stated"
    """The source does not say."""


class DiscrepancyKind(StrEnum):
    """How two records differ, or how a text differs from the records."""

    QUALIFIER = "qualifier"
    """The same number with a different qualifier, or without one."""
    WORDING = "wording"
    """The same thing or number, described differently."""
    PERIOD = "period"
    """A different time."""
    UNDATED = "undated"
    """No time, or years without "fiscal", where the other states a time."""
    VALUE = "value"
    """A different number for the same thing."""
    SUM = "sum"
    """A sum of figures that no report adds up."""
    ATTRIBUTION = "attribution"
    """Credited to somebody else."""
    QUOTATION = "quotation"
    """Words in quotation marks that are nearly, but not quite, the words on record."""
    LATER = "later"
    """A later count of the same thing."""
    UNRECORDED = "unrecorded"
    """A number that is in no record."""


class SourceKind(StrEnum):
    """The type of a document."""

    REPORT = "report"
    """A report by the inspector general."""
    WEB_PAGE = "web page"
    """A web page other than a news article."""
    NEWS_ARTICLE = "news article"
    """An article by a news organization."""
    FACT_CHECK = "fact check"
    """An article that checks a claim."""


class Tier(StrEnum):
    """Whether a document is the auditors' own or is about one of theirs."""

    PRIMARY = "primary"
    """The auditors' own document, or the government's page for it."""
    SECONDARY = "secondary"
    """What others wrote."""


class Rights(StrEnum):
    """Whether the text of a document may be copied."""

    PUBLIC_DOMAIN = "public domain"
    """It may be copied."""
    IN_COPYRIGHT = "in copyright"
    """Only short passages may be quoted."""


class Severity(StrEnum):
    """How serious a remark is."""

    NOTE = "note"
    """Something worth knowing."""
    WARNING = "warning"
    """A qualifier that the source does not use."""
    ERROR = "error"
    """Something that the source does not say."""
