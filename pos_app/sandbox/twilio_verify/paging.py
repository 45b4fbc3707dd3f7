"""One page of a list, and the addresses of its neighbours (contract, section 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pos_app.sandbox.twilio_verify.refusals import PAGE_SIZE, PAGE_TOKEN, REQUEST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_app.sandbox.exact_json import JsonObject
    from pos_app.sandbox.twilio_verify.form import Form

_AFTER, _BEFORE = "PA", "PB"
_CURSOR = frozenset({"Page", "PageToken", "PageSize"})
_USUAL_SIZE, _LARGEST_SIZE, _LARGEST_PAGE = 50, 1000, 999_999_999


def page(
    sids: Sequence[str],
    fits: Callable[[str], bool],
    show: Callable[[str], JsonObject],
    query: Form,
    url: str,
    key: str,
) -> JsonObject:
    """`sids` is everything in order, whether it fits or not: a token outlives a change of status.

    `Page` alone is only repeated: the token moves the cursor.
    """
    size = query.integer("PageSize", 1, _LARGEST_SIZE, _USUAL_SIZE, fine=PAGE_SIZE)
    number = query.integer("Page", 0, _LARGEST_PAGE, 0, fine=REQUEST)
    before, shown, after = _cut(sids, fits, query, size)
    kept = [(name, value) for name, value in query.pairs if name not in _CURSOR]

    def address(page_number: int, token: str | None = None) -> str:
        cursor = [("PageSize", str(size)), ("Page", str(page_number))]
        if token is not None:
            cursor.append(("PageToken", token))
        return f"{url}?{urlencode([*kept, *cursor])}"

    return {
        key: [show(sid) for sid in shown],
        "meta": {
            "page": number,
            "page_size": size,
            "first_page_url": address(0),
            "previous_page_url": address(max(number - 1, 0), _BEFORE + shown[0])
            if before and shown
            else None,
            "url": address(number, query.optional("PageToken")),
            "next_page_url": address(number + 1, _AFTER + shown[-1]) if after else None,
            "key": key,
        },
    }


def _cut(
    sids: Sequence[str], fits: Callable[[str], bool], query: Form, size: int
) -> tuple[bool, list[str], bool]:
    """Whether there is more before, the page, and whether there is more after."""
    token = query.optional("PageToken")
    if token is None:
        start, end = 0, None
    else:
        kind, sid = token[:2], token[2:]
        if kind not in {_AFTER, _BEFORE} or sid not in sids:
            raise query.refusal("PageToken", PAGE_TOKEN)
        place = list(sids).index(sid)
        start, end = (place + 1, None) if kind == _AFTER else (0, place)
    fitting = [sid for sid in sids[start:end] if fits(sid)]
    if end is not None:
        return len(fitting) > size, fitting[-size:], True
    before = any(fits(sid) for sid in sids[:start])
    return before, fitting[:size], len(fitting) > size
