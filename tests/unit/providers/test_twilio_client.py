"""Twilio's client over loopback sockets: every call, every way it can end, and nothing told."""

import asyncio
import base64
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import pytest

from pos_app.core.challenge import Sent
from pos_app.core.errors import (
    ContractBrokenError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    ProviderError,
)
from pos_app.providers.http import HttpClient, Timeouts, basic
from pos_app.providers.ports import Draft
from pos_app.providers.site import Site
from pos_app.providers.twilio_verify.challenger import create
from pos_app.providers.twilio_verify.client import KEPT_FOR, LIMITS, TwilioClient
from pos_app.providers.twilio_verify.requests import Requests
from tests.contract.twilio_till import ANA, intent
from tests.telling import forms
from tests.unit.providers.loopback import Answer, Server, cuts, says, sends, serving, stays_silent

SERVICE = "VA0c0ffee00c0ffee00c0ffee00c0ffee0"
FACTOR = "YF11112222333344445555666677778888"
CHALLENGE = "YCaaaa1111bbbb2222cccc3333dddd4444"
VERIFICATION = "VE0123456789abcdef0123456789abcdef"
WHO = "mbr-0001-aaaa"
KEY, SECRET = "SK5a4db0c5000000000000000000000007", "secret-of-the-key-7311"
NUMBER, CODE, SEED = "+5511933330077", "48291307", "JBSWY3DPEHPK3PXP"
QUICK = Timeouts(connect=5, answer=0.5)

ours = Requests(SERVICE)


class Endpoint(NamedTuple):
    name: str
    draft: Draft
    call: Callable[[TwilioClient, Draft], Awaitable[object]]
    mutating: bool = True


async def listed(client: TwilioClient, draft: Draft) -> object:
    return [one async for one in client.challenges(draft)]


ENDPOINTS = (
    Endpoint(
        "create",
        ours.create_challenge(WHO, FACTOR, "otp-1", code=CODE),
        lambda c, d: c.create_challenge(d, "otp-1"),
    ),
    Endpoint("fetch", ours.challenge(WHO, CHALLENGE), lambda c, d: c.challenge(d), mutating=False),
    Endpoint("list", ours.challenges(WHO), listed, mutating=False),
    Endpoint(
        "answer",
        ours.answer_challenge(WHO, CHALLENGE, CODE),
        lambda c, d: c.answer_challenge(d, "otp-1"),
    ),
    Endpoint("notify", ours.notify(WHO, CHALLENGE), lambda c, d: c.notify(d, "otp-1")),
    Endpoint("factors", ours.factors(WHO), lambda c, d: c.factors(d), mutating=False),
    Endpoint("enrol", ours.create_totp(WHO, "Loja"), lambda c, d: c.create_factor(d, "enrol-1")),
    Endpoint(
        "verify",
        ours.verify_factor(WHO, FACTOR, CODE),
        lambda c, d: c.verify_factor(d, "enrol-1"),
    ),
    Endpoint("forget", ours.delete_factor(WHO, FACTOR), lambda c, d: c.delete_factor(d, "enrol-1")),
    Endpoint("start", ours.start(NUMBER), lambda c, d: c.start(d, "otp-1")),
    Endpoint("check", ours.check(VERIFICATION, CODE), lambda c, d: c.check(d, "otp-1")),
    Endpoint(
        "status", ours.verification(VERIFICATION), lambda c, d: c.verification(d), mutating=False
    ),
    Endpoint("cancel", ours.cancel(VERIFICATION), lambda c, d: c.cancel(d, "otp-1")),
    Endpoint("attempts", ours.converted(VERIFICATION), lambda c, d: c.attempts(d), mutating=False),
)
MUTATING = [one for one in ENDPOINTS if one.mutating]
named = pytest.mark.parametrize("one", ENDPOINTS, ids=[one.name for one in ENDPOINTS])
READING = [one for one in ENDPOINTS if not one.mutating]
reading = pytest.mark.parametrize("one", READING, ids=[one.name for one in READING])
moving = pytest.mark.parametrize("one", MUTATING, ids=[one.name for one in MUTATING])


async def at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


@asynccontextmanager
async def calling(base: str, timeouts: Timeouts = QUICK) -> AsyncIterator[TwilioClient]:
    http = HttpClient(base, basic(KEY, SECRET), timeouts=timeouts, kept_for=KEPT_FOR)
    client = TwilioClient(http, base, SERVICE, pause=at_once, random=lambda: 0.5)
    try:
        yield client
    finally:
        await client.aclose()


@asynccontextmanager
async def served(answer: Answer) -> AsyncIterator[tuple[TwilioClient, Server]]:
    async with serving(answer) as server, calling(f"{server.url}/v2") as client:
        yield client, server


@named
async def test_every_call_goes_out_as_a_form_with_the_key(one: Endpoint) -> None:
    async with served(cuts()) as (client, server):
        with pytest.raises(ProviderError):
            await one.call(client, one.draft)
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == f"{one.draft.method} /v2{one.draft.path} HTTP/1.1"
    pair = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
    assert f"Authorization: Basic {pair}" in lines
    assert body == (one.draft.body or b"")
    if one.draft.body is not None:
        assert "Content-Type: application/x-www-form-urlencoded" in lines


@moving
async def test_what_changes_something_leaves_once_whatever_happens(one: Endpoint) -> None:
    for answer in (cuts(), stays_silent(), says(b"{}", "500 X"), sends(b"HTTP/1.1 200 OK\r\n")):
        async with served(answer) as (client, server):
            with pytest.raises(OutcomeUnknownError):
                await one.call(client, one.draft)
            assert len(server.requests) == 1


@reading
async def test_a_read_is_repeated_once_but_a_look_at_an_approval_is_not(one: Endpoint) -> None:
    async with served(cuts()) as (client, server):
        with pytest.raises(OutcomeUnknownError):
            await one.call(client, one.draft)
        assert len(server.requests) == (1 if one.name == "fetch" else 2)


@named
async def test_nothing_that_reaches_nobody_counts_as_sent(one: Endpoint) -> None:
    async with calling("http://127.0.0.1:9/v2") as client:
        with pytest.raises(NotSentError):
            await one.call(client, one.draft)


@moving
async def test_busy_is_repeated_and_given_up_after_three_waits(one: Endpoint) -> None:
    busy = json.dumps({"code": 20429, "message": "", "status": 429}).encode()
    async with served(says(busy, "429 X")) as (client, server):
        with pytest.raises(NotSentError):
            await one.call(client, one.draft)
        assert len(server.requests) == 4


@named
async def test_a_redirect_is_not_followed(one: Endpoint) -> None:
    async with served(says(b"", "302 X", "Location: https://evil.example/")) as (client, _):
        with pytest.raises(OutcomeUnknownError):
            await one.call(client, one.draft)


async def test_a_wait_that_is_too_long_is_not_waited() -> None:
    busy = json.dumps({"code": 20429, "message": "", "status": 429}).encode()
    async with served(says(busy, "429 X", "Retry-After: 60")) as (client, server):
        with pytest.raises(NotSentError) as told:
            await client.start(ours.start(NUMBER), "otp-1")
        assert told.value.retry_after == 60
        assert len(server.requests) == 1


async def test_a_sid_of_another_form_in_an_answer_is_none() -> None:
    body = json.dumps({"sid": "YC/../x", "status": "approved"}).encode()
    async with served(says(body, "201 X")) as (client, _):
        with pytest.raises(ContractBrokenError, match="Bad_YC"):
            await client.create_challenge(ENDPOINTS[0].draft, "otp-1")


@pytest.mark.expects_log
async def test_after_a_refused_key_nothing_more_is_sent_with_it() -> None:
    body = json.dumps({"code": 20003, "message": "Authenticate", "status": 401}).encode()
    async with served(says(body, "401 X")) as (client, server):
        for one in ENDPOINTS:
            with pytest.raises(MisconfiguredError):
                await one.call(client, one.draft)
        assert len(server.requests) == 1


@pytest.mark.scenario("twilio_verify", 16)
async def test_a_page_of_another_host_is_not_asked_for() -> None:
    async with serving(says(b"{}")) as stranger:
        meta = {"next_page_url": f"{stranger.url}/v2/Services/{SERVICE}/x?Page=1"}
        body = json.dumps({"challenges": [], "meta": meta}).encode()
        async with served(says(body)) as (client, server):
            with pytest.raises(ContractBrokenError, match="ForeignPage"):
                await listed(client, ours.challenges(WHO))
            assert len(server.requests) == 1
        assert stranger.requests == []


QUOTED: dict[str, Any] = {
    "code": 60200,
    "message": f"Invalid parameter {NUMBER} {CODE} {SEED}",
    "sid": NUMBER,
    "status": "pending",
    "to": NUMBER,
    "binding": {"secret": SEED, "uri": f"otpauth://totp/x?secret={SEED}"},
    "challenges": [{"sid": CODE, "status": NUMBER}],
}
STATUSES = ("200 OK", "201 X", "400 X", "401 X", "403 X", "404 X", "409 X", "429 X", "500 X")


@pytest.mark.expects_log
async def test_no_log_error_or_repr_tells_code_number_seed_or_key(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Also of what a server quotes back."""
    caplog.set_level(logging.DEBUG)
    seen: list[object] = []
    body = json.dumps(QUOTED).encode()
    echo = (f"X-Request-Id: {NUMBER}@x", f"X-Echo: {CODE}")
    answers = [*(says(body, status, *echo) for status in STATUSES), cuts(), says(b"<html>")]
    for answer in answers:
        for one in ENDPOINTS:
            async with served(answer) as (client, _):
                try:
                    seen.append(await one.call(client, one.draft))
                except ProviderError as error:
                    seen += [error, vars(error), error.__cause__, error.__context__]
                seen += [client, one.draft]
    told = "\n".join([*(repr(one) for one in seen), *(r.getMessage() for r in caplog.records)])
    assert len(seen) > len(answers) * len(ENDPOINTS)
    for secret in (NUMBER, CODE, SEED, SECRET, KEY):
        for form in forms(secret):
            assert form not in told, secret[:3]


async def test_a_challenger_asks_over_the_connection_of_its_look() -> None:
    started = {"sid": VERIFICATION, "status": "pending"}
    answers = iter((says(b'{"factors":[]}'), says(json.dumps(started).encode(), "201 X")))

    async def answer(writer: asyncio.StreamWriter) -> None:
        await next(answers)(writer)

    async with serving(answer) as server:
        credentials = (KEY, SECRET, "an-identity-key-of-tests")
        challenger = create(server.url, credentials, site=Site(service=SERVICE))
        sent = await challenger.send_code(intent(), ANA, None)
        await challenger.aclose()
    assert isinstance(sent, Sent)
    assert (len(server.requests), server.connections) == (2, 1)


def test_one_effect_has_time_for_several_calls() -> None:
    assert LIMITS.total <= 5
