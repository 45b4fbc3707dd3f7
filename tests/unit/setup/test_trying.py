"""What a harmless call came to, by the way in which it failed."""

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import keyring
import pytest
import trustme

from pos_app.core.errors import (
    ContractBrokenError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    ProviderError,
    RefusedError,
)
from pos_app.core.loyalty import Refusal
from pos_app.core.setting_up.asks import Ask
from pos_app.core.setting_up.states import FarEnd, Outcome, SetUp
from pos_app.sandbox.assembly import build_sandbox
from pos_app.sandbox.server import ThreadedServer
from pos_app.setup.trying import attempt, outcome_of
from tests.unit.core.set_ups import answered, complete
from tests.unit.settings.test_vault import Memory


@pytest.fixture(autouse=True)
def memory() -> Iterator[Memory]:
    before = keyring.get_keyring()
    kept = Memory()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)


TOKEN = "sandbox-token"


class Answers(BaseHTTPRequestHandler):
    """Any request gets this status and date."""

    status = 200
    body = b"{}"
    date = ""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(self.body)

    do_GET = do_POST  # noqa: N815 - the library's name

    def date_time_string(self, timestamp: float | None = None) -> str:
        return self.date or super().date_time_string(timestamp)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - likewise
        pass


class Served:
    def __init__(self, handler: type[Answers], context: ssl.SSLContext | None = None) -> None:
        self.server = HTTPServer(("127.0.0.1", 0), handler)
        self.scheme = "http"
        if context is not None:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            self.scheme = "https"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))

    def __enter__(self) -> str:
        self.thread.start()
        return f"{self.scheme}://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def tried(address: str, tmp_path: Path, **more: str) -> Outcome:
    state = answered(complete("bonifiq"), {Ask.ADDRESS: address})
    (finding,) = attempt(answered(state, {Ask(k): v for k, v in more.items()}), tmp_path / "t.toml")
    assert finding.far_end is FarEnd.LEDGER
    return finding.outcome


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    assert tried("https://no-such-host.invalid", tmp_path) is Outcome.NO_HOST


def test_nobody_who_listens_is_told(tmp_path: Path) -> None:
    with Served(Answers) as address:
        gone = address
    assert tried(gone, tmp_path) is Outcome.UNREACHABLE


def test_a_certificate_of_an_unknown_authority_is_told(tmp_path: Path) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with Served(Answers, context) as address:
        assert tried(address, tmp_path) is Outcome.NOT_TRUSTED


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (401, b"", Outcome.REFUSED),
        (403, b"", Outcome.REFUSED),
        (404, b"<html>", Outcome.ELSEWHERE),
        (200, b"<html>", Outcome.ELSEWHERE),
        (302, b"", Outcome.ELSEWHERE),
        (429, b"", Outcome.BUSY),
        (503, b"", Outcome.BUSY),
    ],
)
def test_what_answers_is_told_by_its_answer(
    status: int, body: bytes, outcome: Outcome, tmp_path: Path
) -> None:
    handler = type("Handler", (Answers,), {"status": status, "body": body})
    with Served(handler) as address:
        assert tried(address, tmp_path) is outcome


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    with ThreadedServer(build_sandbox()) as url:
        yield url


def practised(address: str, token: str = TOKEN) -> SetUp:
    answers = {
        Ask.ADDRESS: address,
        Ask.BONIFIQ_TOKEN: token,
        Ask.BONIFIQ_KEY: "sandbox-key",
    }
    return answered(complete("bonifiq"), answers)


def test_an_answer_is_told_with_its_time(sandbox: str, tmp_path: Path) -> None:
    (finding,) = attempt(practised(sandbox), tmp_path / "till.toml")
    assert finding.outcome is Outcome.ANSWERED
    assert finding.milliseconds is not None
    assert not [*tmp_path.iterdir()], "nothing is written"


def test_what_is_kept_is_used_where_nothing_was_typed(
    sandbox: str, tmp_path: Path, memory: Memory
) -> None:
    memory.kept["pos-app", "bonifiq.api_token"] = "another"
    memory.kept["pos-app", "bonifiq.api_key"] = "sandbox-key"
    state = practised(sandbox, token="")
    (finding,) = attempt(answered(state, {Ask.BONIFIQ_KEY: ""}), tmp_path / "till.toml")
    assert finding.outcome is Outcome.REFUSED
    memory.kept["pos-app", "bonifiq.api_token"] = "sandbox-token"
    (finding,) = attempt(state, tmp_path / "till.toml")
    assert finding.outcome is Outcome.ANSWERED


def test_without_a_secret_nobody_is_asked(tmp_path: Path) -> None:
    state = answered(complete("bonifiq"), {Ask.BONIFIQ_TOKEN: "", Ask.BONIFIQ_KEY: ""})
    (finding,) = attempt(state, tmp_path / "till.toml")
    assert finding.outcome is Outcome.NO_SECRETS


def test_a_clock_that_is_off_is_told_with_by_how_much(tmp_path: Path) -> None:
    date = (datetime.now(UTC) - timedelta(hours=2)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    body = b'{"Customer": null, "Rewards": []}'
    handler = type("Handler", (Answers,), {"date": date, "body": body})
    with Served(handler) as address:
        state = practised(address)
        (finding,) = attempt(state, tmp_path / "till.toml")
    assert finding.outcome is Outcome.CLOCK_OFF
    assert finding.drift is not None
    assert 7100 < finding.drift < 7300


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (NotSentError("CertificateOutOfDate"), Outcome.OUT_OF_DATE),
        (NotSentError("ConnectTimeout"), Outcome.UNREACHABLE),
        (NotSentError("Quota", 12), Outcome.BUSY),
        (OutcomeUnknownError("ReadTimeout"), Outcome.NO_ANSWER),
        (OutcomeUnknownError("Deadline"), Outcome.NO_ANSWER),
        (ContractBrokenError("Unreadable"), Outcome.ELSEWHERE),
        (MisconfiguredError(Refusal("HTTP_401")), Outcome.REFUSED),
        (RefusedError(Refusal("HTTP_404")), Outcome.ELSEWHERE),
    ],
    ids=repr,
)
def test_every_error_has_a_cure(error: ProviderError, outcome: Outcome) -> None:
    assert outcome_of(error) is outcome
