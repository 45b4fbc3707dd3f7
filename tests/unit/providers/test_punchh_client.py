"""What leaves for Punchh through the real HTTP stack, and what comes back; contract, 2 to 5."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import httpx
import pytest

from pos_app import __version__
from pos_app.checkout.runner import DEADLINE
from pos_app.core.errors import (
    ContractBrokenError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
)
from pos_app.providers.http import Timeouts
from pos_app.providers.ports import Draft
from pos_app.providers.punchh import requests, wire
from pos_app.providers.punchh.classification import RefusedByPunchhError
from pos_app.providers.punchh.client import Limits, PunchhClient
from pos_app.providers.punchh.connection import Hosts, Keys, Terminal, connect
from pos_app.providers.punchh.digest import digest
from pos_app.providers.punchh.discount_types import DiscountType
from pos_app.providers.punchh.lookups import Kind, Lookup
from pos_app.providers.punchh.meanings import Meaning
from pos_app.providers.punchh.selecting import Selection
from tests.unit.providers.loopback import Answer, Server, cuts, says, serving, stays_silent
from tests.unit.providers.punchh_check import (
    CLIENT,
    PHONE,
    UID,
    USER,
    VERIFIER,
    YES,
    receipt,
    sale,
)

KEYS = Keys("loc-demo-17", "0b7e-demo")
DEVICE = "6f0b6a52-1c1d-4c59-9a6e-2f6f4d6f7c11"
TERMINAL = Terminal(DEVICE)
GUEST = Lookup(Kind.PHONE, "5005550142")
QUICK = Timeouts(connect=0.2, answer=0.2)
SESSION = wire.Session(access_token="eyJ-demo", refresh_token="rt-demo-1")
COMMIT = requests.commit(receipt())
EMPTY = b""
LOCKED = "Unable to access the user’s Discount Basket, the Basket is currently locked"

STANDING = (
    "Accept: application/json\r\n"
    "Accept-Encoding: identity\r\n"
    f"User-Agent: PosApp/POS/{__version__}\r\n"
)
STORE = (
    f"{STANDING}Authorization: Token token=loc-demo-17, btoken=0b7e-demo\r\nAccept-Language: en\r\n"
)
TYPED = "Content-Type: application/json\r\n"
CLOSING = "Connection: close\r\n"
NAMED = f"punchh-app-device-id: {DEVICE}\r\n"

BASKET = b'{"redemption_ref":"Tq7","discount_basket_items":[]}'
BATCH = b'{"redemption_ref":"Tq7","success":[],"failures":[]}'
TOKENS = (
    b'{"data":{"access_token":"eyJ-demo","token_type":"Bearer",'
    b'"refresh_token":"rt-demo-1","expires_in":1800}}'
)


class Endpoint(NamedTuple):
    name: str
    call: Callable[[PunchhClient], Awaitable[object]]
    draft: Draft
    headers: str
    answer: bytes
    status: str = "200 OK"

    @property
    def is_read(self) -> bool:
        return CLOSING not in self.headers


def _store(name: str, draft: Draft, answer: bytes, status: str = "200 OK") -> Endpoint:
    """One that takes its draft and the key that names it in logs."""
    headers = STORE + TYPED + CLOSING
    return Endpoint(name, lambda c: getattr(c, name)(draft, UID), draft, headers, answer, status)


def _read(name: str, draft: Draft, answer: bytes) -> Endpoint:
    return Endpoint(name, lambda c: getattr(c, name)(draft), draft, STORE + TYPED, answer)


LOCATION = b'{"location_id":17}'
SENT = b'{"data":{"message":["OTP sent successfully."]}}'
SEND = requests.send_code(CLIENT, PHONE, VERIFIER, YES)
VERIFY = requests.verify_code(CLIENT, PHONE, VERIFIER, YES, "408317")
PROFILE = requests.profile(CLIENT)
SIGNED = digest("example-secret-not-real", PROFILE.path, PROFILE.body)
ENDPOINTS = [
    Endpoint("probe", lambda c: c.probe(), requests.configuration(), STORE + TYPED, LOCATION),
    Endpoint(
        "configuration",
        lambda c: c.configuration(),
        requests.configuration(),
        STORE + TYPED,
        LOCATION,
    ),
    Endpoint("meta", lambda c: c.meta(), requests.meta(), STORE + TYPED, b'{"program_type":"x"}'),
    _read("search", requests.search(GUEST), b'{"id":90017}'),
    _read("find", requests.find(GUEST), b'{"user_id":90017}'),
    _read("balance", requests.balance(USER), b'{"account_balance":{}}'),
    _read("active", requests.active(USER, UID), BASKET),
    _store(
        "lookup",
        requests.lookup(receipt()),
        b'{"selected_discounts":[],"unselected_discounts":[]}',
    ),
    _store("auto_select", requests.auto_select(receipt()), BASKET),
    _store("select", requests.select(USER, (Selection(DiscountType.REWARD, "1"),), UID), BASKET),
    _store("unselect", requests.unselect(USER, (8801,), UID), BASKET),
    _store("unlock", requests.unlock(USER, UID), EMPTY),
    _store("quote", requests.quote(COMMIT), BATCH),
    _store("commit", COMMIT, BATCH),
    _store("void", requests.void("Tq7", USER), EMPTY, "202 Accepted"),
    _store("checkin", requests.checkin(sale(), GUEST), b'{"id":90017}'),
    _store("receipt", requests.receipt_details(sale()), EMPTY),
    Endpoint(
        "send_code",
        lambda c: c.send_code(SEND, UID),
        SEND,
        STANDING + NAMED + TYPED + CLOSING,
        SENT,
    ),
    Endpoint(
        "verify_code",
        lambda c: c.verify_code(VERIFY, UID),
        VERIFY,
        STANDING + NAMED + "client-type: external_mobile_app\r\n" + TYPED + CLOSING,
        TOKENS,
    ),
    Endpoint(
        "refresh",
        lambda c: c.refresh(requests.refresh(CLIENT, "rt-demo-1")),
        requests.refresh(CLIENT, "rt-demo-1"),
        STANDING + TYPED + CLOSING,
        TOKENS,
    ),
    Endpoint(
        "sign_out",
        lambda c: c.sign_out(requests.sign_out(CLIENT), "eyJ-demo"),
        requests.sign_out(CLIENT),
        STANDING + "Authorization: Bearer eyJ-demo\r\n" + TYPED + CLOSING,
        EMPTY,
    ),
    Endpoint(
        "profile",
        lambda c: c.profile(PROFILE, SESSION, SIGNED),
        PROFILE,
        STANDING.replace(f"PosApp/POS/{__version__}", f"PosApp/{__version__}/1(POS;till)")
        + f"Authorization: Bearer eyJ-demo\r\nx-pch-digest: {SIGNED}\r\n{NAMED}{TYPED}",
        b'{"user":{"user_id":90017}}',
    ),
]
ALL = pytest.mark.parametrize("one", ENDPOINTS, ids=lambda one: one.name)
MOVING = pytest.mark.parametrize(
    "one", [e for e in ENDPOINTS if not e.is_read], ids=lambda one: one.name
)
READING = pytest.mark.parametrize(
    "one", [e for e in ENDPOINTS if e.is_read], ids=lambda one: one.name
)


@asynccontextmanager
async def client(hosts: Hosts, limits: Limits | None = None) -> AsyncIterator[PunchhClient]:
    made = PunchhClient(connect(hosts, KEYS), TERMINAL, limits or Limits(QUICK, QUICK))
    try:
        yield made
    finally:
        await made.aclose()


@asynccontextmanager
async def answered_by(answer: Answer) -> AsyncIterator[tuple[Server, PunchhClient]]:
    async with serving(answer) as server, client(Hosts(server.url)) as till:
        yield server, till


async def raised_by(one: Endpoint, answer: Answer) -> Exception:
    async with answered_by(answer) as (_, till):
        try:
            await one.call(till)
        except Exception as error:  # noqa: BLE001 - which one it is, is the question
            return error
    raise AssertionError("nothing was raised")


@pytest.mark.scenario("punchh", 11)
@ALL
async def test_exactly_these_bytes_leave(one: Endpoint) -> None:
    """Bodies of GET and DELETE included, and no header that nobody asked for."""
    async with answered_by(says(one.answer, one.status)) as (server, till):
        await one.call(till)
    (request,) = server.requests
    body = one.draft.body
    length = f"Content-Length: {len(body)}\r\n" if body is not None else ""
    assert request.decode() == (
        f"{one.draft.method} {one.draft.path} HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{server.port}\r\n"
        f"{one.headers}{length}\r\n{(body or b'').decode()}"
    )


def test_no_endpoint_is_left_out() -> None:
    methods = {name for name in vars(PunchhClient) if not name.startswith("_")} - {"aclose"}
    assert {one.name for one in ENDPOINTS} == methods


def test_which_calls_lock_move_or_send() -> None:
    assert {one.name for one in ENDPOINTS if one.is_read} == {
        "probe",
        "configuration",
        "meta",
        "search",
        "find",
        "balance",
        "active",
        "profile",
    }


async def test_each_trust_domain_has_its_own_host() -> None:
    async with serving(says()) as pos, serving(says()) as identity, serving(says()) as receipts:
        hosts = Hosts(pos.url, identity.url, receipts.url)
        async with client(hosts) as till:
            for one in ENDPOINTS:
                try:
                    await one.call(till)
                except (ContractBrokenError, RefusedError):
                    continue
    assert {path(request) for request in identity.requests} == {
        "/api2/password_less/token",
        "/api2/password_less/verify",
        "/api2/password_less/refresh_token",
        "/api2/password_less/sign_out",
    }
    assert {path(request) for request in receipts.requests} == {"/receipt_details"}
    others = {path(request) for request in pos.requests}
    assert {name for name in others if not name.startswith("/api/pos/")} == {requests.PROFILE}
    assert not [r for r in identity.requests if b"loc-demo-17" in r or b"0b7e-demo" in r]


def path(request: bytes) -> str:
    return request.split(b" ", 2)[1].decode()


async def test_another_client_type_may_be_set() -> None:
    async with serving(says(TOKENS)) as server:
        terminal = Terminal(DEVICE, "online_ordering")
        till = PunchhClient(connect(Hosts(server.url), KEYS), terminal)
        await till.verify_code(VERIFY, UID)
        await till.aclose()
    assert b"\r\nclient-type: online_ordering\r\n" in server.requests[0]


async def test_an_id_token_goes_along_where_there_is_one() -> None:
    session = wire.Session(access_token="eyJ-demo", id_token="id-demo")
    async with answered_by(says(b'{"user":{"user_id":90017}}')) as (server, till):
        answer = await till.profile(PROFILE, session, SIGNED)
    assert answer.user.user_id == 90017
    assert b"\r\nid-token: id-demo\r\n" in server.requests[0]


# Answers


async def test_a_look_up_is_read() -> None:
    body = b'{"id":90017,"first_name":"Ola","phone":5005550142,"balance":{"banked_rewards":"0.10"}}'
    async with answered_by(says(body)) as (_, till):
        guest = await till.search(requests.search(GUEST))
    assert (guest.number, guest.phone, guest.first_name) == (USER, 5005550142, "Ola")


async def test_a_probe_answers_with_the_servers_date() -> None:
    date = "Tue, 04 Mar 2031 17:15:09 GMT"
    async with answered_by(says(LOCATION, "200 OK", f"Date: {date}")) as (_, till):
        assert await till.probe() == date


async def test_a_batch_of_failures_is_an_answer_and_no_success() -> None:
    body = b'{"redemption_ref":"Tq7","success":[],"failures":[{"qualified":false}]}'
    async with answered_by(says(body)) as (_, till):
        answer = await till.commit(COMMIT, UID)
    assert answer.success == ()
    assert [entry.qualifies for entry in answer.failures or ()] == [False]


async def test_a_session_is_won_and_shown_nowhere() -> None:
    async with answered_by(says(TOKENS)) as (_, till):
        session = await till.verify_code(VERIFY, UID)
    assert (session.bearer, session.refresh_token) == ("eyJ-demo", "rt-demo-1")
    assert "demo" not in repr(session)


async def test_a_quote_and_a_commit_are_never_taken_for_each_other() -> None:
    async with answered_by(says(BATCH)) as (server, till):
        with pytest.raises(ValueError, match="no quote"):
            await till.quote(COMMIT, UID)
        with pytest.raises(ValueError, match="that is a quote"):
            await till.commit(requests.quote(COMMIT), UID)
    assert server.requests == []


@ALL
async def test_a_page_of_the_networks_is_never_an_answer(one: Endpoint) -> None:
    page = b"<html>Free Wi-Fi</html>"
    error = await raised_by(one, says(page, one.status, "Content-Type: text/html"))
    assert isinstance(error, ContractBrokenError)
    assert error.__context__ is None


@pytest.mark.scenario("punchh", 12)
@pytest.mark.parametrize("answer", [says(EMPTY), says(b"{}"), says(EMPTY, "204 No Content")])
async def test_only_a_202_is_a_void(answer: Answer) -> None:
    (one,) = (e for e in ENDPOINTS if e.name == "void")
    assert isinstance(await raised_by(one, answer), ContractBrokenError)


# Errors


@MOVING
@pytest.mark.parametrize(
    "answer",
    [
        says(b"<html>Just a moment</html>", "403 Forbidden"),
        says(EMPTY, "302 Found", "Location: https://elsewhere.example/"),
        says(b'{"error":"No Basket found"}', "503 Unavailable"),
        says(EMPTY, "404 Not Found"),
        cuts(),
        stays_silent(),
    ],
    ids=["edge", "redirect", "503", "empty", "cut", "silence"],
)
async def test_what_tells_nothing_of_a_moving_call_leaves_it_unknown(
    one: Endpoint, answer: Answer
) -> None:
    assert type(await raised_by(one, answer)) is OutcomeUnknownError


@READING
@pytest.mark.parametrize(
    "answer",
    [
        says(b"<html>Just a moment</html>", "403 Forbidden"),
        says(EMPTY, "302 Found", "Location: https://elsewhere.example/"),
    ],
    ids=["edge", "redirect"],
)
async def test_what_tells_nothing_to_a_read_is_no_answer(one: Endpoint, answer: Answer) -> None:
    error = await raised_by(one, answer)
    assert isinstance(error, OutcomeUnknownError)
    assert not isinstance(error, RefusedError)


@ALL
async def test_what_was_throttled_can_be_repeated(one: Endpoint) -> None:
    error = await raised_by(one, says(b"slow down", "429 Too Many Requests"))
    assert isinstance(error, NotSentError)


@ALL
async def test_a_host_that_is_not_there_was_not_reached(one: Endpoint) -> None:
    async with serving(says()) as server:
        url = server.url
    async with client(Hosts(url)) as till:
        with pytest.raises(NotSentError):
            await one.call(till)


@pytest.mark.parametrize("name", ["commit", "search", "receipt", "unlock"])
async def test_wrong_keys_are_the_tills_own_fault(name: str) -> None:
    (one,) = (e for e in ENDPOINTS if e.name == name)
    error = await raised_by(one, says(b'["Invalid LocationKey"]', "401 Unauthorized"))
    assert isinstance(error, MisconfiguredError)


@pytest.mark.parametrize(
    ("name", "status", "document", "meaning"),
    [
        (
            "lookup",
            "422 X",
            {"error": LOCKED},
            "LOCKED_ELSEWHERE",
        ),
        ("search", "404 X", {"error": "User not found"}, "USER_NOT_FOUND"),
        ("find", "404 X", ["User not found"], "USER_NOT_FOUND"),
        ("active", "404 X", {"error": "User does not have an active basket"}, "NO_ACTIVE_BASKET"),
        ("unlock", "422 X", {"error": "Unable to find valid discount basket."}, "UNLOCK_NOTHING"),
        ("unlock", "404 X", {"error": "User does not have an active basket."}, "NO_ACTIVE_BASKET"),
        ("commit", "422 X", {"error": "No Basket found"}, "NO_BASKET_FOUND"),
        (
            "void",
            "410 X",
            {"error": {"message": f"Checkin … {UID} has been committed.", "code": "commited"}},
            "ALREADY_CHECKED_IN",
        ),
        ("checkin", "409 X", {"error": f"{UID} was processed"}, "ALREADY_RECORDED"),
        ("send_code", "422 X", {"errors": {"privacy_policy": ["x"]}}, "CONSENT_MISSING"),
        ("verify_code", "404 X", {"errors": {"x": ["x"]}}, "CODE_REJECTED"),
        ("verify_code", "401 X", {"errors": {"x": ["x"]}}, "CODE_REJECTED"),
        ("verify_code", "403 X", {"errors": {"deactivated_user": ["x"]}}, "BANNED"),
    ],
)
async def test_a_no_of_punchhs_has_its_meaning(
    name: str, status: str, document: Any, meaning: str
) -> None:
    (one,) = (e for e in ENDPOINTS if e.name == name)
    error = await raised_by(one, says(json.dumps(document).encode(), status))
    assert isinstance(error, RefusedByPunchhError)
    assert error.meaning is Meaning[meaning]


# Time


def test_each_call_has_the_time_of_its_kind() -> None:
    """Section 8: connecting takes 3 s, asking 7 s and moving value 15 s at most. Signing out fits
    between the check of a code and the end of the whole."""
    limits = Limits()
    assert (limits.asking.connect, limits.asking.total) == (3, 7)
    assert (limits.moving.connect, limits.moving.total) == (3, 15)
    assert limits.moving.total + limits.parting.total < DEADLINE


async def test_a_quote_is_given_up_before_a_commit() -> None:
    seen: dict[str, float] = {}

    def note(request: httpx.Request) -> httpx.Response:
        kind = "quote" if b'"query":true' in request.content else request.url.path
        seen[kind] = request.extensions["timeout"]["read"]
        return httpx.Response(503)

    lines = connect(Hosts("https://cedar.example"), KEYS, transport=httpx.MockTransport(note))
    till = PunchhClient(lines, TERMINAL)
    for one in ENDPOINTS:
        with pytest.raises(OutcomeUnknownError):
            await one.call(till)
    await till.aclose()
    slow = {"token", "verify", "refresh_token", "checkins", "receipt_details"}
    slow |= {"batch_redemptions", "Tq7"}
    assert {kind.rpartition("/")[2] for kind, seconds in seen.items() if seconds == 15} == slow
    assert {kind.rpartition("/")[2] for kind, seconds in seen.items() if seconds < 7} == {
        "sign_out"
    }
    assert {seconds for seconds in seen.values() if seconds >= 7} == {7, 15}


def test_nothing_that_holds_a_key_shows_it() -> None:
    lines = connect(Hosts("https://cedar.example"), KEYS)
    till = PunchhClient(lines, TERMINAL)
    shown = f"{KEYS!r} {TERMINAL!r} {lines!r} {till!r} {KEYS} {till}"
    for secret in ("loc-demo", "0b7e", DEVICE):
        assert secret not in shown
