"""What happens to an error nobody caught: it is logged by type and place, and the till goes on."""

import logging
import sys
import threading
from types import TracebackType

log = logging.getLogger("pos_app.crash")


def install() -> None:
    sys.excepthook = _report
    threading.excepthook = _report_thread


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.critical("unhandled error=%s", kind.__name__, exc_info=(kind, error, trace))
    print(f"pos-app: {kind.__name__}; the log tells where", file=sys.stderr)


def _report_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        _report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
