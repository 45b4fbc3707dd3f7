"""The whole state of a Weavr programme."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from pos_app.sandbox.weavr.fixtures import demo_accounts, demo_users
from pos_app.sandbox.weavr.quota import Quota
from pos_app.sandbox.weavr.refusals import not_found
from pos_app.sandbox.weavr.replays import Replays
from pos_app.sandbox.weavr.tokens import Sessions

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from pos_app.sandbox.clock import SandboxClock
    from pos_app.sandbox.weavr.records import Account, Challenge, Identity, Send, User
    from pos_app.sandbox.weavr.settings import WeavrSettings
    from pos_app.sandbox.weavr.tokens import Session

_FIRST_ACCOUNT, _FIRST_DEPOSIT = 112233445566780001, 115000000000000001
_FIRST_SEND, _FIRST_CHALLENGE = 113900000000004510, 114000000000000077


class Books:
    """Balances never go below zero; what leaves an account arrives in another one or is a fee."""

    def __init__(self, clock: SandboxClock, rng: Random, settings: WeavrSettings) -> None:
        self.clock = clock
        self.rng = rng
        self.settings = settings
        self.reset()

    def reset(self) -> None:
        """The demo state; clock and settings stay."""
        users = demo_users()
        self.users: dict[str, User] = {user.id: user for user in users}
        accounts = demo_accounts(users, self.clock.now())
        self.accounts: dict[str, Account] = {account.id: account for account in accounts}
        self.sessions = Sessions(self.rng)
        self.standing = {user.id: self.sessions.stand(user) for user in users}
        self.password_tokens: dict[str, datetime | None] = {}
        """When each was made; None once it is used."""
        self.sends: dict[str, Send] = {}
        self.unsettled: dict[str, Send] = {}
        self.issued: list[Challenge] = []
        """All that ever were, oldest first."""
        self.challenges: dict[str, Challenge] = {}
        """By id, the latest of each."""
        self.replays = Replays()
        self.quota = Quota()
        self.fees: dict[str, int] = {}
        """By currency."""
        self.exempted: dict[str, tuple[int, int]] = {}
        """Identity -> payments without a code since the last one with it, and their sum."""
        self._send_ids = count(_FIRST_SEND)
        self._challenge_ids = count(_FIRST_CHALLENGE)
        self._account_ids = count(_FIRST_ACCOUNT)
        self._deposit_ids = count(_FIRST_DEPOSIT)

    def now(self) -> datetime:
        return self.clock.now()

    def user(self, called: str) -> User | None:
        """By id, nickname, e-mail or the id of an identity."""
        for user in self.users.values():
            if called in {user.id, user.nickname, user.email, user.identities[0].id}:
                return user
        return None

    def accounts_of(self, identity: Identity) -> list[Account]:
        return [one for one in self.accounts.values() if one.owner == identity]

    def own_account(self, who: Session, account_id: str) -> Account:
        account = self.accounts.get(account_id)
        if account is None or account.owner != who.identity:
            raise not_found("Managed account")
        return account

    def own_send(self, who: Session, send_id: str) -> Send:
        send = self.sends.get(send_id)
        if send is None or send.source.owner != who.identity:
            raise not_found("Send")
        return send

    def new_account_id(self) -> str:
        return str(next(self._account_ids))

    def new_send_id(self) -> str:
        return str(next(self._send_ids))

    def new_challenge_id(self) -> str:
        return str(next(self._challenge_ids))

    def new_deposit_id(self) -> str:
        return str(next(self._deposit_ids))

    def new_code(self) -> str:
        return self.settings.fixed_code or f"{self.rng.randrange(10**6):06}"
