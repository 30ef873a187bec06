"""
The site: complete, without dead links, and usable in a browser.

``pytest tests/site`` needs the extra ``docs``, and for the browser Chromium and its driver.
"""

import hashlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

import uc_audit
from test_docs import PAGES_WITH_PYTHON, python_in

# The first records and API entries stand in for the others.
MANY_ALIKE = "section.record ~ section.record ~ section.record, dl.py ~ dl.py ~ dl.py"
OVERFLOW = "return Math.max(...['html', '.content'].map(s => document.querySelector(s)).map(e => e.scrollWidth - e.clientWidth))"


class Page(HTMLParser):
    """The ids, the links and the text of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect ids and links, including those to images and styles."""
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in {"href", "src"} and tag != "script"]

    def handle_data(self, data: str) -> None:
        """Collect the text."""
        self.text += data


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    """All pages of the site."""
    return {file: Page(file) for file in sorted(site.glob("*.html"))}


@pytest.mark.filterwarnings("default")  # Other people's packages may warn.
@pytest.mark.parametrize("file", PAGES_WITH_PYTHON, ids=lambda file: file.name)
def test_python(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block of Python runs, including those that need dataframes, engines and other packages."""
    monkeypatch.chdir(tmp_path)
    for example in python_in(file).examples():
        example.evaluate()


def test_every_record_has_an_anchor(site: Path, pages: dict[Path, Page]) -> None:
    """The page of the audit has each record once, under its id, with what it says and the words that it cites."""
    page = pages[site / "audit.html"]
    text = " ".join(page.text.split())

    assert [record.id for record in uc_audit.load() if page.ids.count(record.id) != 1] == []
    for record in uc_audit.load():
        cited = [citation.exact or "" for citation in getattr(record, "citations", ())]
        words = [uc_audit.describe(record, "long"), *cited] if cited else []
        assert [each for each in words if " ".join(each.split()) not in text] == []


def test_links(pages: dict[Path, Page]) -> None:
    """Every internal link leads to a file of the site, and to the only element with that id."""
    dead = []
    for file, page in pages.items():
        for link in [link for link in page.links if not urlsplit(link).scheme]:
            target, anchor = urldefrag(urlsplit(link)._replace(query="").geturl())
            found = (file.parent / unquote(target)).resolve() if target else file
            if not found.is_file() or (anchor and found in pages and pages[found].ids.count(anchor) != 1):
                dead.append((file.name, link))

    assert dead == []


def test_downloads(site: Path) -> None:
    """The downloads are the package's files, with their checksums."""
    sums = (site / "data" / "SHA256SUMS").read_text(encoding="utf-8").split()

    assert (site / "data" / "audit.json").read_bytes() == uc_audit.data_file().read_bytes()
    assert [hashlib.sha256((site / "data" / name).read_bytes()).hexdigest() for name in sums[1::2]] == sums[::2]


def set_width(browser: Any, width: int) -> None:
    """Make the window as wide as on a phone or a desktop."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@pytest.mark.parametrize("width", [360, 1280])
def test_pages(browser: Any, pages: dict[Path, Page], address: str, width: int) -> None:
    """No page has a console error, loads anything from elsewhere, or scrolls sideways."""
    set_width(browser, width)
    for file in pages:
        browser.get(f"{address}/{file.name}")
        asked = browser.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
        assert browser.get_log("browser") == [], file.name
        assert [url for url in asked if not url.startswith((address, "data:"))] == [], file.name
        assert browser.execute_script(OVERFLOW) <= 0, file.name


@pytest.mark.parametrize("words", ["291,000", "291000"])
def test_search(browser: Any, address: str, words: str) -> None:
    """The search finds a number and leads to the figure to quote, where the page opens."""
    set_width(browser, 1280)
    browser.get(f"{address}/search.html?q={words}")
    browser.find_element("css selector", "#search-results ul.search li a").click()
    target = browser.find_element("css selector", "section:target")

    assert target.get_attribute("id") == "figure-notices-not-served-oig-24-46"
    assert -5 <= browser.execute_script("return arguments[0].getBoundingClientRect().top", target) <= 150


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1280, "light")])
def test_accessibility(browser: Any, pages: dict[Path, Page], address: str, axe: str, width: int, theme: str) -> None:
    """axe-core finds nothing serious or critical on any page."""
    set_width(browser, width)
    serious = []
    for file in pages:
        browser.get(f"{address}/{file.name}")
        browser.execute_script("document.body.dataset.theme = arguments[0]", theme)
        browser.execute_script("document.querySelectorAll(arguments[0]).forEach(each => each.remove())", MANY_ALIKE)
        browser.execute_script(axe)
        result = browser.execute_async_script("axe.run({resultTypes: ['violations']}).then(arguments[0])")
        violations = [found for found in result["violations"] if found["impact"] in {"serious", "critical"}]
        serious += [(file.name, found["id"], found["nodes"][0]["target"]) for found in violations]

    assert serious == []
