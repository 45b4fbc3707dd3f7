"""Everything a till imports sooner or later."""

from importlib import import_module
from pkgutil import walk_packages

import pos_app

NOT_BEFORE_QT_RUNS = {"pos_app.__main__"}


def everything() -> None:
    for module in walk_packages(pos_app.__path__, "pos_app."):
        if module.name not in NOT_BEFORE_QT_RUNS:
            import_module(module.name)
    import keyring.backends.null  # noqa: F401
