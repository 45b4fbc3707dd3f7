"""What the bundle starts with."""

import sys

from pos_app.cli import main

sys.exit(main())
