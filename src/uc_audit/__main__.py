"""The command line, as ``python -m uc_audit``."""

import sys

from .cli import main

sys.exit(main())
