"""What leaves for Weavr through the real HTTP stack, and what is made of what comes back."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import chain, repeat
from time import monotonic
from typing import NamedTuple

import pytest

from pos_app import __version__
from pos_app.checkout.runner import DEADLINE, Runner
from pos_app.core.challenge import Challenge, Channel, CheckUnknown, TypedCode
from pos_app.core.errors import NotSentError, OutcomeUnknownError
from pos_app.core.loyalty import Refusal
from pos_app.core.submission import Answer as Told
from pos_app.core.submission import Done, Pending, Phase, Receipt, Refused, Step, Unclear, Unknown
from pos_app.providers.http import AddressError, Timeouts
from pos_app.providers.weavr import requests
from pos_app.providers.weavr.client import Limits, WeavrClient, connect
from pos_app.providers.weavr.options import Options
from pos_app.providers.weavr.provider import WeavrProvider
from pos_app.providers.weavr.quota import Quota
from pos_app.providers.weavr.requests import Channel as Way
from pos_app.providers.weavr.sessions import Bearer, Sessions
from pos_app.providers.weavr.wire import Instrument
from tests.unit.providers.loopback import Answer, Server, cuts, says, serving, stays_silent
from tests.unit.providers.test_weavr_requests import ORDER
from tests.unit.providers.weavr_send import MERCHANT, PROFILE, SEND, body, intent, task

TOKEN = "eyJhbGciOiJub25lIn0.c29tZWJvZHk.sandbox"
BEARER = Bearer(TOKEN)
QUICK = Timeouts(connect=0.2, answer=0.2)
LIMITS = Limits(asking=QUICK, moving=QUICK, parting=QUICK)
STANDING = (
    "Accept: application/json\r\n"
    "Accept-Encoding: identity\r\n"
    f"User-Agent: pos-app/{__version__}\r\n"
    "api-key: test-key-01\r\n"
)
OWN = f"{STANDING}Authorization: Bearer {TOKEN}\r\n"
TYPED, CLOSING = "Content-Type: application/json\r\n", "Connection: close\r\n"
HELD = Receipt(SEND, amount=3450)


class Endpoint(NamedTuple):
    call: Callable[[WeavrClient], Awaitable[object]]
    line: str
    headers: str
    answer: bytes
    status: str = "200 OK"


CREATE = requests.create(ORDER)
CANCEL = requests.cancel(SEND)
ENDPOINTS = {
    "probe": Endpoint(
        lambda c: c.probe(), "POST /login_with_password", STANDING + TYPED, b"", "403 Forbidden"
    ),
    "identities": Endpoint(
        lambda c: c.identities(BEARER),
        "GET /identities?offset=0&limit=100",
        OWN,
        b'{"identities":[{"id":{"type":"CONSUMER","id":"1"},"name":"Alma Berg"}],"count":1}',
    ),
    "access_token": Endpoint(
        lambda c: c.access_token(BEARER, Instrument("CONSUMER", "1")),
        "POST /access_token",
        OWN + TYPED,
        b'{"token":"eyJ-new","status":"STANDARD"}',
    ),
    "logout": Endpoint(
        lambda c: c.logout(BEARER), "POST /logout", OWN + CLOSING, b"", "204 No Content"
    ),
    "factors": Endpoint(
        lambda c: c.factors(BEARER), "GET /authentication_factors", OWN, b'{"factors":[]}'
    ),
    "accounts": Endpoint(
        lambda c: c.accounts(BEARER, 100),
        "GET /managed_accounts?offset=100&limit=100",
        OWN,
        b'{"accounts":[],"count":0,"responseCount":0}',
    ),
    "create": Endpoint(
        lambda c: c.create(BEARER, CREATE, "rdm-1-hold"),
        "POST /sends",
        f"{OWN}idempotency-ref: rdm-1-hold\r\n{TYPED}{CLOSING}",
        body(),
    ),
    "send": Endpoint(lambda c: c.send(BEARER, SEND), f"GET /sends/{SEND}", OWN, body("COMPLETED")),
    "tagged": Endpoint(
        lambda c: c.tagged(BEARER, "rdm-1"),
        "GET /sends?tag=rdm-1&offset=0&limit=100",
        OWN,
        b'{"send":[],"count":0,"responseCount":0}',
    ),
    "cancel": Endpoint(
        lambda c: c.cancel(BEARER, CANCEL),
        f"POST /sends/{SEND}/cancel",
        OWN + TYPED + CLOSING,
        body("CANCELLED"),
    ),
    "issue": Endpoint(
        lambda c: c.issue(BEARER, Way.SMS, SEND, "rdm-1-issue-1"),
        "POST /challenges/otp/SMS",
        f"{OWN}idempotency-ref: rdm-1-issue-1\r\n{TYPED}{CLOSING}",
        b'{"scaChallengeId":"114000000000000077"}',
    ),
    "push": Endpoint(
        lambda c: c.issue(BEARER, Way.AUTHY, SEND, "rdm-1-issue-2"),
        "POST /challenges/push/AUTHY",
        f"{OWN}idempotency-ref: rdm-1-issue-2\r\n{TYPED}{CLOSING}",
        b'{"scaChallengeId":"114000000000000078"}',
    ),
    "verify": Endpoint(
        lambda c: c.verify(BEARER, "77", "012345", "rdm-1-verify-1"),
        "POST /challenges/77/otp/SMS/verify",
        f"{OWN}idempotency-ref: rdm-1-verify-1\r\n{TYPED}{CLOSING}",
        b"",
        "204 No Content",
    ),
}
MOVING = [name for name, one in ENDPOINTS.items() if CLOSING in one.headers]


def client_of(server: Server) -> WeavrClient:
    return WeavrClient(connect(server.url, "test-key-01"), Quota(monotonic), LIMITS)


@asynccontextmanager
async def answering(answer: Answer) -> AsyncIterator[tuple[Server, WeavrClient]]:
    async with serving(answer) as server:
        client = client_of(server)
        try:
            yield server, client
        finally:
            await client.aclose()


@pytest.mark.parametrize("name", ENDPOINTS)
async def test_what_leaves_is_exactly_this(name: str) -> None:
    endpoint = ENDPOINTS[name]
    async with answering(says(endpoint.answer, endpoint.status)) as (server, client):
        await endpoint.call(client)
        [request] = server.requests
    head, _, _ = request.decode().partition("\r\n\r\n")
    line, _, headers = head.partition("\r\n")
    method, path = endpoint.line.split()
    assert line == f"{method} /multi{path} HTTP/1.1"
    own = [h for h in f"{headers}\r\n".splitlines(keepends=True) if not _is_framing(h)]
    assert sorted(own) == sorted(endpoint.headers.splitlines(keepends=True))


def _is_framing(header: str) -> bool:
    return header.lower().startswith(("host:", "content-length:"))


@pytest.mark.parametrize("name", MOVING)
async def test_an_answer_cut_off_leaves_an_unknown_outcome(name: str) -> None:
    async with answering(cuts()) as (_, client):
        with pytest.raises(OutcomeUnknownError):
            await ENDPOINTS[name].call(client)


async def test_a_busy_server_says_in_its_own_header_when_to_come_back() -> None:
    headers = ("x-ratelimit-limit: 20, 10;w=60", "x-ratelimit-reset: 7", "Retry-After: 90")
    async with answering(says(b"", "429 Too Many Requests", *headers)) as (_, client):
        with pytest.raises(NotSentError) as raised:
            await client.create(BEARER, CREATE, "rdm-1-hold")
        assert raised.value.retry_after == 7
        assert not client.quota.take()


async def test_the_servers_reference_is_logged_and_no_secret_is(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with answering(says(body(), "200 OK", "request-ref: 7f0c-9a")) as (_, client):
        await client.create(BEARER, CREATE, "rdm-0451-hold")
    assert "request=7f0c-9a" in caplog.text
    assert "key=451-hold" in caplog.text
    assert TOKEN not in caplog.text
    assert "test-key-01" not in caplog.text


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("https://sandbox.weavr.io/multi", True),
        ("https://sandbox.weavr.io/multi/", True),
        ("https://api.weavr.io", True),
        ("http://127.0.0.1:8765", True),
        ("https://weavr.io.example.com/multi", False),
        ("https://notweavr.io", False),
        ("https://example.com", False),
        ("http://sandbox.weavr.io", False),
    ],
)
async def test_a_key_goes_to_weavr_and_to_this_machine_only(address: str, fits: bool) -> None:
    if not fits:
        with pytest.raises(AddressError):
            connect(address, "test-key-01")
        return
    await connect(address, "test-key-01").aclose()


async def test_a_customers_session_that_is_over_is_no_fault_of_the_tills_access() -> None:
    told: list[tuple[str, int | None]] = []
    async with serving(says(b"", "401 Unauthorized")) as server:
        line = connect(server.url, "k", on_call=lambda name, status, _: told.append((name, status)))
        client = WeavrClient(line, Quota(monotonic), LIMITS)
        with pytest.raises(Exception, match="SESSION_OVER"):
            await client.factors(BEARER)
        with pytest.raises(Exception, match="HTTP_401"):
            await client.probe()
        await client.aclose()
    assert told == [("factors", 404), ("probe", 401)]


# The provider on answers in a row


def in_turn(*answers: Answer) -> Answer:
    """The last one for ever."""
    left = chain(answers, repeat(answers[-1]))

    async def answer(writer: asyncio.StreamWriter) -> None:
        await next(left)(writer)

    return answer


@asynccontextmanager
async def provider_on(*answers: Answer) -> AsyncIterator[tuple[Server, WeavrProvider, str]]:
    sessions = Sessions()
    handle = sessions.read_key(TOKEN).value
    async with serving(in_turn(*answers)) as server:
        options = Options(MERCHANT, PROFILE)
        provider = WeavrProvider(client_of(server), options, sessions=sessions, pause=_no_time)
        try:
            yield server, provider, handle
        finally:
            sessions.take_all()
            await provider.aclose()


async def _no_time(_: float) -> None:
    """Waits are over at once."""


async def carried(
    step: Step, phase: Phase, *answers: Answer, receipt: Receipt | None = None
) -> Told:
    async with provider_on(*answers) as (_, provider, handle):
        wanted = task(step, handle, receipt)
        return await Runner(provider, provider).carry(wanted, provider.draft(wanted), phase)


LIST = b'{"send":[%s],"count":1}'


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (("PENDING_CHALLENGE",), Done(HELD)),
        (("PENDING",), Done(HELD)),
        (("COMPLETED",), Done(Receipt(SEND, amount=3450, executed=True))),
        (("INITIALISED", "COMPLETED"), Done(Receipt(SEND, amount=3450, executed=True))),
        (("INITIALISED", "APPROVED"), Unknown("OutcomeUnknownError")),
        (("APPROVED", "FAILED"), Refused(Refusal("SEND_FAILED"))),
        (("REJECTED",), Refused(Refusal("SEND_REJECTED"))),
        (("NEVER_HEARD_OF",), Unknown("ContractBrokenError")),
    ],
)
async def test_a_create_is_as_good_as_the_state_it_comes_to(
    states: tuple[str, ...], told: Told
) -> None:
    answers = [says(body(state)) for state in states]
    assert await carried(Step.HOLD, Phase.SENDING, *answers) == told


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("COMPLETED", Done(Receipt(SEND, amount=3450, executed=True))),
        ("PENDING_CHALLENGE", Pending()),
        ("PENDING", Pending()),
        ("APPROVED", Pending()),
        ("INITIALISED", Pending()),
        ("REJECTED", Refused(Refusal("SEND_REJECTED"))),
        ("RETURNED", Refused(Refusal("SEND_RETURNED"))),
    ],
)
async def test_only_completed_is_money(state: str, told: Told) -> None:
    answer = await carried(Step.COMMIT, Phase.LOOKING, says(body(state)), receipt=HELD)
    assert answer == told


@pytest.mark.expects_log
@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden", "404 Not Found"])
async def test_whom_weavr_tells_nothing_any_more_is_for_a_person(status: str) -> None:
    for step in (Step.COMMIT, Step.RELEASE):
        assert await carried(step, Phase.LOOKING, says(b"", status), receipt=HELD) == Unclear()
    assert await carried(Step.HOLD, Phase.LOOKING, says(b"", status)) == Unclear()


async def test_a_send_is_found_by_its_tag_where_its_id_was_never_learnt() -> None:
    listed = says(LIST % body("COMPLETED"))
    told = await carried(Step.COMMIT, Phase.LOOKING, listed, receipt=Receipt())
    assert told == Done(Receipt(SEND, amount=3450, executed=True))


@pytest.mark.expects_log
async def test_two_sends_with_one_tag_are_nobodys() -> None:
    listed = says(b'{"send":[%s,%s]}' % (body(), body(id="2")))
    assert await carried(Step.HOLD, Phase.LOOKING, listed) == Unknown("OutcomeUnknownError")


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (("CANCELLED",), Done(Receipt(SEND))),
        (("", "REJECTED"), Done(Receipt(SEND))),
        (("", "COMPLETED"), Refused(Refusal("SEND_EXECUTED"))),
        (("", "APPROVED"), Refused(Refusal("SEND_EXECUTED"))),
        (("", "PENDING_CHALLENGE"), Unknown("OutcomeUnknownError")),
    ],
)
async def test_a_cancellation_is_as_good_as_what_the_send_says(
    states: tuple[str, ...], told: Told
) -> None:
    refused = says(b'{"errorCode":"INVALID_STATE"}', "409 Conflict")
    answers = [says(body(state)) if state else refused for state in states]
    assert await carried(Step.RELEASE, Phase.SENDING, *answers, receipt=HELD) == told


async def test_a_code_that_is_never_answered_ends_before_its_deadline() -> None:
    """Once more under the same ref, and then the send is looked at: nothing is certain."""
    found, sent = says(LIST % body()), says(b'{"scaChallengeId":"77"}')
    factors = says(b'{"factors":[{"type":"OTP","channel":"SMS","status":"ACTIVE"}]}')
    async with provider_on(factors, found, sent, stays_silent()) as (server, provider, handle):
        runner = Runner(provider, provider)
        customer = task(Step.HOLD, handle).customer
        assert customer is not None
        await runner.send_code(intent(), customer, None)
        began = monotonic()
        challenge = Challenge(Channel.SMS, reference="77")
        told = await runner.check_code(intent(), customer, challenge, TypedCode("123456"))
        assert monotonic() - began < DEADLINE / 2
    assert told == CheckUnknown()
    checks = [one for one in server.requests if b"/verify " in one]
    assert len(checks) == 2
    assert checks[0] == checks[1]


def test_a_repeat_and_a_look_fit_into_the_deadline_of_the_whole() -> None:
    limits = Limits()
    assert 2 * limits.moving.total + limits.asking.total + 1 < DEADLINE
