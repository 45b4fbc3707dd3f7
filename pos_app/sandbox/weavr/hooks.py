"""Weavr's control routes: the customer's phone, the books, deposits (contract, section 10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias, TypeVar, get_args

from pos_app.sandbox.control import Hook, InvalidError, UnknownError, read
from pos_app.sandbox.exact_json import Json, JsonObject
from pos_app.sandbox.weavr import challenging, fixtures, ledger, moving, phone, signing_in
from pos_app.sandbox.weavr.books import Books
from pos_app.sandbox.weavr.records import Account, AccountState, SendState
from pos_app.sandbox.weavr.tokens import Kind

if TYPE_CHECKING:
    from starlette.requests import Request

    from pos_app.sandbox.weavr.records import Challenge, User

Choice = TypeVar("Choice")

_FACTOR_STATES = ("ACTIVE", "INACTIVE", "PENDING_VERIFICATION")


def introduce(books: Books) -> JsonObject:
    return {
        "credentials": {
            "api_key": fixtures.API_KEY,
            "profile": fixtures.SEND_PROFILE,
            "merchant_account": fixtures.MERCHANT_ACCOUNT,
        },
        "customers": [_customer(books, user) for user in books.users.values() if _can_pay(user)],
    }


def _can_pay(user: User) -> bool:
    """Whoever may stand before a till of this programme."""
    return user.nickname != "marlow" and user.identities[0].programme == fixtures.API_KEY


def _customer(books: Books, user: User) -> JsonObject:
    account = books.accounts_of(user.identities[0])[0]
    return {
        "id": user.nickname,
        "name": f"{user.name} {user.surname}",
        "qr": books.standing[user.id],
        "confirms_by": ",".join(one.channel for one in user.factors if user.has(one.channel))
        or None,
        "account": account.id,
        "currency": account.currency,
        "available": account.available,
    }


Act: TypeAlias = Callable[[Books, JsonObject], Json]


def hooks(books: Books) -> list[tuple[str, str, Hook]]:
    return [(method, path, _hook(books, method, act)) for method, path, act in _ROUTES]


def _hook(books: Books, method: str, act: Act) -> Hook:
    """Hands on the body of a POST, the query of a GET, and what the path names."""

    async def hook(request: Request) -> Json:
        challenging.catch_up(books)
        wanted = await read(request) if method == "POST" else {**request.query_params}
        return act(books, {**wanted, **request.path_params})

    return hook


def _code(books: Books, wanted: JsonObject) -> Json:
    found = phone.latest_text(books, _user(books, wanted))
    if found is None:
        raise UnknownError("no live code")
    return phone.text(found)


def _outbox(books: Books, _wanted: JsonObject) -> Json:
    return {"sent": [phone.text(one) for one in books.issued if one.code is not None]}


def _whole_books(books: Books, _wanted: JsonObject) -> Json:
    return ledger.as_json(books)


def _show_qr(books: Books, wanted: JsonObject) -> Json:
    """A fresh login; `kind` overrides the token mode."""
    kind = _choice(wanted, "kind", get_args(Kind)) if "kind" in wanted else None
    session = phone.show_qr(books, _user(books, wanted), kind)
    return {"token": session.token, "kind": session.kind}


def _tokenise(books: Books, _wanted: JsonObject) -> Json:
    return {"value": signing_in.tokenise(books)}


def _question(books: Books, wanted: JsonObject) -> Json:
    return phone.question(_asked(books, wanted))


def _answer(books: Books, wanted: JsonObject) -> Json:
    """`ignore` answers nothing and only looks."""
    challenge = _asked(books, wanted)
    answer = _choice(wanted, "answer", get_args(challenging.PushAnswer))
    if not challenging.answer_push(books, challenge, answer, books.now()):
        raise InvalidError("the question is over")
    return phone.question(challenge)


def _asked(books: Books, wanted: JsonObject) -> Challenge:
    found = phone.latest_question(books, _user(books, wanted))
    if found is None:
        raise UnknownError("the device asks nothing")
    return found


def _user(books: Books, wanted: JsonObject) -> User:
    """`customer` by nickname, id, e-mail or identity."""
    called = wanted.get("customer")
    found = books.user(called) if isinstance(called, str) else None
    if found is None:
        raise UnknownError("customer is nobody here")
    return found


def _deposit(books: Books, wanted: JsonObject) -> Json:
    account = _account(books, wanted)
    deposit_id = moving.deposit(books, account, _whole(wanted, "amount"))
    return {"deposit": deposit_id, **ledger.account(account)}


def _change_account(books: Books, wanted: JsonObject) -> Json:
    """Sets what can be spent, what is held back, and the state."""
    account = _account(books, wanted)
    state = _choice({"state": account.state, **wanted}, "state", get_args(AccountState))
    available = _whole(wanted, "available", account.available)
    account.held = _whole(wanted, "held", account.held)
    account.actual, account.state = available + account.held, state
    return ledger.account(account)


def _open_account(books: Books, wanted: JsonObject) -> Json:
    """In any currency, for a customer or the merchant."""
    currency, owner = wanted.get("currency"), _user(books, wanted).identities[0]
    if not isinstance(currency, str) or not currency:
        raise InvalidError("currency is three letters")
    available = _whole(wanted, "available", 0)
    name = f"Rewards in {currency}"
    account = Account(books.new_account_id(), owner, name, currency, available, books.now())
    books.accounts[account.id] = account
    return ledger.account(account)


def _account(books: Books, wanted: JsonObject) -> Account:
    account_id = wanted.get("account")
    if not isinstance(account_id, str) or account_id not in books.accounts:
        raise UnknownError("account is the id of a managed account")
    return books.accounts[account_id]


def _change_customer(books: Books, wanted: JsonObject) -> Json:
    """`factors` maps channels to states; `password_expired` is what it says."""
    user = _user(books, wanted)
    factors = wanted.get("factors", {})
    if not isinstance(factors, dict) or any(one not in _FACTOR_STATES for one in factors.values()):
        raise InvalidError(f"factors are {', '.join(_FACTOR_STATES)}")
    for channel, status in factors.items():
        user.enrol(channel, str(status))
    if "password_expired" in wanted:
        user.password_expired = wanted["password_expired"] is True
    return ledger.user(books, user)


def _put_send(books: Books, wanted: JsonObject) -> Json:
    """Into any state, the money with it: the treasury, a chargeback, the end of it all."""
    send = books.sends.get(str(wanted["id"]))
    if send is None:
        raise UnknownError("no send of that id")
    state = _choice(wanted, "state", get_args(SendState))
    if state in {"COMPLETED", "RETURNED"} and not moving.can_pay(send):
        raise InvalidError("the source cannot pay it")
    moving.put(books, send, state, books.now())
    return ledger.send(send)


def _choice(wanted: JsonObject, name: str, choices: tuple[Choice, ...]) -> Choice:
    for choice in choices:
        if choice == wanted.get(name):
            return choice
    raise InvalidError(f"{name} is one of {', '.join(map(str, choices))}")


def _whole(wanted: JsonObject, name: str, default: int | None = None) -> int:
    value = wanted.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidError(f"{name} is a whole number, zero or more")
    return value


_ROUTES: tuple[tuple[str, str, Act], ...] = (
    ("GET", "/codes", _code),
    ("GET", "/outbox", _outbox),
    ("GET", "/books", _whole_books),
    ("POST", "/qr", _show_qr),
    ("POST", "/password_tokens", _tokenise),
    ("GET", "/push", _question),
    ("POST", "/push", _answer),
    ("POST", "/deposits", _deposit),
    ("POST", "/accounts", _change_account),
    ("POST", "/accounts/{customer}", _open_account),
    ("POST", "/customers", _change_customer),
    ("POST", "/sends/{id}", _put_send),
)
