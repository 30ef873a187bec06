"""What of a document no record cites."""

from ..model import Audit, Source
from ..results import Sentence
from .documents import Sentences, plain_text
from .passages import citations_of, places_of, span_of


def coverage(audit: Audit, source_id: str, text: str) -> tuple[Sentence, ...]:
    """
    Find the sentences of a source that no record cites.

    A sentence is cited where the passage of a citation touches it. A line of its own, such as a headline, counts as a
    sentence.

    Args:
        audit: The audit.
        source_id: The id of the source.
        text: Its text; an HTML page is taken without its tags.

    Raises:
        UnknownRecordError: The audit has no source of the id.
        TypeError: The text is none.
    """
    sentences = Sentences(plain_text(text))
    cited: set[int] = set()
    for _, _, citation in citations_of(audit, audit.get(source_id, Source).id):
        start, end = span_of(citation)
        for place in places_of(citation, sentences.whole):
            first, last = sentences.number_at(place + start), sentences.number_at(place + end - 1)
            cited.update(range(first, last + 1))
    numbered = enumerate(sentences.texts, start=1)
    return tuple(Sentence(number=number, text=sentence) for number, sentence in numbered if number not in cited)
