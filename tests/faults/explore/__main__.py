import sys

from tests.faults.explore.command import main

sys.exit(main())
