"""``python -m uc_audit``: the command line."""

import sys

from .cli import main

sys.exit(main())
