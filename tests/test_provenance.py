"""Whether citations stand in the documents, and what the documents have that nobody cites."""

import itertools
import re
import textwrap
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import uc_audit
from source_texts import ARTICLE, FILES
from uc_audit import Audit, Citation, Figure, Mismatch, Source, cli
from uc_audit.provenance.documents import Sentences, plain_text
from uc_audit.provenance.passages import nearest_to, passage_of, places_of
from uc_audit.text import normalize

OFFICIAL = ["oig-24-46", "oig-25-21"]
HELD = [
    pytest.param(name, marks=pytest.mark.skipif(not path.is_file(), reason="the article is not part of the project"))
    for name, path in FILES.items()
]


def text_of(source_id: str) -> str:
    """Give the text of a source that is held."""
    return FILES[source_id].read_text(encoding="utf-8")


@pytest.fixture
def with_citation(audit: Audit) -> Callable[..., Audit]:
    """Make a small dataset in which a page of no known digest has one citation."""

    def make(**fields: Any) -> Audit:
        page = attrs.evolve(audit.get("article", Source), id="page", sha256=None)
        cited = (Citation(source_id="page", **fields),)
        bare: dict[str, Any] = {field.name: () for field in attrs.fields(Audit) if str(field.type).startswith("tuple")}
        return attrs.evolve(audit, **{**bare, "sources": (page,), "citations": cited})

    return make


@pytest.mark.parametrize("source_id", HELD)
def test_every_citation_stands(audit: Audit, source_id: str) -> None:
    """Every citation of the dataset stands where it says, and the text is the known one."""
    assert uc_audit.verify(audit, {source_id: text_of(source_id)}) == ()


@pytest.mark.parametrize("source_id", HELD)
def test_one_word_of_a_text(audit: Audit, source_id: str) -> None:
    """Whatever single word of a text is changed is found, and where it is cited so are the citations."""
    text = text_of(source_id)
    cited = [passage_of(c) for _, c in _citations(audit) if c.source_id == source_id and c.exact]
    for match in re.finditer(r"\w+", text):
        changed = f"{text[: match.start()]}zzz{text[match.end() :]}"
        found = uc_audit.verify(audit, {source_id: changed})
        whole = normalize(changed)
        assert found[0].reason == "another edition"
        assert (found[0].record_id, found[0].citation, found[0].path) == (None, None, "")
        assert len(found) - 1 == sum(passage not in whole for passage in cited)


@pytest.mark.parametrize("source_id", HELD)
def test_one_character_of_a_citation(audit: Audit, source_id: str) -> None:
    """Whatever character of a citation is changed, the citation is found: all of them, at every place."""
    text = text_of(source_id)
    for number, (path, citation) in enumerate(_citations(audit)):
        if citation.source_id != source_id or citation.exact is None:
            continue
        place = number * 7919 % len(citation.exact)
        for index in {place, 0, len(citation.exact) - 1}:
            if citation.exact[index].isspace():
                continue
            exact = f"{citation.exact[:index]}§{citation.exact[index + 1 :]}"
            changed = _replaced(audit, path, attrs.evolve(citation, exact=exact))
            (mismatch,) = uc_audit.verify(changed, {source_id: text})
            assert (mismatch.reason, mismatch.citation and mismatch.citation.exact) == ("not found", exact)


def _citations(audit: Audit) -> list[tuple[tuple[Any, ...], Citation]]:
    from uc_audit.model.walk import parts_of

    return list(parts_of(Citation, audit))


def _replaced(node: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Give a copy of a record in which the value at a path is another one."""
    if not path:
        return value
    first, *rest = path
    if isinstance(node, tuple):
        return (*node[:first], _replaced(node[first], tuple(rest), value), *node[first + 1 :])
    return attrs.evolve(node, **{first: _replaced(getattr(node, first), tuple(rest), value)})


@pytest.mark.parametrize("source_id", HELD)
def test_two_passages_of_a_text_swapped(audit: Audit, source_id: str) -> None:
    """Two cited passages that change places in the text are found."""
    text = normalize(text_of(source_id))
    passages = sorted(
        {passage_of(c) for _, c in _citations(audit) if c.source_id == source_id and c.exact}, key=text.index
    )
    for first, second in itertools.pairwise(passages):
        end = text.index(first) + len(first)
        if end < text.index(second):
            swapped = f"{text[: end - len(first)]}{second}{text[end : text.index(second)]}{first}{text[text.index(second) + len(second) :]}"
            assert uc_audit.verify(audit, {source_id: text}) == ()
            assert [m.reason for m in uc_audit.verify(audit, {source_id: swapped})][:1] == ["another edition"]


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article is not part of the project")
def test_two_citations_swapped(audit: Audit) -> None:
    """Two citations of the article that have each other's passages are found by their locators."""
    places = [(path, c) for path, c in _citations(audit) if c.source_id == "article"]
    for (path, first), (other, second) in itertools.pairwise(places):
        swapped = _replaced(
            audit, path, attrs.evolve(first, exact=second.exact, prefix=second.prefix, suffix=second.suffix)
        )
        swapped = _replaced(
            swapped, other, attrs.evolve(second, exact=first.exact, prefix=first.prefix, suffix=first.suffix)
        )
        if (first.locator or "")[:11] != (second.locator or "")[:11]:
            assert [m.reason for m in uc_audit.verify(swapped, {"article": text_of("article")})] == [
                "another sentence"
            ] * 2


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article is not part of the project")
def test_other_line_breaks(audit: Audit) -> None:
    """A text that is broken into other lines, or into none, is the same text: its citations stand."""
    text = text_of("article")
    for other in (
        textwrap.fill(text, 60),
        " ".join(text.split()),
        text.replace("\n", "\r\n"),
        "\n\n".join(text.split(". ")),
    ):
        found = uc_audit.verify(audit, {"article": other})
        assert [mismatch.reason for mismatch in found if mismatch.reason != "another edition"] == []


def test_an_ambiguous_citation(with_citation: Callable[..., Audit]) -> None:
    """A passage that stands twice is found, unless its surroundings tell which one it is."""
    text = "The audit ended. The audit began.\n"

    assert [m.reason for m in uc_audit.verify(with_citation(exact="The audit"), {"page": text})] == ["ambiguous"]
    assert uc_audit.verify(with_citation(exact="The audit", suffix=" began"), {"page": text}) == ()
    assert uc_audit.verify(with_citation(exact="The audit", prefix="ended. "), {"page": text}) == ()


def test_overlapping_places(with_citation: Callable[..., Audit]) -> None:
    """Places that overlap count, too."""
    assert [m.reason for m in uc_audit.verify(with_citation(exact="a b a"), {"page": "a b a b a"})] == ["ambiguous"]


@pytest.mark.parametrize(
    ("exact", "text", "stands"),
    [
        ("32,000 children", "more than 32,000 children", True),
        ("2,000 children", "more than 32,000 children", False),
        ("000 children", "more than 32,000 children", False),
        ("more than 32", "more than 32,000 children", False),
        ("more than 32,", "more than 32,000 children", False),
        ("more than 32", "more than 32, she said", True),
        ("12", "12.5 percent", False),
        ("5 percent", ".5 percent", False),
        ("121", "12½", False),
        ("x", "x̄y", False),
        ("5", "12.5 percent", False),
        (".5 percent", "12.5 percent", False),
        ("the child", "the children", False),
        ("children", "grandchildren", False),
        ("children", "the children", True),
        ("grand", "grand-children", False),
        ("children", "grand-children", False),
        ("ICE reported", "non-ICE reported", False),
        ("to 2023", "to 2023-24", False),
        ("to 2023", "to 2023–24", False),
        ("to 2023", "to 2023 – and", True),
        ("to 2023", "to 2023—and", True),
        ("0 costs", "$0 costs", False),
        ("32,000", "-32,000", True),
        ("costs $", "costs $0", False),
        ("multi", "multi-step", False),
        ("step", "step.", True),
        ("2024", "OIG-24-46, 2024.", True),
        ("“lose”", 'they "lose" them', True),
        ("they  lose\nthem", "they lose them", True),
        ("ﬁnd", "find", True),
        ("exam\u00adple", "example", True),
        ("Lose", "lose", False),
        ("naïve", "naive", False),
        ("they lose", "they do lose", False),
    ],
)
def test_what_is_forgiven(with_citation: Callable[..., Audit], exact: str, text: str, stands: bool) -> None:  # noqa: FBT001
    """Quotation marks, white space, ligatures and soft hyphens are; half a word, half a number, another word are not."""
    found = uc_audit.verify(with_citation(exact=exact), {"page": text})

    assert [mismatch.reason for mismatch in found] == ([] if stands else ["not found"])


def test_the_nearest_passage(with_citation: Callable[..., Audit]) -> None:
    """For a passage that is not found, the words of the text that are most like it are given, or none."""
    text = "Before it. ICE reported more than 32,001 UCs failed to appear. After it."

    (near,) = uc_audit.verify(with_citation(exact="more than 32,000 UCs failed"), {"page": text})
    (far,) = uc_audit.verify(with_citation(exact="nothing of this is there"), {"page": text})
    assert (near.nearest, far.nearest) == ("more than 32,001 UCs failed", None)
    (whole,) = uc_audit.verify(
        with_citation(exact="ICE reported more than 32,000 UCs failed to appear"), {"page": text}
    )
    assert whole.nearest == "ICE reported more than 32,001 UCs failed to appear."
    assert uc_audit.verify(with_citation(exact="words"), {"page": ""})[0].nearest is None


@given(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=30),
    st.lists(st.sampled_from("abcde"), min_size=1, max_size=6),
)
def test_the_nearest_passage_is_the_best(text: list[str], passage: list[str]) -> None:
    """No window of the text of the length of the passage has more words in common with it than the one that is given."""

    def common(window: list[str]) -> int:
        left = list(passage)
        return sum(word in left and not left.remove(word) for word in window)  # type: ignore[func-returns-value]

    windows = [text[max(end - len(passage), 0) : end] for end in range(1, len(text) + 1)]
    nearest = nearest_to(" ".join(passage), " ".join(text))
    best = max(map(common, windows))

    assert (nearest is None) == (best < len(passage) / 2)
    assert nearest is None or common(nearest.split()) == best


def test_steps_are_linear(audit: Audit) -> None:
    """A text that is twice as long takes about twice as many calls, not four times as many."""
    import cProfile
    import pstats

    def calls(times: int) -> int:
        profile = cProfile.Profile()
        text = text_of("oig-24-46") * times
        profile.runcall(uc_audit.verify, audit, {"oig-24-46": text.replace("ICE", "it")})
        return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]

    assert calls(40) < 3 * calls(20)


def test_other_sources_are_left_alone(audit: Audit) -> None:
    """Only the sources are looked at of which a text is given; of one without passages there is nothing to say."""
    assert uc_audit.verify(audit, {}) == ()
    assert uc_audit.verify(audit, {"politifact": "whatever"}) == ()


def test_mismatches_say_where(audit: Audit) -> None:
    """A mismatch names the record, the place in it, and the citation."""
    text = text_of("oig-24-46").replace("unscrupulous", "other").replace("32,000", "33,000")
    found = uc_audit.verify(audit, {"oig-24-46": text})
    by_path = {(mismatch.record_id, mismatch.path): mismatch for mismatch in found}

    assert found[0] == Mismatch(
        source_id="oig-24-46", record_id=None, path="", citation=None, reason="another edition", nearest=None
    )
    figure = audit.get("figure-failed-to-appear-oig-24-46", Figure)
    assert by_path[figure.id, "citations[0]"].citation == figure.citations[0]
    assert ("figure-failed-to-appear-article", "caveats[0].citations[1]") in by_path
    assert uc_audit.to_dict(found)[0]["reason"] == "another edition"


def test_a_citation_of_the_audit_itself(with_citation: Callable[..., Audit]) -> None:
    """A citation of the audit's own fields has no record, but a path."""
    (mismatch,) = uc_audit.verify(with_citation(exact="words"), {"page": "other"})

    assert (mismatch.record_id, mismatch.path, mismatch.source_id) == (None, "citations[0]", "page")


def test_unknown_sources_and_no_texts(audit: Audit) -> None:
    """An id that is no source's, and something that is no text, are errors."""
    with pytest.raises(uc_audit.UnknownRecordError, match="Did you mean 'oig-24-46'"):
        uc_audit.verify(audit, {"oig-24-64": ""})
    with pytest.raises(uc_audit.UnknownRecordError, match="'ice' is not of the class Source"):
        uc_audit.coverage(audit, "ice", "")
    with pytest.raises(TypeError, match="expected a text as str, not bytes"):
        uc_audit.verify(audit, {"article": b""})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match="expected a text as str, not None"):
        uc_audit.coverage(audit, "article", None)  # type: ignore[arg-type]


# HTML


PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Ein Titel: they lose them</title><style>p {{ color: red }}</style></head>
<body class="a"><!-- they lose them --><script>var a = "they lose them";</script>
<h1>A headline</h1><p>ICE &ldquo;<b>lo</b>ses&rdquo; 32,000&nbsp;children &amp; <i>more</i>.</p>{}<p>Second<br>line.
<noscript>they lose them</noscript><svg><text>they lose them</text></svg></body></html>"""


def test_html_is_read_without_tags(with_citation: Callable[..., Audit]) -> None:
    """Of a page the text that a reader sees is taken: without head, scripts and comments, with entities resolved."""
    text = plain_text(PAGE.format(""))

    assert Sentences(text).texts == ["A headline", 'ICE "loses" 32,000 children & more.', "Second", "line."]
    assert uc_audit.verify(with_citation(exact="ICE “loses” 32,000 children & more"), {"page": PAGE.format("")}) == ()
    assert [m.reason for m in uc_audit.verify(with_citation(exact="they lose them"), {"page": PAGE.format("")})] == [
        "not found"
    ]


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("<html><p>a", "a"),
        ("<html>un<wbr/>broken<br/>line", "unbroken line"),
        ("\ufeff\n <HTML><BODY>a</BODY></HTML>", "a"),
        ('<?xml version="1.0"?>\n<!-- x --><!doctype html><head><title>b</title><body>a', "a"),
        ("<html><head></head>a<script/>b", "a"),
        ("<html><script>if (a < b) {}</script>a &lt; b", "a < b"),
        ("a <b>word</b>", "a <b>word</b>"),
        ("<body>a<b>b</b>", "ab"),
        ("<html><head><title>x</title><h1>Hello", "Hello"),
        ("<html><head><meta charset=a><title>x</title></head><template>y</template>a", "a"),
        ("<html><template><noscript>a</template>b</noscript>c", "b c"),
        ("<html>a<![foo bar]>b", "ab"),
        ("<html>a<![if x]>b<![endif]>c", "abc"),
        ("<html><title>x<body>a", ""),
        ("<html><title>x <b</title>a<title>b <!-- c</title>d", "a d"),
        ("<html><template><body>a</template>b", "b"),
        ("<html><noscript>a<body>b", "b"),
        ('<html><p ="> a </p><p class="x">b', "a b"),
        ('<html><p a = "b>c" d=>e<p f=\'g>h\'>i<p / j>k', "e i k"),
        ("<html><script type=a/>b</script>c<svg/>d<svg>e<title>f</svg></title>g</svg>h", "c d h"),
        ("<html><iframe>a<p>b</iframe>c", "c"),
        ("<html>a<template>b<template>c</template>d</template>e", "a e"),
        ("<html>a<template>b", "a"),
        ("<html>a<!-- b", "a"),
        ("<html>a<!-->b<!--->c<!-- -- --!>d", "abcd"),
        ("<html>a<b", "a"),
        ("<html>a</b", "a"),
        ("<html>a</ b>c</>d</", "acd</"),
        ("<html>a<?b>c<!d>e<!", "ace"),
        ("<html>1 < 2 <3>", "1 < 2 <3>"),
        ("<html><p class='a>b' id=\"c>d\" x = e>f", "f"),
        ('<html><p class=a"b>c', "c"),
        ("<html><p class='a>b", ""),
        ("<html>a<script>b</scripts>c</SCRIPT x>d", "a d"),
        ("<html>a<style>b<!-- c", "a"),
        ("<html>a&amp;b &#8220;c&rdquo;", 'a&b "c"'),
        ("<P class=x>a<div>b", "a b"),
        ("<h1>a</h1>b", "a b"),
        ("<pre>a", "<pre>a"),
        ("<b>a</b>", "<b>a</b>"),
        ("1 < 2 <html>", "1 < 2 <html>"),
        ("<html-like> text", "<html-like> text"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_html(document: str, text: str) -> None:
    """Only what begins as a page is taken for one; a page that is not well-formed is read as far as it goes."""
    assert normalize(plain_text(document)) == text


@pytest.mark.parametrize("source_id", OFFICIAL)
def test_a_page_of_a_source(audit: Audit, source_id: str) -> None:
    """A page that has just the text of a source is verified as the text is."""
    import html

    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in text_of(source_id).splitlines())

    assert uc_audit.verify(audit, {source_id: f"<html><body>{paragraphs}</body></html>"}) == ()


# Coverage


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article is not part of the project")
def test_coverage_of_the_article(audit: Audit) -> None:
    """All of the article is cited, but for the sentences that the documentation lists with a reason."""
    from test_dataset import _left_out

    assert [s.number for s in uc_audit.coverage(audit, "article", text_of("article"))] == sorted(_left_out())


def test_coverage(with_citation: Callable[..., Audit]) -> None:
    """A sentence is cited where a passage touches it, also where one runs over into the next; its surroundings do not count."""
    text = "A headline\nOne is here. Two is there. Three follows. U.S. officers are four.\n"

    def uncited(**fields: Any) -> list[int]:
        return [sentence.number for sentence in uc_audit.coverage(with_citation(**fields), "page", text)]

    assert uncited(exact="nothing") == [1, 2, 3, 4, 5]
    assert uncited(exact="Two is there.") == [1, 2, 4, 5]
    assert uncited(exact="there. Three") == [1, 2, 5]
    assert uncited(exact="Three", prefix="there. ", suffix=" follows. U.S.") == [1, 2, 3, 5]
    assert uncited(exact="A headline One") == [3, 4, 5]
    assert uncited(exact="A headline") == [2, 3, 4, 5]
    assert uncited(exact="St. Louis", prefix="In ") == [1, 2, 3, 4, 5]
    assert Sentences("In St. Louis it was. In the U.S. It ended.").texts == [
        "In St. Louis it was.",
        "In the U.S. It ended.",
    ]
    assert uncited(exact=None) == [1, 2, 3, 4, 5]
    assert uc_audit.coverage(with_citation(exact="here. A"), "page", "One is here. A second one.") == ()
    assert [s.text for s in uc_audit.coverage(with_citation(exact="One is here"), "page", text)] == [
        "A headline", "Two is there.", "Three follows.", "U.S. officers are four.",
    ]  # fmt: skip


@given(st.text("aA. \n\"!?'é", max_size=60))
def test_sentences_are_the_text(text: str) -> None:
    """Put together again, the sentences are the normalized text, and each place is in the sentence that is there."""
    sentences = Sentences(text)

    assert sentences.whole == normalize(text)
    for place, _ in enumerate(sentences.whole):
        number = sentences.number_at(place)
        start = sum(len(part) + 1 for part in sentences.texts[: number - 1])
        assert start <= place <= start + len(sentences.texts[number - 1])


@given(st.text("ab1, ", min_size=1, max_size=4), st.text("ab1,. ", max_size=30))
def test_places(passage: str, text: str) -> None:
    """A passage is found at each of the first two places where it stands and no letter or digit goes on beyond it."""
    passage, text = normalize(passage), normalize(text)
    found = places_of(Citation(source_id="page", exact=passage), text) if passage else []
    free = []
    for place in range(len(text)) if passage else ():
        before, after = text[:place], text[place + len(passage) :]
        edges = ((before, f"{passage}{after}"), (f"{before}{passage}", after))
        if text.startswith(passage, place) and not any(_torn(*edge) for edge in edges):
            free.append(place)

    assert found == free[:2]


def _torn(before: str, after: str) -> bool:
    """Whether there is one word, or one number, on both sides of an edge."""
    if before[-1:].isalnum() and after[:1].isalnum():
        return True
    if before[-1:] == "." and after[:1].isdigit():
        return True
    beyond = before[-1:].isdigit() and after[:1] in {",", "."} and after[1:2].isdigit()
    behind = before[-2:-1].isdigit() and before[-1:] == "," and after[:1].isdigit()
    return beyond or behind


@pytest.mark.parametrize("exact", ["\u00ad", "\u00ad \u00ad"])
def test_a_passage_of_nothing(with_citation: Callable[..., Audit], exact: str) -> None:
    """A passage of which nothing is left is found nowhere, and cites nothing."""
    for prefix in (None, "One "):
        audit = with_citation(exact=exact, prefix=prefix)
        assert [m.reason for m in uc_audit.verify(audit, {"page": "One thing."})] == ["not found"]
        assert [s.number for s in uc_audit.coverage(audit, "page", "One thing.")] == [1]


def test_the_sentence_of_a_passage(with_citation: Callable[..., Audit]) -> None:
    """The sentence is that in which the exact words begin, at the place where they stand as whole words."""
    import hashlib

    def reasons(text: str, **fields: Any) -> list[str]:
        audit = with_citation(**fields)
        (page,) = audit.sources
        known = attrs.evolve(page, sha256=hashlib.sha256(normalize(text).encode()).hexdigest())
        fitting = Citation(source_id="page", exact=normalize(text).split()[0], locator="sentence 1")
        later = attrs.evolve(audit, sources=(known,), citations=(*audit.citations, fitting, fitting))
        return [mismatch.reason for mismatch in uc_audit.verify(later, {"page": text})]

    numbers = "He saw 32,000 children. Then 2,000 children left."
    assert reasons(numbers, exact="2,000 children", locator="sentence 2") == []
    assert reasons(numbers, exact="2,000 children", locator="sentence 1") == ["another sentence"]
    audits = "An audit ended. The audit began. Nobody came."
    assert reasons(audits, exact="The audit", prefix="ended. ", locator="sentence 2; inferred") == []
    assert reasons(audits, exact="The audit", prefix="ended. ", locator="sentence 1") == ["another sentence"]
    assert reasons(audits, exact="Nobody", locator="in sentence 2") == []
    assert reasons(audits, exact="Nobody", locator="sentence 0") == ["another sentence"]
    assert reasons(audits, exact="Nobody", locator=f"sentence {'9' * 5000}") == []


def test_an_old_id_of_a_source(audit: Audit) -> None:
    """A source that was renamed is verified by its old id as by its new one."""
    retired = (uc_audit.RetiredId(id="alert", successor_id="oig-24-46", reason="shorter"),)
    later = attrs.evolve(audit, retired_ids=retired)
    text = text_of("oig-24-46").replace("32,000", "32,001")
    with pytest.warns(DeprecationWarning, match="'alert' is 'oig-24-46' now"):
        assert uc_audit.verify(later, {"alert": text}) == uc_audit.verify(later, {"oig-24-46": text})
    with pytest.warns(DeprecationWarning, match="'alert' is 'oig-24-46' now"):
        assert uc_audit.coverage(later, "alert", text) == uc_audit.coverage(later, "oig-24-46", text)


HOSTILE: dict[str, Callable[[int], str]] = {
    "comments": lambda n: "<!-- -->" * n + "x",
    "comments and a page": lambda n: "<!-- -->" * n + "<p>x",
    "halves of numbers": lambda n: "1," * n + "1",
    "elements that are not closed": lambda n: "<p>" + "<svg>" * n + "</template>" * n,
    "a long line": lambda n: "a. B" * n,
    "white space": lambda n: " " * n,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_end(with_citation: Callable[..., Audit], kind: str) -> None:
    """Fifty thousand of whatever there is are gone through; what takes a power of that would never end."""
    text = HOSTILE[kind](50_000)
    audit = with_citation(exact="1," * 50 + "1")

    assert uc_audit.verify(audit, {"page": text})
    assert isinstance(uc_audit.coverage(audit, "page", text), tuple)


# The command line


def test_in_the_terminal(audit: Audit, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """``verify`` prints what stands and what nobody cites, and exits with 1 where a citation does not stand."""
    path = tmp_path / "alert = text.txt"
    path.write_text(text_of("oig-24-46"), encoding="utf-8")

    assert cli.main(["verify", f"oig-24-46={path}"]) == 0
    count = sum(c.source_id == "oig-24-46" and c.exact is not None for _, c in _citations(audit))
    assert capsys.readouterr().out == (
        f"oig-24-46: {count} citations, and each stands where it should.\n\n"
        "oig-24-46: 2 of its sentences are cited by no record:\n\n   7  1\n   9  2\n"
    )
    path.write_text(text_of("oig-24-46").replace("32,000", "32,001"), encoding="utf-8")
    assert cli.main(["verify", f"oig-24-46={path}", f"oig-25-21={FILES['oig-25-21']}"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "oig-24-46: the text is another edition than the one that the dataset was made from." in out
    assert f"of {count} citations do not stand in the text as they should: * " in out
    assert "citations[0]: not found cited “" in out
    assert "nearest “" in out
    assert "oig-25-21: " in out
    path.write_text(text_of("oig-24-46").replace("ICE reported", "It is false that ICE reported"), encoding="utf-8")
    assert cli.main(["verify", f"oig-24-46={path}"]) == 1
    assert f"oig-24-46: its {count} citations stand in it all the same; what else it says may differ." in " ".join(
        capsys.readouterr().out.split()
    )
    assert cli.main(["verify", f"associated-press={path}"]) == 1
    assert capsys.readouterr().out == (
        "associated-press: no citation of it has a passage, so there is nothing to check.\n"
    )
    with pytest.raises(SystemExit):
        cli.main(["verify", f"oig-24-46={path}", f"oig-24-46={path}"])
    assert "argument SOURCE=FILE: 'oig-24-46' is given more than once" in capsys.readouterr().err


def test_every_sentence_is_cited(
    with_citation: Callable[..., Audit], tmp_path: Any, monkeypatch: Any, capsys: Any
) -> None:
    """Where all is cited, that is said; so is a citation that stands twice, with its locator."""
    path = tmp_path / "page.txt"
    path.write_text("\ufeffOne thing.", encoding="utf-8")
    monkeypatch.setattr(cli.commands, "load", lambda: with_citation(exact="One thing.", locator="line 1"))

    assert cli.main(["verify", f"page={path}"]) == 0
    assert (
        capsys.readouterr().out
        == "page: 1 citation, and each stands where it should.\n\npage: every sentence is cited by some record.\n"
    )
    path.write_text("One thing. One thing.", encoding="utf-8")
    assert cli.main(["verify", f"page={path}"]) == 1
    assert (
        "* the audit, citations[0]: ambiguous\n    cited    “One thing.”, line 1\n    nearest  “One thing.”\n"
        in capsys.readouterr().out
    )
    path.write_text("Words.", encoding="utf-8")
    assert cli.main(["verify", f"page={path}"]) == 1
    assert (
        "* the audit, citations[0]: not found\n    cited    “One thing.”, line 1\n\npage: 1 of"
        in capsys.readouterr().out
    )


def test_several_sources(audit: Audit, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Each source that is named has its say, also behind one of which there is nothing to check."""
    path = tmp_path / "text"
    path.write_text("Words.", encoding="utf-8")

    assert cli.main(["verify", f"politifact={path}", f"oig-24-46={FILES['oig-24-46']}"]) == 1
    assert capsys.readouterr().out.startswith(
        "politifact: no citation of it has a passage, so there is nothing to check.\n\noig-24-46: "
    )
    assert audit


def test_what_does_not_stand_is_laid_out(
    with_citation: Callable[..., Audit], tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """What is wrong with a citation hangs below its first word; where it has no locator, none is printed."""
    path = tmp_path / "page.txt"
    audit = with_citation(exact="One thing.")
    monkeypatch.setattr(cli.commands, "load", lambda: attrs.evolve(audit, citations=audit.citations * 2))
    monkeypatch.setenv("COLUMNS", "30")

    path.write_text("One thing.", encoding="utf-8")
    assert cli.main(["verify", f"page={path}"]) == 0
    assert capsys.readouterr().out.startswith("page: 2 citations, and each\nstands where it should.\n")
    path.write_text("Words.", encoding="utf-8")
    assert cli.main(["verify", f"page={path}"]) == 1
    assert "\n* the audit, citations[0]: not\n  found\n    cited    “One thing.”\n\n* the" in capsys.readouterr().out


@pytest.mark.parametrize("argument", ["oig-24-46", "oig-24-64=x", "=x", "ice=x"])
def test_wrong_usage(argument: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An argument that does not name a source and a file is wrong usage, with the nearest source."""
    with pytest.raises(SystemExit) as caught:
        cli.main(["verify", argument])

    assert caught.value.code == 2
    err = capsys.readouterr().err
    assert f"argument SOURCE=FILE: {argument!r} does not begin with the id of a source" in err
    assert ("did you mean oig-24-46?" in err) == argument.startswith("oig-24")


def test_files_that_cannot_be_read(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there, or not in UTF-8, is one line of complaint and exit code 2."""
    path = tmp_path / "latin"
    path.write_bytes("é".encode("latin-1"))

    assert cli.main(["verify", f"article={tmp_path / 'none'}"]) == 2
    assert "No such file" in capsys.readouterr().err
    assert cli.main(["verify", f"article={path}"]) == 2
    assert capsys.readouterr().err == f"uc-audit: {str(path)!r} is not UTF-8\n"
