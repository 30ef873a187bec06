"""The examples of those pages that need more than the tests do."""

from pathlib import Path

import pytest
from sybil import Example

from test_docs import PAGES, WITH_MORE, examples_of

EXAMPLES = examples_of([page for page in PAGES if page.name in WITH_MORE])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{Path(example.path).name}:{example.line}")
def test_example(example: Example) -> None:
    """Every example does what it says, in the order of its page."""
    example.evaluate()
