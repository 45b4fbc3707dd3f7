"""``python -m pos_app``."""

import sys

from pos_app.cli import main

sys.exit(main())
