"""The closed lists of terms that records are made of."""

from enum import StrEnum


class Topic(StrEnum):
    """What a record is about."""

    TRANSFER = "transfer"
    MONITORING = "monitoring"
    COURT_HEARING = "court-hearing"
    NOTICE_TO_APPEAR = "notice-to-appear"
    ADDRESS = "address"
    SAFETY = "safety"
    INFORMATION_SHARING = "information-sharing"
    AUTOMATION = "automation"
    RESOURCES = "resources"
    GUIDANCE = "guidance"
    AUDIT_WORK = "audit-work"


class Element(StrEnum):
    """The element of a finding, as the Yellow Book (GAGAS) names them."""

    CONDITION = "condition"
    CRITERIA = "criteria"
    CAUSE = "cause"
    EFFECT = "effect"


class Comparator(StrEnum):
    """How a stated number relates to the true one, in the manner of a FHIR Quantity."""

    EXACTLY = "="
    MORE_THAN = ">"
    AT_LEAST = ">="
    LESS_THAN = "<"
    AT_MOST = "<="
    ABOUT = "~"


class Unit(StrEnum):
    """What a figure counts, or the currency it is in."""

    CHILDREN = "children"
    ADDRESSES = "addresses"
    OFFICERS = "officers"
    OFFICIALS = "officials"
    INDIVIDUALS = "individuals"
    FIELD_OFFICES = "field offices"
    RECOMMENDATIONS = "recommendations"
    PAGES = "pages"
    US_DOLLARS = "US dollars"


class ResponseKind(StrEnum):
    """In which form the audited organization answered."""

    WRITTEN_RESPONSE = "written-response"
    CORRECTIVE_ACTION = "corrective-action"
    DECLINED_TO_COMMENT = "declined-to-comment"


class Position(StrEnum):
    """Whether the audited organization agrees, as the Yellow Book's reports put it."""

    CONCUR = "concur"
    PARTIALLY_CONCUR = "partially-concur"
    NON_CONCUR = "non-concur"
    NOT_STATED = "not-stated"


class Status(StrEnum):
    """Whether the auditors consider a recommendation finished."""

    OPEN = "open"
    CLOSED = "closed"


class Resolution(StrEnum):
    """Whether auditors and auditee agree on what is to be done."""

    RESOLVED = "resolved"
    UNRESOLVED = "unresolved"
    NOT_STATED = "not-stated"


class DiscrepancyKind(StrEnum):
    """In what two or more records differ."""

    VALUE = "value"
    COMPARATOR = "comparator"
    PERIOD = "period"
    AS_OF = "as-of"
    WORDING = "wording"
    ATTRIBUTION = "attribution"


class SourceKind(StrEnum):
    """The type of a document, in the terms of CSL."""

    REPORT = "report"
    NEWSPAPER_ARTICLE = "article-newspaper"
    WEBPAGE = "webpage"


class Tier(StrEnum):
    """Whether a document is the auditors' own or speaks about it."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class Rights(StrEnum):
    """Whether a document's text may be copied."""

    PUBLIC_DOMAIN = "public-domain"
    IN_COPYRIGHT = "in-copyright"
