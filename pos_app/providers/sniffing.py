"""httpx's lower half asks several times in each call under which event loop it runs, by a module
that need not be installed. One that is not found is looked for on the disk each time, which takes
as long as a third of the call."""

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from types import ModuleType

MODULE = "sniffio"


def settle() -> None:
    """Once for the process: without the module, it is known to be missing."""
    if MODULE not in sys.modules and find_spec(MODULE) is None:
        sys.modules[MODULE] = cast("ModuleType", None)
