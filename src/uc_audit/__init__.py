"""
The DHS inspector general's alert on unaccompanied migrant children (OIG-24-46) as typed, cited, immutable records.

``uc_audit.load()`` gives the audit. Names are imported on first use, so ``import uc_audit`` costs next to nothing.
"""

TYPE_CHECKING = False  # The typing module would nearly double the time of this import; type checkers know the name.

if TYPE_CHECKING:
    from .codec import from_dict, from_json, to_dict, to_json
    from .dataset import data_file, load, loads, read, schema
    from .errors import (
        CorruptDatasetError,
        DatasetError,
        DatasetWarning,
        InvalidRecordError,
        Problem,
        SchemaVersionError,
        UcAuditError,
        UnknownRecordError,
    )
    from .figures import describe
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

    __version__: str

_MODULES = {
    "codec": "from_dict from_json to_dict to_json",
    "dataset": "data_file load loads read schema",
    "errors": "CorruptDatasetError DatasetError DatasetWarning InvalidRecordError Problem SchemaVersionError "
    "UcAuditError UnknownRecordError",
    "figures": "describe",
    "model": "Attribution Audit Caveat Citation Comparator Discrepancy DiscrepancyKind Element Figure Finding "
    "Organization Period Person Position Quote Recommendation Record Resolution Response ResponseKind RetiredId "
    "Rights Source SourceKind Status Tier Topic Unit",
}

__all__ = [
    "Attribution",
    "Audit",
    "Caveat",
    "Citation",
    "Comparator",
    "CorruptDatasetError",
    "DatasetError",
    "DatasetWarning",
    "Discrepancy",
    "DiscrepancyKind",
    "Element",
    "Figure",
    "Finding",
    "InvalidRecordError",
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
    "Source",
    "SourceKind",
    "Status",
    "Tier",
    "Topic",
    "UcAuditError",
    "Unit",
    "UnknownRecordError",
    "__version__",
    "data_file",
    "describe",
    "from_dict",
    "from_json",
    "load",
    "loads",
    "read",
    "schema",
    "to_dict",
    "to_json",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name == "__version__":
            from importlib.metadata import version

            value = version("uc-audit")
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
