"""The built site: complete, with no dead link, and readable without JavaScript."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from sphinx.util.inventory import InventoryFile

import uc_audit

LINKS = Path(__file__).parent / "external_links.txt"


class Page(HTMLParser):
    """The ids, the links and the text of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and what is linked, pictures among it."""
        given = dict(attrs)
        self.ids += [value for value in [given.get("id")] if value]
        self.links += [value for name in ("href", "src", "data") if (value := given.get(name)) and tag != "script"]

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.texts.append(data)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    """All pages of the site."""
    return {file: Page(file) for file in sorted(site.glob("*.html"))}


def test_every_public_name_is_there(site: Path) -> None:
    """The reference has every public name, as what it is imported by."""
    with (site / "objects.inv").open("rb") as file:
        inventory: Any = InventoryFile.load(file, "", lambda _, path: path)
    names = {name for kind in ("py:function", "py:class", "py:exception") for name in inventory.get(kind, {})}

    assert names >= {f"uc_audit.{name}" for name in uc_audit.__all__}
    assert {f"uc_audit.Figure.{name}" for name in ("value", "lower", "citations")} <= set(
        inventory["py:attribute"]
    ) | set(inventory["py:property"])


def test_every_record_is_an_element(site: Path, pages: dict[Path, Page]) -> None:
    """Each record has its id as the id of one element, with what it says in the text, without JavaScript."""
    page = pages[site / "audit.html"]
    text = " ".join(" ".join(page.texts).split())

    for record in uc_audit.load().records:
        assert page.ids.count(record.id) == 1, record.id
    for figure in uc_audit.load().figures:
        assert uc_audit.describe(figure) in text
    for quote in uc_audit.load().quotes:
        assert " ".join(quote.text.split()) in text


def test_every_field_is_there(site: Path) -> None:
    """The element of each record has all that stands in its fields: texts, times, terms, caveats, passages, locators."""
    html = (site / "audit.html").read_text(encoding="utf-8")
    for record in uc_audit.load().records:
        part = html.split(f'id="{record.id}"')[1].split('class="record"')[0]
        text = " ".join(re.sub("<[^>]+>", "", unescape(part.replace("&quot;", '"'))).split())
        links = re.findall('href="#([^"]+)"', part)
        for path, value in leaves_of(uc_audit.to_dict(record)):
            if path[-1] in ("comparator", "value", "denominator", "start", "end"):
                continue  # In words: test_every_record_is_an_element.
            said = {True: "yes", False: "no"}[value] if isinstance(value, bool) else " ".join(str(value).split())
            assert said in text or said in links, f"{record.id}: {path}"


def leaves_of(value: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Go through what stands in a document, each with its keys."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves_of(item, *path, key)
    elif isinstance(value, list):
        for item in value:
            yield from leaves_of(item, *path)
    elif value is not None:
        yield path, value


def test_the_schema_is_complete(site: Path, pages: dict[Path, Page]) -> None:
    """Every object of the schema has its section, and every key its row."""
    page = pages[site / "schema.html"]
    for name, shape in uc_audit.schema()["$defs"].items():
        assert f"schema-{name}" in page.ids
        assert set(shape.get("properties", {})) <= set(page.texts), name
    cells = re.findall("<td>(.*?)</td>", (site / "schema.html").read_text(encoding="utf-8"), re.DOTALL)
    assert [cell for cell in cells if not re.sub("<[^>]+>", "", cell).strip()] == []
    assert "integer from 0 to 9007199254740991" in " ".join(page.texts)


def test_no_id_is_there_twice(pages: dict[Path, Page]) -> None:
    """Every id of a page is that of one element."""
    for file, page in pages.items():
        assert sorted(set(page.ids)) == sorted(page.ids), file.name


def test_links_inside(site: Path, pages: dict[Path, Page]) -> None:
    """Every link inside the site leads to a file, and to an element of it."""
    for file, page in pages.items():
        for link in page.links:
            if urlsplit(link).scheme:
                continue
            target, anchor = urldefrag(urlsplit(link)._replace(query="").geturl())
            found = (file.parent / unquote(target)).resolve() if target else file
            found = found / "index.html" if found.is_dir() else found
            assert found.is_file(), f"{file.name}: {link}"
            if anchor and found in pages:
                assert unquote(anchor) in pages[found].ids, f"{file.name}: {link}"
            assert found.is_relative_to(site), f"{file.name}: {link}"


def test_links_to_the_outside(pages: dict[Path, Page]) -> None:
    """What the site links to elsewhere is listed, for people to look at; nothing is fetched."""
    links = {link for page in pages.values() for link in page.links if urlsplit(link).scheme in ("http", "https")}

    assert sorted(links) == LINKS.read_text(encoding="utf-8").split()
