"""
Damage documents and try them: ``python tests/fuzzing/run.py [--documents 1000000 --whole 100000 --seed 1 --json FILE]``.

Every document follows from the seed and its number: ``--show NUMBER``, with the other options as they were, prints it and
tries it again. The exit code is 1 where anything was found.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from fuzzing.command import main

if __name__ == "__main__":
    sys.exit(main())
