"""Whether the citations of an audit stand in the documents."""

import hashlib
import re
from collections.abc import Iterator, Mapping

from ..model import Audit, Citation, Source
from ..results import Mismatch, Reason
from ..text import normalize
from .documents import Sentences, plain_text
from .passages import citations_of, nearest_to, passage_of, places_of, span_of


def verify(audit: Audit, texts: Mapping[str, str]) -> tuple[Mismatch, ...]:
    """
    Find the citations that do not stand in the texts of their sources.

    The passage of a citation, with its prefix and suffix, has to stand exactly once in the text, as whole words and
    numbers. Both are normalized before: NFKC, straight quotation marks, single spaces, no soft hyphens; nothing else is
    forgiven. A text that begins as an HTML page is taken without its tags. Where the text is the one that the dataset
    was made from, by its digest and its lines, a locator such as ``sentence 5`` has to be right as well; where it is
    not, by its digest, one mismatch more says that it is another edition.

    Args:
        audit: The audit.
        texts: The texts, by the ids of their sources.

    Returns:
        The mismatches, source by source in the order given; nothing where every citation stands.

    Raises:
        UnknownRecordError: The audit has no source of an id.
        TypeError: A text is none.
    """
    return tuple(mismatch for source_id, text in texts.items() for mismatch in _mismatches(audit, source_id, text))


def _mismatches(audit: Audit, source_id: str, document: str) -> Iterator[Mismatch]:
    source = audit.get(source_id, Source)
    plain = plain_text(document)
    text = normalize(plain)
    known = source.sha256 is not None and hashlib.sha256(text.encode(errors="replace")).hexdigest() == source.sha256
    sentences = _numbered(audit, source.id, plain) if known else None
    if source.sha256 is not None and not known:
        yield Mismatch(
            source_id=source.id, record_id=None, path="", citation=None, reason="another edition", nearest=None
        )
    for record_id, path, citation in citations_of(audit, source.id):
        reason, nearest = _judged(citation, text, sentences)
        if reason:
            yield Mismatch(
                source_id=source.id, record_id=record_id, path=path, citation=citation, reason=reason, nearest=nearest
            )


def _numbered(audit: Audit, source_id: str, plain: str) -> Sentences | None:
    """Number the sentences, unless the text is broken into other lines: then most locators would name another one."""
    sentences = Sentences(plain)
    fits = [
        _stands_in_its_sentence(citation, place, sentences)
        for _, _, citation in citations_of(audit, source_id)
        for place in places_of(citation, sentences.whole)
    ]
    return sentences if 2 * sum(fits) > len(fits) else None


def _judged(citation: Citation, text: str, sentences: Sentences | None) -> tuple[Reason | None, str | None]:
    """Say what is wrong with a citation, and give the nearest passage; nothing where it stands."""
    passage = passage_of(citation)
    places = places_of(citation, text)
    if not places:
        return "not found", nearest_to(passage, text)
    if len(places) > 1:
        return "ambiguous", passage
    if sentences is not None and not _stands_in_its_sentence(citation, places[0], sentences):
        return "another sentence", passage
    return None, None


def _stands_in_its_sentence(citation: Citation, place: int, sentences: Sentences) -> bool:
    """Whether a citation whose passage is at a place begins in the sentence that its locator names, if it names one."""
    number = re.match(r"sentence (\d{1,9})(?!\d)", citation.locator or "")
    return number is None or sentences.number_at(place + span_of(citation)[0]) == int(number[1])
