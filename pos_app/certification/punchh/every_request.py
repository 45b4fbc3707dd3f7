"""What holds for each request of the whole log; contract, 2, 3 and 7."""

import re
from collections.abc import Callable, Iterable

from pos_app.certification.results import Check, Exchanged, Step
from pos_app.providers.punchh.connection import USER_AGENT

TRANSPORT = {"host", "connection", "content-length", "accept-encoding"}
OURS = {"accept", "user-agent", "content-type"}
STORE = {"authorization", "accept-language"}
DEVICE = {"punchh-app-device-id"}
ALLOWED = {
    "pos": OURS | STORE,
    "send_code": OURS | DEVICE,
    "verify_code": OURS | DEVICE | {"client-type"},
    "sign_out": OURS | {"authorization"},
}
"""By call, what section 3 asks for; ``pos`` is every call with the store's keys."""
NUMBER = re.compile(rb":(-?[0-9]+\.[0-9]+)")
CODES = "/api2/password_less/"
JSON = "application/json"

_Holds = Callable[[Exchanged], bool]


def steps(number: int, exchanged: Iterable[Exchanged]) -> tuple[Step, ...]:
    every = tuple(exchanged)
    of_store = [one for one in every if not one.path.startswith(CODES)]
    of_codes = [one for one in every if one.path.startswith(CODES)]
    judged = (
        _judged("Both keys of the store go with every POS call", "3.1", of_store, _has_keys),
        _judged("The store's keys go with no call about codes", "3.2", of_codes, _has_no_keys),
        _judged("The till's own User-Agent, Accept and Content-Type", "3.1", every, _has_ours),
        _judged("No header beyond those that are asked for", "2", every, _has_no_more),
        _judged("GET and DELETE keep their bodies", "1, 5", _with_bodies(every), _is_understood),
        _judged("Amounts have two decimals at most", "7", every, _is_exact),
    )
    return tuple(
        Step(f"{number}.{place}", title, section, (), (), checks)
        for place, (title, section, checks) in enumerate(judged, 1)
    )


def _judged(
    title: str, section: str, among: list[Exchanged] | tuple[Exchanged, ...], holds: _Holds
) -> tuple[str, str, tuple[Check, ...]]:
    failing = sorted({one.call for one in among if not holds(one)})
    some = Check("there are such requests", "yes", "yes" if among else "no")
    what = f"calls, of {len(among)} requests, of which it does not hold"
    return title, section, (some, Check(what, "none", ", ".join(failing) or "none"))


def _with_bodies(every: tuple[Exchanged, ...]) -> list[Exchanged]:
    named = {"find", "balance", "active", "unselect", "void"}
    return [one for one in every if one.call in named]


def _has_keys(one: Exchanged) -> bool:
    value = dict(one.headers).get("authorization", "")
    return bool(re.fullmatch(r"Token token=[^,\s]+, btoken=[^,\s]+", value))


def _has_no_keys(one: Exchanged) -> bool:
    return "token=" not in dict(one.headers).get("authorization", "")


def _has_ours(one: Exchanged) -> bool:
    headers = dict(one.headers)
    kind = headers.get("content-type")
    return headers.get("user-agent") == USER_AGENT and headers.get("accept") == kind == JSON


def _has_no_more(one: Exchanged) -> bool:
    allowed = ALLOWED.get(one.call, ALLOWED["pos"])
    return {name for name, _ in one.headers} <= allowed | TRANSPORT


def _is_understood(one: Exchanged) -> bool:
    """A body that was lost on its way would be answered as a missing parameter."""
    return bool(one.body) and one.status != 400


def _is_exact(one: Exchanged) -> bool:
    return all(len(found.rpartition(b".")[2]) <= 2 for found in NUMBER.findall(one.body))
