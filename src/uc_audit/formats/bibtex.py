"""BibTeX."""

import re

from ..model import Audit, SourceKind
from ..output import PathLike, written
from ..provenance.references import Citable, Reference, date_parts, references_to, safe_address

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ESCAPES = {
    **{character: f"\\{character}" for character in "&%$#_"},
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even behind a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def to_bibtex(records: Citable, path: PathLike | None = None, *, audit: Audit | None = None) -> str:
    """
    Write sources as BibTeX entries, in UTF-8: reports as ``@techreport``, all else as ``@misc``.

    Args:
        records: An audit, for the dataset itself and all its sources; a source; any other record, for the sources that
            it cites; or several records. Each source is there once.
        path: A file that the text is written to as well, or none.
        audit: The audit that the records are of; the bundled one where none is given. Sources need none.

    Raises:
        UnknownRecordError: The audit does not have a record.
        TypeError: Something else than records is given.
        OSError: The file cannot be written.
    """
    return written("\n".join(_entry(reference) for reference in references_to(records, audit)), path)


def _entry(reference: Reference) -> str:
    is_report = reference.type == SourceKind.REPORT
    note = f"Version {reference.version}" if reference.version else None
    if reference.type == SourceKind.NEWSPAPER_ARTICLE:
        note = "Newspaper article"
    fields = {
        "author": _kept(reference.author),
        "title": _kept(reference.title),
        "institution" if is_report else "howpublished": _texed(reference.publisher),
        "number": _texed(reference.number),
        "note": _texed(note),
        "url": reference.url and f"{{{safe_address(reference.url)}}}",
        **_dates(reference),
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
    return f"@{'techreport' if is_report else 'misc'}{{{reference.id},\n{lines}}}\n"


def _dates(reference: Reference) -> dict[str, str]:
    if reference.issued is None:
        return {}
    first = date_parts(reference.issued)[0]
    names = dict(zip(("year", "month", "day"), first, strict=False))
    return {name: _MONTHS[part - 1] if name == "month" else f"{{{part}}}" for name, part in names.items()}


def _texed(text: str | None) -> str | None:
    if text is None:
        return None
    words = re.sub(r"[\x00-\x20\x7f]+", " ", text).split()
    return "{" + "".join(_ESCAPES.get(character, character) for character in " ".join(words)) + "}"


def _kept(text: str | None) -> str | None:
    """Keep a text as it is: neither its capitals are changed, nor is it taken apart at an "and"."""
    texed = _texed(text)
    return None if texed is None else f"{{{texed}}}"
