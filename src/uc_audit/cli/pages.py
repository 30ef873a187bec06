"""Text that is wrapped to a width."""

import textwrap
from collections.abc import Iterable


class Page:
    """Lines of text, wrapped so that no id and no address is divided."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[str] = []

    def paragraph(self, text: str, first: str = "", rest: str | None = None) -> None:
        """Add a paragraph, with an indent for its first line and one for the others."""
        self.lines += textwrap.wrap(
            text,
            self.width,
            initial_indent=first,
            subsequent_indent=first if rest is None else rest,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def entry(self, title: str, *texts: str) -> None:
        """Add an entry after an empty line: its title, and texts below it."""
        self.gap()
        self.paragraph(title)
        for text in texts:
            self.paragraph(text, "  ", "    ")

    def column(self, label: str, texts: Iterable[str], indent: int) -> None:
        """Add paragraphs beside a label."""
        for number, text in enumerate(texts):
            self.paragraph(text, f"{'' if number else label:<{indent - 1}} ", " " * indent)

    def gap(self) -> None:
        """Add an empty line, unless there is one."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)
