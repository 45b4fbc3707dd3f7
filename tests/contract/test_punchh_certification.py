"""The certification of a Punchh till: it passes, its verdicts are real, and it tells nothing."""

import asyncio
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pos_app.certification.document import written
from pos_app.certification.punchh.masks import RULES
from pos_app.certification.punchh.programme import PLANS, certify
from pos_app.certification.results import Certificate
from pos_app.cli import main
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.punchh.fixtures import (
    BUSINESS_KEY,
    CLIENT_ID,
    CLIENT_SECRET,
    LOCATION_KEY,
)
from tests.telling import forms

ON = date(2031, 3, 4)
CHAPTERS = (
    "Start-up",
    "Look-up",
    "Consent and one-time code",
    "Discount types",
    "Quote and commit",
    "Several discounts",
    "Over-redemption",
    "Void",
    "Check-in",
    "Receipts",
    "Offline queue",
    "Time-outs",
    "Every request",
)
SECRET_MEMBERS = {
    "phone",
    "phone_number",
    "email",
    "birthday",
    "card_number",
    "selected_card_number",
    "loyalty_cards",
    "lookup_value",
    "client",
    "code_challenge",
    "code_verifier",
    "token",
    "access_token",
    "refresh_token",
}


class Played:
    def __init__(self) -> None:
        self.sandboxes: list[Sandbox] = []
        self.certificate = asyncio.run(certify(ON, self.sandboxes.append))
        self.document = written(self.certificate, RULES)


@pytest.fixture(scope="module")
def played() -> Played:
    return Played()


def test_the_till_passes_in_the_usual_order(played: Played) -> None:
    failed = [
        (one.number, one.title, one.checks) for one in played.certificate.steps if not one.passed
    ]
    assert failed == []
    assert tuple(chapter.title for chapter in played.certificate.chapters) == CHAPTERS
    headings = re.findall(r"^## \d+\. (.+)$", played.document, re.MULTILINE)
    assert tuple(headings) == CHAPTERS
    assert f"**passed**, {len(played.certificate.steps)} of" in played.document


def test_every_call_of_the_till_is_certified(played: Played) -> None:
    sent = {one.call for step in played.certificate.steps for one in step.shown}
    known = played.sandboxes[0].punchh.faults.calls
    assert known - sent == {"ping", "profile", "refresh"}
    assert "unknown" not in sent


@pytest.mark.parametrize(
    "kind",
    [
        "reward",
        "redeemable",
        "discount_amount",
        "card_completion",
        "redemption_code",
        "subscription",
        "fuel_reward",
    ],
)
def test_every_discount_type_has_its_step(played: Played, kind: str) -> None:
    [chapter] = [one for one in played.certificate.chapters if one.title == "Discount types"]
    assert any(step.title.startswith(kind) for step in chapter.steps)


def test_what_is_shown_can_be_read_by_machines_too(played: Played) -> None:
    blocks = re.findall(r"```http\n(.*?)\n```", played.document, re.DOTALL)
    bodies = [body for _, gap, body in (block.partition("\n\n") for block in blocks) if gap]
    documents = [json.loads(body) for body in bodies if not body.startswith("(")]
    assert len(documents) > 200


def test_nothing_personal_and_no_secret_is_told(played: Played) -> None:
    secrets = {LOCATION_KEY, BUSINESS_KEY, CLIENT_ID, CLIENT_SECRET}
    for sandbox in played.sandboxes:
        for call in sandbox.punchh.calls:
            secrets |= set(_secrets(call.json)) | set(_secrets(_parsed(call.answer)))
            secrets.add(call.headers.get("punchh-app-device-id", ""))
            secrets.add(call.headers.get("authorization", "").removeprefix("Bearer "))
        secrets |= {sent.code for sent in sandbox.punchh.books.codes.outbox}
        for guest in sandbox.punchh.books.guests.values():
            secrets |= {guest.qrcode or "", *guest.app_codes, *guest.drive_thru_codes}
            secrets |= {guest.redemption_code or "", *sandbox.punchh.books.coupons}
    secrets.discard("")
    assert len(secrets) > 100
    words = set(re.findall(r"[\w@.+-]+", played.document))
    for secret in secrets:
        assert secret not in words
        if len(secret) >= 8:
            told = [form for form in forms(secret) if len(form) >= 8 and form in played.document]
            assert told == []


def test_nobody_is_named(played: Played) -> None:
    guests = played.sandboxes[0].punchh.books.guests.values()
    for name in {name for guest in guests for name in (guest.first_name, guest.last_name)}:
        assert re.search(rf"\b{name}\b", played.document) is None


def _parsed(answer: bytes | None) -> Any:
    try:
        return json.loads(answer or b"null")
    except ValueError:
        return None


def _secrets(document: Any, name: str = "") -> Iterator[str]:
    if isinstance(document, dict):
        for member, value in document.items():
            yield from _secrets(value, member)
    elif isinstance(document, list):
        for value in document:
            yield from _secrets(value, name)
    elif name in SECRET_MEMBERS and document is not None:
        yield str(document)


# --- the verdicts are real ------------------------------------------------------------------------


def certified(chapter: str, arrange: Any) -> Certificate:
    plans = [plan for plan in PLANS if plan.title == chapter]
    return asyncio.run(certify(ON, arrange, plans))


def failing(certificate: Certificate) -> list[str]:
    return [step.title for step in certificate.steps if not step.passed]


@pytest.mark.parametrize(
    ("chapter", "settings", "titles"),
    [
        ("Time-outs", {"auto_unlock_duration": 1000}, ["The lock may have run out meanwhile"]),
        ("Quote and commit", {"changed_receipt": "counts"}, ["A commit of another check"]),
        ("Quote and commit", {"enable_auto_unlock": False}, ["A lock falls off by itself"]),
        (
            "Receipts",
            {"receipt_void_returns_offers": False},
            ["The rest comes back", "A whole check"],
        ),
        ("Look-up", {"autocreate_user_phone": True}, ["A telephone that nobody has"]),
    ],
)
def test_a_provider_that_does_otherwise_fails_just_those_steps(
    chapter: str, settings: dict[str, Any], titles: list[str]
) -> None:
    certificate = certified(chapter, lambda sandbox: sandbox.punchh.change(settings))
    assert not certificate.passed
    failed = [step.title for step in certificate.chapters[0].steps if not step.passed]
    assert len(failed) == len(titles)
    assert all(one.startswith(title) for one, title in zip(failed, titles, strict=True))


def test_commits_that_are_refused_fail_what_redeems() -> None:
    certificate = certified(
        "Void", lambda sandbox: sandbox.punchh.faults.arm("commit", "only_failures", 0)
    )
    assert len(failing(certificate)) >= 4
    document = written(certificate, RULES)
    assert "Result: **FAILED**" in document
    assert "✗ FAILED" in document


def test_a_void_that_undoes_nothing_is_noticed() -> None:
    """It is answered as if it had."""
    certificate = certified(
        "Void", lambda sandbox: sandbox.punchh.faults.arm("void", "accepted_only", 0)
    )
    failed = failing(certificate)
    for title in ("Given back before the tender", "A second void harms nobody"):
        assert title in failed


# --- the command ----------------------------------------------------------------------------------


def test_the_command_writes_the_log(played: Played, tmp_path: Path) -> None:
    """And every run of a day writes the same."""
    out = tmp_path / "log.md"
    assert main(["certify", "--provider", "punchh", "--date", str(ON), "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == played.document
