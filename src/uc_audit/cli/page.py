"""Text wrapped to a width."""

import textwrap

from ..text import with_numbers

# From the private use area: it stands in no text, and no line is broken at it.
_HARD_SPACE = "\ue000"


class Page:
    """Lines of text, wrapped so that no number is torn from its qualifier."""

    def __init__(self, width: int) -> None:
        self._width: int = width
        self._lines: list[str] = []

    def paragraph(self, text: str, first: str = "", rest: str | None = None) -> None:
        """Add a paragraph, with an indent for its first line and one for the others."""
        self._lines += [
            line.replace(_HARD_SPACE, " ")
            for line in textwrap.wrap(
                with_numbers(text, lambda number: number.replace(" ", _HARD_SPACE)),
                self._width,
                initial_indent=first,
                subsequent_indent=first if rest is None else rest,
                break_long_words=False,
                break_on_hyphens=False,
            )
        ]

    def item(self, text: str, *details: str) -> None:
        """Add an entry of a list, with details below it."""
        self.paragraph(text, "* ", "  ")
        for detail in details:
            self.paragraph(detail, "    ")

    def labelled(self, label: str, text: str, width: int) -> None:
        """Add a paragraph behind a label that has a column of this width."""
        self.paragraph(text, f"{label:<{width}}", " " * width)

    def gap(self) -> None:
        """Add an empty line, unless there is one."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def heading(self, text: str) -> None:
        """Add a heading between empty lines."""
        self.gap()
        self._lines += [text, ""]

    def text(self) -> str:
        """Give all the lines."""
        return "".join(f"{line}\n" for line in self._lines)
