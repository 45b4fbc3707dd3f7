"""The headers of an answer that each server names in its own way, and what is believed of them."""

import re
from collections.abc import Mapping

from pos_app.core.value import Value

LONGEST_HINT = 300
"""Seconds of a server's hint when to come back that are believed."""
REQUEST_ID = re.compile(r"[\w.:/+=-]{1,64}", re.ASCII)
"""What a server's name for one call may look like; anything else is not logged."""


class Spelling(Value, frozen=True):
    request_id: str = "x-request-id"
    retry_after: str = "retry-after"

    def name_in(self, headers: Mapping[str, str]) -> str:
        """Of the call, as the server knows it; empty where there is none."""
        text = headers.get(self.request_id, "")
        return text if REQUEST_ID.fullmatch(text) else ""

    def wait_in(self, headers: Mapping[str, str]) -> int | None:
        """Seconds; a date says nothing to a till whose clock may be wrong."""
        seconds = headers.get(self.retry_after, "").strip()
        if not (seconds.isascii() and seconds.isdigit()):
            return None
        return min(int(seconds[:9]), LONGEST_HINT)
