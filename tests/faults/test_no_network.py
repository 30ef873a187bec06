"""Neither the library nor its command line ever uses a network."""

import subprocess
import sys

import alone


def test_no_network() -> None:
    """Every function and every command works where each socket, and each process that might open one, is refused."""
    result = subprocess.run([sys.executable, alone.__file__], capture_output=True, text=True, check=True)

    assert result.stderr == "left out: set() set(), refused: ['socket.__new__']"
