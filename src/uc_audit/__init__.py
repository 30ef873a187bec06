"""
The DHS inspector general's alert on unaccompanied migrant children (OIG-24-46) as typed, cited, immutable records.

``uc_audit.load()`` returns the dataset, and ``uc_audit.check(text)`` finds misquotes of it. Each public name is
imported on first use.
"""

TYPE_CHECKING = False  # Importing typing would nearly double this import's time.

# fmt: off
if TYPE_CHECKING:
    from .audit import Audit
    from .charts import chart
    from .checking import Remark, check
    from .comparing import Change, Comparison, Event, compare, diff, timeline
    from .dataset import load, loads, read, schema
    from .errors import (
        CorruptDatasetError, CriterionError, DatasetError, MissingExtraError, Problem, SchemaVersionError, ShareError,
        UcAuditError, UnknownRecordError,
    )
    from .filtering import select
    from .formats.arrow import to_arrow
    from .formats.csv import to_csv
    from .formats.datapackage import write_datapackage
    from .formats.html import to_html
    from .formats.jsonl import from_jsonl, to_jsonl
    from .formats.jsonld import to_jsonld
    from .formats.markdown import to_markdown
    from .provenance import Mismatch, verify
    from .reading import configure_converter, from_dict
    from .records import (
        Discrepancy, Figure, Finding, Measure, Organization, Person, Quote, Recommendation, Record, Response, Source,
    )
    from .references import cite, to_bibtex, to_csl
    from .resources import data_file
    from .searching import Hit, search
    from .serialization import to_dict, to_json
    from .values import Attribution, Caveat, Citation, PartOf, Period
    from .vocabulary import (
        Comparator, DiscrepancyKind, Element, Position, Resolution, ResponseKind, Rights, Severity, SourceKind, Status,
        Tier, Topic, Unit,
    )
    from .wording import Share, describe, share

    __version__: str

_MODULES = {
    "audit": "Audit",
    "charts": "chart",
    "checking": "Remark check",
    "comparing": "Change Comparison Event compare diff timeline",
    "dataset": "load loads read schema",
    "errors": "CorruptDatasetError CriterionError DatasetError MissingExtraError Problem SchemaVersionError "
    "ShareError UcAuditError UnknownRecordError",
    "filtering": "select",
    "formats.arrow": "to_arrow",
    "formats.csv": "to_csv",
    "formats.datapackage": "write_datapackage",
    "formats.html": "to_html",
    "formats.jsonl": "from_jsonl to_jsonl",
    "formats.jsonld": "to_jsonld",
    "formats.markdown": "to_markdown",
    "provenance": "Mismatch verify",
    "reading": "configure_converter from_dict",
    "records": "Discrepancy Figure Finding Measure Organization Person Quote Recommendation Record Response "
    "Source",
    "references": "cite to_bibtex to_csl",
    "resources": "data_file",
    "searching": "Hit search",
    "serialization": "to_dict to_json",
    "values": "Attribution Caveat Citation PartOf Period",
    "vocabulary": "Comparator DiscrepancyKind Element Position Resolution ResponseKind Rights Severity "
    "SourceKind Status Tier Topic Unit",
    "wording": "Share describe share",
}

__all__ = [
    "Attribution", "Audit", "Caveat", "Change", "Citation", "Comparator", "Comparison", "CorruptDatasetError",
    "CriterionError", "DatasetError", "Discrepancy", "DiscrepancyKind", "Element", "Event", "Figure", "Finding", "Hit",
    "Measure", "Mismatch", "MissingExtraError", "Organization", "PartOf", "Period", "Person", "Position", "Problem",
    "Quote", "Recommendation", "Record", "Remark", "Resolution", "Response", "ResponseKind", "Rights",
    "SchemaVersionError", "Severity", "Share", "ShareError", "Source", "SourceKind", "Status", "Tier", "Topic",
    "UcAuditError", "Unit", "UnknownRecordError", "chart", "check", "cite", "compare", "configure_converter",
    "data_file", "describe", "diff", "from_dict", "from_jsonl", "load", "loads", "read", "schema", "search", "select",
    "share", "timeline", "to_arrow", "to_bibtex", "to_csl", "to_csv", "to_dict", "to_html", "to_json", "to_jsonl",
    "to_jsonld", "to_markdown", "verify", "write_datapackage",
]
# fmt: on

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name == "__version__":
            from importlib.metadata import PackageNotFoundError, version

            try:
                value = version("uc-audit")
            except PackageNotFoundError:  # For example, when run from a zip file.
                value = "unknown"
        else:
            module = next((module for module, names in _MODULES.items() if name in names.split()), None)
            if module is None:
                raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
            from importlib import import_module

            value = getattr(import_module(f".{module}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
