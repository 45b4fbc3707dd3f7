"""The names of what can go wrong on the wire, and how often each is planned."""

from collections.abc import Mapping
from types import MappingProxyType

from pos_app.core.value import Value


class WireFault(Value, frozen=True):
    call: str
    """Its name, or ``*`` for a connection before anything is known of it."""
    kind: str
    after: int = 0
    """Calls of this name that are spared first."""
    times: int = 1


class Kind(Value, frozen=True):
    says: str
    weight: int = 4


WIRE_FAULTS: Mapping[str, Kind] = MappingProxyType(
    {
        "reset_connection": Kind("the connection is reset before a byte is read"),
        "tls_stranger": Kind("the certificate is nobody's", 1),
        "tls_broken": Kind("the handshake ends in the middle", 1),
        "cut_before": Kind("the request is read and the connection reset, nothing done"),
        "cut_after": Kind("done, and the connection reset before the answer", 8),
        "cut_in_head": Kind("done, and cut within the answer's head"),
        "cut_in_body": Kind("done, and cut within the answer's body", 6),
        "late_request": Kind("held up until the till has given up, then done all the same", 1),
        "late_answer": Kind("done, and answered when the till has given up", 1),
        "lost_request": Kind("swallowed, never answered", 1),
        "slow": Kind("a little slow both ways", 3),
        "drip": Kind("done, and the answer drips for minutes", 1),
        "twice": Kind("delivered twice, the first answer comes back", 5),
        "twice_second": Kind("delivered twice, the second answer comes back", 5),
        "busy": Kind("429 without a hint, nothing done"),
        "busy_with_hint": Kind("429 with Retry-After, nothing done"),
        "error_500": Kind("500 with a page of HTML, nothing done"),
        "error_502": Kind("502 with a page of HTML, nothing done"),
        "error_503": Kind("503 with a page of HTML, nothing done"),
        "done_500": Kind("done, and answered with 500 and a page of HTML", 5),
        "done_502": Kind("done, and answered with 502 and a page of HTML", 5),
        "done_503": Kind("done, and answered with 503 and a page of HTML", 5),
        "empty": Kind("done, and answered with nothing"),
        "truncated": Kind("done, and answered with half of the JSON as if it were all"),
        "doubled": Kind("done, and the body is there twice"),
        "wrong_type": Kind("done, and the body is an array"),
        "page": Kind("done, and the body is a page of HTML"),
        "huge": Kind("done, and the body is 100 MB", 1),
    }
)
CONNECTION_FAULTS = frozenset({"reset_connection", "tls_stranger", "tls_broken"})
