"""The site in a real browser: nothing breaks, everything can be found, reached and read by everybody."""

import json
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait as wait_for  # noqa: N813 (It reads so.)

SIZES = (360, 1280)
THEMES = ("light", "dark")
RECORD = "figure-failed-to-appear-oig-24-46"


def set_size(browser: Any, width: int, height: int = 900) -> None:
    """Let the window be as wide as that of a telephone or of a desktop."""
    given = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", given)


def open_page(browser: Any, address: str) -> None:
    """Open a page in the light."""
    browser.get(address)
    choose(browser, "light")


def choose(browser: Any, theme: str) -> None:
    """Choose a theme, as the button of the page does."""
    browser.execute_script(
        "localStorage.setItem('theme', arguments[0]); document.body.dataset.theme = arguments[0]", theme
    )


def press(browser: Any, key: str) -> None:
    """Press a key, wherever the keyboard is."""
    webdriver.ActionChains(browser).send_keys(key).perform()


def names_of(site: Path) -> list[str]:
    """Name the pages of the site."""
    return sorted(file.name for file in site.glob("*.html"))


def test_no_errors(browser: Any, site: Path, address: str) -> None:
    """No page has an error in the console, or asks for anything that is not there, or elsewhere."""
    set_size(browser, 1280)
    for name in names_of(site):
        open_page(browser, f"{address}/{name}")
        asked = browser.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
        assert browser.get_log("browser") == [], name
        assert [url for url in asked if not url.startswith((address, "data:"))] == [], name


def test_search(browser: Any, address: str) -> None:
    """The search finds a notice to appear, in the audit among others, and leads there."""
    open_page(browser, f"{address}/index.html")
    box = browser.find_element(By.CSS_SELECTOR, "input.sidebar-search")
    box.send_keys("notice to appear", webdriver.Keys.ENTER)
    found = "#search-results ul.search li a"
    wait_for(browser, 60).until(
        lambda b: any("audit.html" in a.get_attribute("href") for a in b.find_elements(By.CSS_SELECTOR, found))
    )
    next(a for a in browser.find_elements(By.CSS_SELECTOR, found) if "audit.html" in a.get_attribute("href")).click()

    assert "notice to appear" in browser.find_element(By.TAG_NAME, "article").text.lower()


@pytest.mark.parametrize("width", SIZES)
def test_an_anchor(browser: Any, address: str, width: int) -> None:
    """A link to a record opens at it: its heading is at the top of the window."""
    set_size(browser, width)
    browser.get("about:blank")
    browser.get(f"{address}/audit.html#{RECORD}")
    top = f"return document.getElementById('{RECORD}').getBoundingClientRect().top"
    wait_for(browser, 60).until(lambda b: -5 <= b.execute_script(top) <= 150)

    assert "more than 32,000" in browser.find_element(By.CSS_SELECTOR, f"#{RECORD} h3").text


def test_code_copies(browser: Any, address: str) -> None:
    """The button at a block copies what one would type: no prompts, no output."""
    set_size(browser, 1280)
    browser.execute_cdp_cmd(
        "Browser.grantPermissions",
        {"origin": address, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]},
    )
    open_page(browser, f"{address}/index.html")
    button = browser.find_element(By.CSS_SELECTOR, "button.copybtn")
    webdriver.ActionChains(browser).move_to_element(button).click(button).perform()
    copied = browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])")

    assert copied.splitlines()[:2] == ["import uc_audit", "audit = uc_audit.load()"]
    assert ">>>" not in copied
    assert "more than" not in copied


def test_the_keyboard(browser: Any, address: str) -> None:
    """The first key leads past the navigation; every link and button of the text follows, and can be seen to be there."""
    set_size(browser, 1280)
    open_page(browser, f"{address}/tutorial.html")
    browser.execute_script("document.activeElement.blur()")
    where = (
        "const e = document.activeElement; const s = getComputedStyle(e); return [e.textContent.trim(), s.outlineStyle]"
    )
    press(browser, webdriver.Keys.TAB)
    assert browser.execute_script(where)[0] == "Skip to content"
    press(browser, webdriver.Keys.ENTER)
    text = browser.find_element(By.TAG_NAME, "article").find_elements(By.CSS_SELECTOR, "a.reference, button")
    reached = []
    for _ in text:
        press(browser, webdriver.Keys.TAB)
        reached.append(browser.switch_to.active_element)
        assert browser.execute_script(where)[1] != "none", reached[-1].get_attribute("outerHTML")

    assert len(text) > 8
    assert reached == text


@pytest.mark.parametrize("width", SIZES)
def test_accessibility(browser: Any, site: Path, address: str, axe: str, width: int) -> None:
    """axe-core finds nothing serious or critical on any page, in the light and in the dark."""
    set_size(browser, width)
    found = {}
    for name in names_of(site):
        open_page(browser, f"{address}/{name}")
        browser.execute_script(axe)
        for theme in THEMES:
            choose(browser, theme)
            result = browser.execute_async_script("axe.run({resultTypes: ['violations']}).then(arguments[0])")
            serious = [v for v in result["violations"] if v["impact"] in ("serious", "critical")]
            if serious:
                found[f"{name}, {theme}"] = [(v["id"], [node["target"] for node in v["nodes"][:3]]) for v in serious]

    assert found == {}, json.dumps(found, indent=1)


@pytest.mark.parametrize("width", SIZES)
def test_nothing_is_wider_than_the_window(browser: Any, site: Path, address: str, width: int) -> None:
    """No page has to be scrolled sideways."""
    set_size(browser, width)
    for name in names_of(site):
        open_page(browser, f"{address}/{name}")
        assert browser.execute_script("return document.documentElement.scrollWidth - innerWidth") <= 0, name


@pytest.mark.parametrize("width", SIZES)
def test_screenshots(browser: Any, site: Path, address: str, pictures: Path | None, width: int) -> None:
    """Pictures of all pages are written, light and dark, for people to look at, where a folder was named for them."""
    set_size(browser, width)
    for name in names_of(site) if pictures else ["index.html"]:
        open_page(browser, f"{address}/{name}")
        for theme in THEMES:
            choose(browser, theme)
            picture = browser.get_screenshot_as_png()
            assert picture.startswith(b"\x89PNG")
            if pictures:
                (pictures / f"{Path(name).stem}-{width}-{theme}.png").write_bytes(picture)
