"""The documents that the dataset cites, as far as they are at hand."""

import os
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("UC_AUDIT_SOURCES") or HERE.parent.parent / "shared" / "source")
ARTICLE = FOLDER / "article.txt"
FILES = {
    "article": ARTICLE,
    "oig-24-46": HERE / "sources" / "oig-24-46.txt",
    "oig-25-21": HERE / "sources" / "oig-25-21.txt",
}
