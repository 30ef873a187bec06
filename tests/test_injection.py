"""Whatever the texts of a dataset, they stay texts: in every format, in the terminal, and on the disk."""

import csv
import functools
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import attrs
import pytest
from bibtexparser.bparser import BibTexParser
from markdown_it import MarkdownIt

import uc_audit
from strategies import CLASSES
from uc_audit import Audit, Record, cli
from uc_audit.formats.cells import rows
from uc_audit.model.rules import Pattern
from uc_audit.model.walk import leaves_of

HOSTILE = [
    '</td></tr></table><script>alert("1")</script>',
    "<!-- <![CDATA[ <?php ?> --> </script> <svg onload=alert(1)>",
    "\"' onmouseover='alert(1)' x=\"",
    "&lt;b&gt; &#60;i&#62; &amp;lt;",
    "| a | b |\n| --- | --- |\n| c | d |",
    "\n\n# Title\n\n```html\n<b>\n```\n\n---\n",
    "[link](javascript:alert(1)) ![image](x) <https://a.b> `code` **bold** ~~gone~~ \\",
    '=HYPERLINK("http://a.b","x")',
    "+1+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\uff1d1+1",
    'a",=1+1,"b\n=2+2',
    "}},\n@misc{other, title = {Other}}\n% \\input{/etc/passwd}",
    '@comment{ @string{a = "b"} \\write18{ls} $x^2$ #1',
    "@id",
    "http://a.b/ ../../x _:b0",
    "\x1b]0;title\x07\x1b[31mred\x1b[0m\x9b2J\x7f\x00\b\b",
    "\u202eright to left\u2066 \u200b\ufeff\u2028\u2029\x85",
    "{{7*7}} ${7*7} <%= 7*7 %> %s %(a)s {0} {a.__class__}",
    "../../outside\x00C:\\con",
]
HARMLESS = "harmless"
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")

hostile = pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))


@functools.cache
def poison(text: str) -> Audit:
    """Give the bundled audit with the same words as every text that is free, and in every address."""
    document = uc_audit.to_dict(uc_audit.load())
    for path, value, rules in leaves_of(Audit, uc_audit.load()):
        is_url = any(isinstance(rule, Pattern) and rule.regex.startswith("http") for rule in rules)
        if (is_url or not rules) and value is not None:
            *way, last = path
            holder: Any = document
            for part in way:
                holder = holder[part]
            holder[last] = f"https://a.b/{''.join(text.split())}" if is_url else text
    return uc_audit.from_dict(document)


class Skeleton(HTMLParser):
    """Everything in an HTML text but its texts; and those of its cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[object] = []
        self.cells: list[str] = []
        self.in_cell: bool = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag with its attributes, but not the spans around numbers."""
        if tag != "span" or attrs != [("style", "white-space: nowrap")]:
            self.tags.append((tag, attrs))
        if tag in ("td", "th"):
            self.cells.append("")
            self.in_cell = True

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element."""
        self.in_cell = self.in_cell and tag == "span"
        if tag != "span":
            self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Add to the cell; outside of cells there is no text."""
        if self.in_cell:
            self.cells[-1] += data
        else:
            assert not data.strip()

    def handle_comment(self, data: str) -> None:
        """Refuse comments; the parser takes for one what it cannot make sense of, too."""
        raise AssertionError(data)


def kinds_of(audit: Audit) -> list[tuple[Record, ...]]:
    """Give the records of each kind that there is."""
    return [records for name in CLASSES if (records := getattr(audit, name))]


@hostile
def test_html(text: str) -> None:
    """Tags and attributes are those of a harmless table, and the text stands in its cells as it is."""
    for records, harmless in zip(kinds_of(poison(text)), kinds_of(poison(HARMLESS)), strict=True):
        page, other = Skeleton(uc_audit.to_html(records)), Skeleton(uc_audit.to_html(harmless))
        assert page.tags == other.tags
        assert page.cells == [cell for row in rows(records, mixed=False) for cell in row]


@hostile
def test_markdown(text: str) -> None:
    """A Markdown reader that lets HTML through finds the table of a harmless text, and in its cells the texts as they are."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for records, harmless in zip(kinds_of(poison(text)), kinds_of(poison(HARMLESS)), strict=True):
        tokens, others = (reader.parse(uc_audit.to_markdown(some)) for some in (records, harmless))
        assert [token.type for token in tokens] == [token.type for token in others]
        inline = [token.children or [] for token in tokens if token.type == "inline"]
        assert {child.type for children in inline for child in children} <= {"text", "text_special"}
        cells = ["".join(child.content for child in children) for children in inline]
        # What stands for nothing in Markdown, and is no white space to it.
        texts = [cell for row in rows(records, mixed=False) for cell in row]
        assert cells == [" ".join(text.replace("\x00", "\ufffd").split()) for text in texts]


@hostile
def test_csv_in_a_spreadsheet(text: str) -> None:
    """No cell of any class begins a formula, and the rows and cells are those of a harmless text."""
    for records, harmless in zip(kinds_of(poison(text)), kinds_of(poison(HARMLESS)), strict=True):
        lines, others = (
            list(csv.reader(io.StringIO(uc_audit.to_csv(some, spreadsheet_safe=True), newline="")))
            for some in (records, harmless)
        )
        assert [len(line) for line in lines] == [len(line) for line in others]
        assert [cell for line in lines for cell in line if cell.startswith(FORMULA_STARTS)] == []


@hostile
def test_csl(text: str) -> None:
    """References are those of a harmless text, with the texts as they are."""
    references, others = uc_audit.to_csl(poison(text)), uc_audit.to_csl(poison(HARMLESS))

    assert [sorted(reference) for reference in references] == [sorted(other) for other in others]
    assert [reference["id"] for reference in references] == [other["id"] for other in others]
    assert {reference["title"] for reference in references[1:]} == {text}


@hostile
def test_bibtex(text: str) -> None:
    """A BibTeX parser finds the entries and fields of a harmless text, with balanced braces and nothing that runs."""
    written, harmless = (uc_audit.to_bibtex(poison(some)) for some in (text, HARMLESS))
    entries, others = (
        BibTexParser(common_strings=True, ignore_nonstandard_types=False).parse(some).entries
        for some in (written, harmless)
    )
    assert [list(entry) for entry in entries] == [list(entry) for entry in others]
    assert [entry["ID"] for entry in entries] == [entry["ID"] for entry in others]
    assert "\\input" not in written
    assert "\\write" not in written


@hostile
def test_jsonld(text: str) -> None:
    """In linked data the text is a value: keys, identifiers and types are those of a harmless text."""
    assert _keywords(uc_audit.to_jsonld(poison(text))) == _keywords(uc_audit.to_jsonld(poison(HARMLESS)))


def _keywords(value: Any) -> Any:
    """Leave out all values but those of keywords, which begin with ``@``."""
    if isinstance(value, dict):
        return {key: item if key in ("@id", "@type") else _keywords(item) for key, item in value.items()}
    return [_keywords(item) for item in value] if isinstance(value, list) else None


@hostile
def test_json_in_a_page(text: str) -> None:
    """As the documentation says it, linked data can stand in a page: nothing ends the element, all reads back."""
    document = uc_audit.to_jsonld(poison(text))
    safe = json.dumps(document).replace("<", "\\u003c")

    assert "<" not in safe
    assert json.loads(safe) == document


@hostile
def test_terminal(text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Texts of another dataset are no commands to the terminal."""
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    uc_audit.to_json(uc_audit.load(), old)
    uc_audit.to_json(poison(text), new)

    assert cli.main(["diff", str(old), str(new)]) == 1
    printed = capfd.readouterr()
    assert printed.err == ""
    assert [c for c in printed.out if c != "\n" and (c < " " or "\x7f" <= c < "\xa0")] == []


@hostile
def test_a_data_package_stays_in_its_folder(text: str, tmp_path: Path) -> None:
    """Whatever the texts, the files are those of a harmless dataset, and nothing is written outside the folder."""
    for name, some in (("hostile", text), ("harmless", HARMLESS)):
        uc_audit.write_datapackage(poison(some), tmp_path / name / "package")
    names = [[path.relative_to(root) for path in sorted(root.rglob("*"))] for root in sorted(tmp_path.iterdir())]

    assert sorted(path.name for path in tmp_path.iterdir()) == ["harmless", "hostile"]
    assert names[0] == names[1]


def test_a_data_package_follows_no_link_out_of_its_folder(audit: Audit, tmp_path: Path) -> None:
    """A link in the folder is replaced by a file; what it led to stays as it was."""
    outside, folder = tmp_path / "outside.txt", tmp_path / "package"
    outside.write_text("as it was", encoding="utf-8")
    folder.mkdir()
    (folder / "figures.csv").symlink_to(outside)
    uc_audit.write_datapackage(audit, folder, overwrite=True)

    assert outside.read_text(encoding="utf-8") == "as it was"
    assert not (folder / "figures.csv").is_symlink()


def test_a_data_package_replaces_a_link_to_a_folder(audit: Audit, tmp_path: Path) -> None:
    """Where a link leads, and whether anything may be written there, does not matter."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "figures.csv").symlink_to(tmp_path / "outside")
    uc_audit.write_datapackage(audit, tmp_path / "package", overwrite=True)

    assert (tmp_path / "package" / "figures.csv").read_text(encoding="utf-8") == uc_audit.to_csv(audit.figures)
    assert not (tmp_path / "package" / "figures.csv").is_symlink()


@pytest.mark.parametrize("record_id", ["../outside", "/etc/passwd", "a/b", "..", "con.", "C:\\x", "a\x00b", "~"])
def test_ids_are_no_paths(audit: Audit, record_id: str) -> None:
    """No record can have an id that leads anywhere on a disk."""
    with pytest.raises(uc_audit.InvalidRecordError):
        attrs.evolve(audit.people[0], id=record_id)
