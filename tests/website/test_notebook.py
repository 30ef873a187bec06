"""The example notebook: what it shows is what running it gives."""

import re
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "docs" / "example.ipynb"


def outputs_of(notebook: Any) -> list[Any]:
    """Give what each cell gave: texts as they are, of a picture the texts that are drawn."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            data = dict(output.get("data", {"text": output.get("text")}))
            picture = data.pop("image/svg+xml", None)
            # Lines and letters depend on the version of the drawing program.
            found.append((output.output_type, data, re.findall(r"<text[^>]*>([^<]*)<", picture or "")))
    return found


def test_notebook() -> None:
    """Run anew, every cell gives what the notebook shows."""
    read: Any = nbformat.read
    kept = read(NOTEBOOK, as_version=4)
    fresh = read(NOTEBOOK, as_version=4)
    NotebookClient(fresh, timeout=300, kernel_name="python3").execute()

    assert outputs_of(fresh) == outputs_of(kept)
    (texts,) = [texts for _, _, texts in outputs_of(kept) if texts]
    assert ["more", "than", "233,000,", "as", "of", "January", "2025"] in [text.split() for text in texts]
