"""A whole sale with debug logging on, and nothing of it in any log, error or repr."""

import asyncio
import logging

import pytest

from pos_app.core.basket import Basket, Product
from pos_app.core.challenge import Approved, Challenge, Channel, Contact, TypedCode
from pos_app.core.errors import ProviderError
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.loyalty import limit_of
from pos_app.core.money import Money
from pos_app.core.order import Method, Order, OrderLine, Tender
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import Step
from pos_app.providers.bonifiq.provider import BonifiqProvider, create
from pos_app.providers.ports import Task
from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.bonifiq.settings import SandboxSettings
from pos_app.sandbox.server import running_server
from tests.telling import forms

TOKEN, KEY = "sandbox-token", "sandbox-key"
PIN = "807163"
CPF, EMAIL, PHONE = "12345678909", "ana+vip@loja.exemplo", "+5511988887766"
PEDRO = "11144477735"
SECRETS = (TOKEN, KEY, f"{TOKEN}:{KEY}", PIN, CPF, EMAIL, PHONE, PEDRO, "Maria Silva", "Ana Vip")


@pytest.fixture
def sandbox() -> Sandbox:
    made = build_sandbox(seed=7)
    made.bonifiq.settings = SandboxSettings(fixed_pin=PIN)
    return made


async def sale(till: BonifiqProvider, who: CustomerKey, contact: Contact | None) -> list[object]:
    """All that a redemption touches; the errors on the way are kept."""
    basket = Basket().add(Product("CAF-02", "Filtro de papel", Money(18690)))
    quoted = await till.quote(who, basket)
    customer = quoted.customer
    assert customer is not None
    chosen = next(one for one in quoted.rewards if one.id == "10")
    wanted = Intent(
        sale="s1",
        key=f"rdm-{who.value[:2]}",
        transaction=f"otp-{who.value[:2]}",
        customer="c1",
        reward=chosen.id,
        title=chosen.title,
        benefit=chosen.benefit,
        amount=limit_of(chosen, basket),
        signing_up=quoted.signing_up,
    )
    seen: list[object] = [who, customer, contact, till, till.client]
    seen.append(await till.send_code(wanted, customer, None))
    if contact is not None:
        seen.append(await till.send_code(wanted, customer, contact))
    code, challenge = TypedCode(PIN), Challenge(Channel.SMS)
    seen += [code, await till.check_code(wanted, customer, challenge, code)]
    assert Approved() in seen
    commit = Task(Step.COMMIT, wanted.key, wanted, customer=customer)
    draft = till.draft(commit)
    receipt = await till.send(commit, draft)
    seen += [commit, draft, receipt, await till.look(commit, draft)]
    lines = (OrderLine("CAF-02", "Filtro de papel", Money(17690)),)
    tender = Tender(Method.CARD, Money(17690), Money(17690))
    order = Order(f"o-{who.value[:2]}", Money(17690), lines, tender, "2026-08-03T14:02:11Z")
    register = Task(Step.REGISTER, order.id, order=order, customer=customer)
    seen.append(await till.send(register, till.draft(register)))
    return seen


async def failures(sandbox: Sandbox, till: BonifiqProvider, who: CustomerKey) -> list[object]:
    raised: list[object] = []
    for fault in sorted(sandbox.bonifiq.faults.names - {"delay"}):
        for call in ("available", "challenge", "validate", "redeem"):
            sandbox.bonifiq.faults.clear()
            try:
                sandbox.bonifiq.faults.arm(call, fault)
            except ValueError:
                continue
            try:
                await sale(till, who, None)
            except ProviderError as error:
                raised += [error, vars(error), error.__cause__, error.__context__]
            except AssertionError:
                continue
    sandbox.bonifiq.faults.clear()
    return raised


@pytest.mark.scenario("bonifiq", 27)
@pytest.mark.scenario("bonifiq", 28)
async def test_a_sale_and_its_failures_tell_nothing(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    people = [
        (CustomerKey(IdentifierKind.CPF, CPF), None),
        (CustomerKey(IdentifierKind.EMAIL, EMAIL), None),
        (CustomerKey(IdentifierKind.CPF, PEDRO), Contact(phone=PHONE)),
    ]
    async with running_server(sandbox) as url:
        till = await asyncio.to_thread(create, url, (TOKEN, KEY))
        seen = [one for who, contact in people for one in await sale(till, who, contact)]
        seen += await failures(sandbox, till, people[0][0])
        await till.aclose()
    told = [record.getMessage() for record in caplog.records if record.name != "asyncio"]
    assert len(told) > 100
    shown = "\n".join([*told, *map(repr, seen), *map(str, seen)])
    found = {secret for secret in SECRETS for form in forms(secret) if form and form in shown}
    assert found == set()
