"""
The DHS inspector general's alert on unaccompanied migrant children (OIG-24-46) as typed, cited, immutable records.

``uc_audit.load()`` gives the audit. Names are imported on first use, so ``import uc_audit`` costs next to nothing.
"""

TYPE_CHECKING = False  # The typing module would nearly double the time of this import; type checkers know the name.

if TYPE_CHECKING:
    from .changes import diff
    from .charts import chart
    from .dataset import data_file, load, loads, read, schema
    from .errors import (
        CorruptDatasetError,
        CriterionValueError,
        DatasetError,
        DatasetWarning,
        FolderNotEmptyError,
        InvalidRecordError,
        MissingExtraError,
        Problem,
        SchemaVersionError,
        ShareError,
        UcAuditError,
        UnknownCriterionError,
        UnknownRecordError,
        WithdrawnRecordError,
    )
    from .figures import describe, share
    from .formats.arrow import to_arrow, write_parquet
    from .formats.bibtex import to_bibtex
    from .formats.csl import to_csl
    from .formats.csv import to_csv
    from .formats.datapackage import write_datapackage
    from .formats.html import to_html
    from .formats.json import from_json, to_json
    from .formats.jsonl import from_jsonl, to_jsonl
    from .formats.jsonld import to_jsonld
    from .formats.markdown import to_markdown
    from .formats.plain import from_dict, to_dict
    from .model import (
        Attribution,
        Audit,
        Caveat,
        Citation,
        Comparator,
        Discrepancy,
        DiscrepancyKind,
        Element,
        Figure,
        Finding,
        Organization,
        Period,
        Person,
        Position,
        Quote,
        Recommendation,
        Record,
        Resolution,
        Response,
        ResponseKind,
        RetiredId,
        Rights,
        Source,
        SourceKind,
        Status,
        Tier,
        Topic,
        Unit,
    )
    from .provenance import cite, coverage, verify
    from .query import compare, search, select, timeline
    from .results import Change, Comparison, Event, Hit, Mismatch, Sentence, Share

    __version__: str

_MODULES = {
    "changes": "diff",
    "charts": "chart",
    "dataset": "data_file load loads read schema",
    "errors": "CorruptDatasetError CriterionValueError DatasetError DatasetWarning FolderNotEmptyError "
    "InvalidRecordError MissingExtraError Problem SchemaVersionError ShareError UcAuditError "
    "UnknownCriterionError UnknownRecordError WithdrawnRecordError",
    "figures": "describe share",
    "formats.arrow": "to_arrow write_parquet",
    "formats.bibtex": "to_bibtex",
    "formats.csl": "to_csl",
    "formats.csv": "to_csv",
    "formats.datapackage": "write_datapackage",
    "formats.html": "to_html",
    "formats.json": "from_json to_json",
    "formats.jsonl": "from_jsonl to_jsonl",
    "formats.jsonld": "to_jsonld",
    "formats.markdown": "to_markdown",
    "formats.plain": "from_dict to_dict",
    "model": "Attribution Audit Caveat Citation Comparator Discrepancy DiscrepancyKind Element Figure Finding "
    "Organization Period Person Position Quote Recommendation Record Resolution Response ResponseKind RetiredId "
    "Rights Source SourceKind Status Tier Topic Unit",
    "provenance": "cite coverage verify",
    "query": "compare search select timeline",
    "results": "Change Comparison Event Hit Mismatch Sentence Share",
}

__all__ = [
    "Attribution",
    "Audit",
    "Caveat",
    "Change",
    "Citation",
    "Comparator",
    "Comparison",
    "CorruptDatasetError",
    "CriterionValueError",
    "DatasetError",
    "DatasetWarning",
    "Discrepancy",
    "DiscrepancyKind",
    "Element",
    "Event",
    "Figure",
    "Finding",
    "FolderNotEmptyError",
    "Hit",
    "InvalidRecordError",
    "Mismatch",
    "MissingExtraError",
    "Organization",
    "Period",
    "Person",
    "Position",
    "Problem",
    "Quote",
    "Recommendation",
    "Record",
    "Resolution",
    "Response",
    "ResponseKind",
    "RetiredId",
    "Rights",
    "SchemaVersionError",
    "Sentence",
    "Share",
    "ShareError",
    "Source",
    "SourceKind",
    "Status",
    "Tier",
    "Topic",
    "UcAuditError",
    "Unit",
    "UnknownCriterionError",
    "UnknownRecordError",
    "WithdrawnRecordError",
    "chart",
    "cite",
    "compare",
    "coverage",
    "data_file",
    "describe",
    "diff",
    "from_dict",
    "from_json",
    "from_jsonl",
    "load",
    "loads",
    "read",
    "schema",
    "search",
    "select",
    "share",
    "timeline",
    "to_arrow",
    "to_bibtex",
    "to_csl",
    "to_csv",
    "to_dict",
    "to_html",
    "to_json",
    "to_jsonl",
    "to_jsonld",
    "to_markdown",
    "verify",
    "write_datapackage",
    "write_parquet",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name == "__version__":
            from importlib.metadata import PackageNotFoundError, version

            try:
                value = version("uc-audit")
            except PackageNotFoundError:  # From a zip file, for example.
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
