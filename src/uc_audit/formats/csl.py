"""CSL-JSON, for reference managers and citation processors."""

from typing import Any

from ..model import Audit, SourceKind
from ..provenance.references import Citable, Reference, date_parts, references_to


def to_csl(records: Citable, *, audit: Audit | None = None) -> list[dict[str, Any]]:
    """
    Give sources as items of CSL-JSON.

    Args:
        records: An audit, for the dataset itself and all its sources; a source; any other record, for the sources that
            it cites; or several records. Each source is there once.
        audit: The audit that the records are of; the bundled one where none is given. Sources need none.

    Raises:
        UnknownRecordError: The audit does not have a record.
        TypeError: Something else than records is given.
    """
    return [_item(reference) for reference in references_to(records, audit)]


def _item(reference: Reference) -> dict[str, Any]:
    # Where an article or a page stands is its container, also where that is all that is known of the publisher.
    container = reference.publisher if reference.type in (SourceKind.NEWSPAPER_ARTICLE, SourceKind.WEBPAGE) else None
    item = {
        "id": reference.id,
        "type": reference.type,
        "title": reference.title,
        "author": [{"literal": reference.author}] if reference.author else None,
        "container-title": container,
        "publisher": None if container else reference.publisher,
        "number": reference.number,
        "version": reference.version,
        "issued": {"date-parts": date_parts(reference.issued)} if reference.issued else None,
        "URL": reference.url,
    }
    return {name: value for name, value in item.items() if value is not None}
