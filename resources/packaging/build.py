#!/usr/bin/env python3
"""``python resources/packaging/build.py``: the till as a folder, and on Debian as a package.

Everything is made in ``build/packaging``, in a fresh virtual environment from
``requirements.txt``; what is for users lies in ``dist`` afterwards.
"""

import sys

from pack.command import main

sys.exit(main())
