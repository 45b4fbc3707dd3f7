"""Sessions that customers lend the till: their tokens, in memory and nowhere else; contract, 2, 9.

A token is the customer. It is scanned, kept here, and everything else in the till knows only a
handle that tells nothing of it, and nothing of the next one.
"""

import re
from collections.abc import Callable
from uuid import uuid4

from pos_app.core.identifiers import CustomerKey, IdentifierKind, Misread, MisreadError, clean

LONGEST_TOKEN = 4096
TOKEN = re.compile(r"[A-Za-z0-9._~+/-]{16,}={0,2}")
MOST = 32
"""Sessions at once; beyond, the oldest is forgotten."""


class Bearer:
    """A token, which is shown and encoded nowhere."""

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        self._token = token

    def headers(self) -> tuple[tuple[str, str], ...]:
        return (("Authorization", f"Bearer {self._token}"),)

    def __repr__(self) -> str:
        return "Bearer(•••)"

    def __reduce__(self) -> str:
        raise TypeError("a token is never encoded")


class Session:
    """What is known of one customer as long as their token lasts."""

    def __init__(self, bearer: Bearer) -> None:
        self.bearer = bearer
        self.exchanged = False
        """The token is one that the till has asked for in place of the scanned one."""
        self.over = False
        self.accounts: frozenset[str] = frozenset()
        """Those it has shown: by them another session of the same customer is recognised."""

    def __repr__(self) -> str:
        return "Session(•••)"


class Sessions:
    """``mint`` answers with text that nobody can guess."""

    def __init__(self, mint: Callable[[], str] = lambda: uuid4().hex) -> None:
        self._mint = mint
        self._handles: dict[str, str] = {}
        self._open: dict[str, Session] = {}

    def __repr__(self) -> str:
        return f"Sessions({len(self._open)})"

    def read_key(self, text: str, region: str = "") -> CustomerKey:
        """Takes a scanned token in and answers with its handle: one that is shown again after it
        was over is asked about anew. Raises ``MisreadError``."""
        del region
        token = clean(text, LONGEST_TOKEN)
        if not TOKEN.fullmatch(token):
            raise MisreadError(Misread.SESSION_FORM)
        handle = self._handles.get(token, "")
        if self.of(handle) is None:
            self.take(handle)
            handle = f"ses-{self._mint()}"
            self._handles[token] = handle
            self._open[handle] = Session(Bearer(token))
            self._forget_oldest()
        return CustomerKey(IdentifierKind.SESSION, handle)

    def of(self, handle: str) -> Session | None:
        """Nothing where it is over, or belonged to an earlier run."""
        session = self._open.get(handle)
        return None if session is None or session.over else session

    def owner_of(self, account: str) -> Session | None:
        """The latest whose customer owns the account: who scans again is the same customer."""
        owning = (s for s in reversed(self._open.values()) if account in s.accounts and not s.over)
        return next(owning, None)

    def take(self, handle: str) -> Session | None:
        """Forgets it; the answer is to be signed out."""
        for token in [token for token, known in self._handles.items() if known == handle]:
            del self._handles[token]
        return self._open.pop(handle, None)

    def take_all(self) -> tuple[Session, ...]:
        taken = [self.take(handle) for handle in tuple(self._open)]
        return tuple(session for session in taken if session is not None)

    def _forget_oldest(self) -> None:
        while len(self._open) > MOST:
            self.take(next(iter(self._open)))
