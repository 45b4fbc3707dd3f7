"""Every operation end to end against the sandbox, in process and once over loopback."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from msgspec.structs import replace

from pos_app.core.basket import Basket, Product, net_shares
from pos_app.core.challenge import (
    Approved,
    Challenge,
    Channel,
    CodeDead,
    Contact,
    ContactWanted,
    NotDelivered,
    Sent,
    TypedCode,
    WrongCode,
)
from pos_app.core.errors import (
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    ProviderError,
    RefusedError,
)
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.loyalty import Cashback, Customer, Quote, Reward, RewardedProduct, limit_of
from pos_app.core.money import Money
from pos_app.core.order import Method, Order, Refund, Tender, order_lines
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import Done, NotExecuted, Receipt, Step, Unclear
from pos_app.providers.bonifiq import wire
from pos_app.providers.bonifiq.options import Options
from pos_app.providers.bonifiq.provider import BonifiqProvider, create
from pos_app.providers.http import in_process
from pos_app.providers.ports import Task
from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.bonifiq.settings import SandboxSettings
from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused
from pos_app.sandbox.server import running_server

CREDENTIALS = ("sandbox-token", "sandbox-key")
MARIA = CustomerKey(IdentifierKind.CPF, "12345678909")
CARLA = CustomerKey(IdentifierKind.CPF, "52998224725")
PEDRO = CustomerKey(IdentifierKind.CPF, "11144477735")
ANA = CustomerKey(IdentifierKind.EMAIL, "ana+vip@loja.exemplo")
BAKERY = CustomerKey(IdentifierKind.CNPJ, "11222333000181")
NOBODY = CustomerKey(IdentifierKind.CPF, "98765432100")
AT = "2026-08-04T09:00:00Z"


@pytest.fixture
def sandbox() -> Sandbox:
    return build_sandbox(seed=7)


@pytest.fixture
def till(sandbox: Sandbox) -> BonifiqProvider:
    return on(sandbox)


def on(sandbox: Sandbox, options: Options | None = None) -> BonifiqProvider:
    transport = in_process(sandbox.app, refused=ConnectionRefused, dropped=ConnectionDropped)
    return create("http://127.0.0.1", CREDENTIALS, transport=transport, options=options)


@pytest.fixture
async def remote(sandbox: Sandbox) -> AsyncIterator[BonifiqProvider]:
    async with running_server(sandbox) as url:
        provider = create(url, CREDENTIALS)
        yield provider
        await provider.aclose()


def settle(sandbox: Sandbox, **settings: object) -> None:
    sandbox.bonifiq.settings = SandboxSettings().changed(settings)  # type: ignore[arg-type]


def basket() -> Basket:
    filters = Product("CAF-02", "Filtro de papel", Money(1850))
    press = Product("PRE-10", "Prensa francesa 600 ml", Money(14990))
    return Basket().add(filters, 2).add(press).with_discount(Money(690))


def known(quote: Quote) -> Customer:
    assert quote.customer is not None
    return quote.customer


def reward(quote: Quote, reward_id: str) -> Reward:
    return next(one for one in quote.rewards if one.id == reward_id)


def intent(quote: Quote, reward_id: str, key: str = "rdm-1") -> Intent:
    chosen = reward(quote, reward_id)
    return Intent(
        sale="s1",
        key=key,
        transaction=f"otp-{key}",
        customer="c1",
        reward=reward_id,
        title=chosen.title,
        benefit=chosen.benefit,
        amount=limit_of(chosen, basket()),
        needs_code=quote.needs_code,
        signing_up=quote.signing_up,
    )


async def redeem(
    till: BonifiqProvider, reward_id: str = "10", key: str = "rdm-1", who: CustomerKey = MARIA
) -> tuple[Task, Receipt]:
    quote = await till.quote(who, basket())
    wanted = intent(quote, reward_id, key)
    task = Task(Step.COMMIT, key, wanted, customer=known(quote), at=AT)
    return task, await till.send(task, till.draft(task))


def paid(basket: Basket, discount: Money, coupon: str | None) -> Order:
    total = basket.payable - discount
    return Order(
        id="L01-C03-000001",
        total=total,
        lines=order_lines(basket.lines, total),
        tender=Tender(Method.CARD, total, total),
        placed_at=AT,
        coupon=coupon,
        operator="Ana P.",
    )


async def registered(till: BonifiqProvider) -> tuple[Order, Receipt]:
    task, receipt = await redeem(till)
    assert task.intent is not None
    order = paid(basket(), task.intent.amount, receipt.coupon)
    post = Task(Step.REGISTER, order.id, order=order, customer=task.customer, at=AT)
    return order, await till.send(post, till.draft(post))


def a_refund(order: Order, minor: int = 1485, key: str = "ret-01") -> Refund:
    value = Money(minor)
    return Refund(key, value, (("CAF-02", value),), ((1, 1),), order.total - value)


def points(sandbox: Sandbox, who: CustomerKey = MARIA) -> int:
    return sandbox.bonifiq.books.customer(who.value).points


# Quotes


@pytest.mark.parametrize("who", [MARIA, CARLA, PEDRO, ANA, BAKERY])
@pytest.mark.parametrize("members", ["vendor", "official"])
async def test_people_are_found_by_any_of_their_keys(
    sandbox: Sandbox, till: BonifiqProvider, who: CustomerKey, members: str
) -> None:
    settle(sandbox, members=members)
    quote = await till.quote(who, basket())
    assert known(quote).reference == who.value
    assert [one.id for one in quote.rewards if one.usable]
    assert not {one.id for one in quote.rewards if one.usable} & {"70", "71", "72", "73"}


@pytest.mark.parametrize("unknown", ["null", "absent", "404"])
async def test_nobody_is_nobody_however_it_is_told(
    sandbox: Sandbox, till: BonifiqProvider, unknown: str
) -> None:
    settle(sandbox, unknown_customer=unknown)
    quote = await till.quote(NOBODY, basket())
    assert quote.customer is None
    assert quote.rewards == ()


async def test_what_each_customer_has_to_prove(till: BonifiqProvider) -> None:
    told = {}
    for who in (MARIA, CARLA, PEDRO):
        quote = await till.quote(who, basket())
        told[who] = (quote.needs_code, quote.signing_up)
    assert told == {MARIA: (True, False), CARLA: (False, False), PEDRO: (True, True)}


async def test_a_quote_over_loopback_is_the_same(
    till: BonifiqProvider, remote: BonifiqProvider
) -> None:
    assert await remote.quote(ANA, basket()) == await till.quote(ANA, basket())


# Codes


@pytest.mark.scenario("bonifiq", 13)
@pytest.mark.parametrize(("expose", "member"), [(True, "Code"), (True, "Token"), (False, "Code")])
async def test_a_code_is_sent_typed_wrong_and_typed_right(
    sandbox: Sandbox, till: BonifiqProvider, expose: bool, member: str
) -> None:
    settle(sandbox, expose_code_in_body=expose, code_member=member, fixed_pin="0042")
    quote = await till.quote(ANA, basket())
    wanted, ana = intent(quote, "10"), known(quote)
    assert await till.send_code(wanted, ana, None) == Sent(Channel.SMS, "•••• 0077")
    challenge = Challenge(Channel.SMS)
    wrong = await till.check_code(wanted, ana, challenge, TypedCode("4200"))
    assert isinstance(wrong, WrongCode)
    right = await till.check_code(wanted, ana, challenge, TypedCode("0042"))
    assert right == Approved()


async def test_a_code_goes_to_the_address_of_a_company(till: BonifiqProvider) -> None:
    quote = await till.quote(BAKERY, basket())
    sent = await till.send_code(intent(quote, "10"), known(quote), None)
    assert sent == Sent(Channel.EMAIL, "•••as@•••.exemplo")


@pytest.mark.scenario("bonifiq", 4)
@pytest.mark.parametrize("needs_identity", [False, True])
async def test_signing_up_asks_for_a_contact_and_takes_it(
    sandbox: Sandbox, till: BonifiqProvider, needs_identity: bool
) -> None:
    settle(sandbox, signup_needs_identity=needs_identity, fixed_pin="1234")
    quote = await till.quote(PEDRO, basket())
    wanted, pedro = intent(quote, "10"), known(quote)
    assert await till.send_code(wanted, pedro, None) == ContactWanted(phone=True, email=False)
    contact = Contact(phone="+5511988887766")
    assert await till.send_code(wanted, pedro, contact) == Sent(Channel.SMS, "•••• 7766")
    passed = await till.check_code(wanted, pedro, Challenge(Channel.SMS), TypedCode("1234"))
    assert passed == Approved()


async def test_a_follow_up_without_identity_may_be_too_little(sandbox: Sandbox) -> None:
    settle(sandbox, signup_needs_identity=True)
    terse = on(sandbox, Options(repeat_identity=False))
    quote = await terse.quote(PEDRO, basket())
    sent = await terse.send_code(intent(quote, "10"), known(quote), Contact(phone="+5511988887766"))
    assert isinstance(sent, NotDelivered)


@pytest.mark.scenario("bonifiq", 27)
async def test_a_code_beside_a_failure_approves_nothing(
    sandbox: Sandbox, till: BonifiqProvider
) -> None:
    sandbox.bonifiq.faults.arm("challenge", "success_false_with_code")
    quote = await till.quote(MARIA, basket())
    sent = await till.send_code(intent(quote, "10"), known(quote), None)
    assert isinstance(sent, NotDelivered)
    assert sent.refusal.code == "CODE_NOT_SENT"


async def test_a_refused_check_is_final(till: BonifiqProvider) -> None:
    quote = await till.quote(MARIA, basket())
    empty = TypedCode("")
    checked = await till.check_code(
        intent(quote, "10"), known(quote), Challenge(Channel.SMS), empty
    )
    assert isinstance(checked, CodeDead)
    assert checked.final


# Redeeming and undoing


@pytest.mark.parametrize("reward_id", ["10", "30", "40", "60", "61", "62", "63"])
async def test_every_kind_of_reward_is_redeemed_and_undone(
    sandbox: Sandbox, till: BonifiqProvider, reward_id: str
) -> None:
    before = sandbox.bonifiq.books.customer(MARIA.value)
    kept = (before.points, before.cashback_cents)
    task, receipt = await redeem(till, reward_id)
    assert receipt.reference
    assert receipt.coupon
    assert await till.reward_is_active(receipt) is True
    assert task.intent is not None
    match task.intent.benefit:
        case Cashback():
            assert before.cashback_cents == kept[1] - task.intent.amount.minor
        case RewardedProduct(sku):
            assert receipt.product == sku
            assert before.points < kept[0]
        case _:
            assert before.points < kept[0]
    undo = Task(Step.REVERSE, "undo-1", task.intent, receipt)
    await till.send(undo, till.draft(undo))
    assert (before.points, before.cashback_cents) == kept
    assert await till.reward_is_active(receipt) is False
    assert isinstance(await till.look(undo, till.draft(undo)), Done)


@pytest.mark.scenario("bonifiq", 10)
async def test_the_same_draft_redeems_once(sandbox: Sandbox, till: BonifiqProvider) -> None:
    task, first = await redeem(till)
    assert await till.send(task, till.draft(task)) == first
    assert points(sandbox) == 1400


@pytest.mark.parametrize("style", ["200", "400"])
@pytest.mark.parametrize("shape", ["full", "legacy"])
async def test_a_refused_repeat_is_settled_by_a_look(
    sandbox: Sandbox, till: BonifiqProvider, style: str, shape: str
) -> None:
    settle(sandbox, replay_of_redeem="error", refusal_style=style, envelope=shape)
    sandbox.bonifiq.faults.arm("redeem", "drop_after")
    with pytest.raises(OutcomeUnknownError):
        await redeem(till)
    quote = await till.quote(MARIA, basket())
    task = Task(Step.COMMIT, "rdm-1", intent(quote, "10"), customer=known(quote))
    with pytest.raises(RefusedError):
        await till.send(task, till.draft(task))
    found = await till.look(task, till.draft(task))
    assert isinstance(found, Done)
    assert await till.reward_is_active(found.receipt) is True


@pytest.mark.parametrize("style", ["200", "400"])
@pytest.mark.parametrize("shape", ["full", "legacy"])
async def test_a_redemption_that_never_arrived_is_not_found(
    sandbox: Sandbox, till: BonifiqProvider, style: str, shape: str
) -> None:
    settle(sandbox, refusal_style=style, envelope=shape)
    quote = await till.quote(MARIA, basket())
    task = Task(Step.COMMIT, "rdm-9", intent(quote, "10"), customer=known(quote))
    assert await till.look(task, till.draft(task)) == NotExecuted()


async def test_a_redemption_taken_back_is_not_given_again(till: BonifiqProvider) -> None:
    task, receipt = await redeem(till)
    undo = Task(Step.REVERSE, "undo-1", task.intent, receipt)
    await till.send(undo, till.draft(undo))
    assert await till.look(task, till.draft(task)) == NotExecuted()


@pytest.mark.parametrize("server", ["query", "body", "both"])
@pytest.mark.parametrize("ours", ["query", "body", "both"])
async def test_an_undo_by_key_reaches_a_server_that_reads_it(
    sandbox: Sandbox, server: str, ours: str
) -> None:
    settle(sandbox, delete_key_location=server)
    till = on(sandbox, Options(key_location=ours))  # type: ignore[arg-type]
    task, _ = await redeem(till)
    undo = Task(Step.REVERSE, "undo-1", task.intent)
    if "both" not in {server, ours} and server != ours:
        with pytest.raises(RefusedError):
            await till.send(undo, till.draft(undo))
        return
    await till.send(undo, till.draft(undo))
    assert points(sandbox) == 1500
    assert isinstance(await till.look(undo, till.draft(undo)), Done)


async def test_an_undo_by_key_travels_over_loopback(
    sandbox: Sandbox, remote: BonifiqProvider
) -> None:
    task, _ = await redeem(remote, key="rdm/1+ä", who=ANA)
    assert points(sandbox, ANA) == 250
    undo = Task(Step.REVERSE, "undo-1", task.intent)
    await remote.send(undo, remote.draft(undo))
    assert points(sandbox, ANA) == 350


@pytest.mark.parametrize("style", ["200", "400"])
async def test_a_second_undo_is_settled_by_a_look(
    sandbox: Sandbox, till: BonifiqProvider, style: str
) -> None:
    settle(sandbox, repeat_of_undo="error", refusal_style=style)
    task, receipt = await redeem(till)
    undo = Task(Step.REVERSE, "undo-1", task.intent, receipt)
    assert await till.look(undo, till.draft(undo)) == NotExecuted()
    await till.send(undo, till.draft(undo))
    with pytest.raises(RefusedError):
        await till.send(undo, till.draft(undo))
    assert isinstance(await till.look(undo, till.draft(undo)), Done)


@pytest.mark.scenario("bonifiq", 11)
async def test_another_product_than_announced_is_told(
    sandbox: Sandbox, till: BonifiqProvider
) -> None:
    sandbox.bonifiq.faults.arm("redeem", "sku_swap")
    _, receipt = await redeem(till, "60")
    assert receipt.product == "CAF-02"


# Orders


@pytest.mark.parametrize("shape", ["full", "legacy"])
async def test_a_sale_is_registered_and_found(
    sandbox: Sandbox, till: BonifiqProvider, shape: str
) -> None:
    settle(sandbox, envelope=shape, order_lines_add_up=True)
    order, receipt = await registered(till)
    assert receipt.earned_points == order.total.minor // 100
    assert receipt.earned_cashback
    post = Task(Step.REGISTER, order.id, order=order)
    assert isinstance(await till.look(post, till.draft(replace_customer(post))), Done)
    stranger = replace(post, order=replace(order, id="L01-C03-000002"))
    assert await till.look(stranger, till.draft(replace_customer(stranger))) == NotExecuted()


def replace_customer(task: Task) -> Task:
    return replace(task, customer=Customer(MARIA, "Maria Silva", MARIA.value))


async def test_a_registered_sale_adds_up_to_the_cent(
    sandbox: Sandbox, till: BonifiqProvider
) -> None:
    order, _ = await registered(till)
    stored = sandbox.bonifiq.books.orders[order.id]
    assert stored.total_cents == order.total.minor
    assert sum(share.minor for share in net_shares(basket().lines, order.total)) == (
        order.total.minor
    )


async def test_a_sale_of_nothing_but_reward_is_registered(till: BonifiqProvider) -> None:
    quote = await till.quote(MARIA, basket())
    order = paid(basket(), basket().payable, "BQX-1")
    assert not order.total
    task = Task(Step.REGISTER, order.id, order=order, customer=known(quote))
    assert (await till.send(task, till.draft(task))).reference == order.id


@pytest.mark.parametrize("style", ["200", "400"])
async def test_a_sale_is_cancelled_once_and_found_cancelled(
    sandbox: Sandbox, till: BonifiqProvider, style: str
) -> None:
    settle(sandbox, repeat_of_undo="error", refusal_style=style)
    order, _ = await registered(till)
    task = Task(Step.CANCEL, "can-1", order=order, at=AT)
    assert await till.look(task, till.draft(task)) == NotExecuted()
    await till.send(task, till.draft(task))
    with pytest.raises(RefusedError):
        await till.send(task, till.draft(task))
    assert isinstance(await till.look(task, till.draft(task)), Done)
    assert await till.look(replace(task, order=replace(order, id="none")), till.draft(task)) == (
        Unclear()
    )


@pytest.mark.scenario("bonifiq", 23)
@pytest.mark.parametrize("reuse", ["error", "same_answer"])
async def test_a_partial_return_is_settled_by_what_is_left(
    sandbox: Sandbox, till: BonifiqProvider, reuse: str
) -> None:
    settle(sandbox, cancel_key_reuse=reuse)
    order, _ = await registered(till)
    refund = a_refund(order)
    task = Task(Step.REFUND, refund.key, order=order, refund=refund, at=AT)
    assert await till.look(task, till.draft(task)) == Unclear()
    sandbox.bonifiq.faults.arm("partial_cancel", "drop_after")
    with pytest.raises(OutcomeUnknownError):
        await till.send(task, till.draft(task))
    if reuse == "error":
        with pytest.raises(RefusedError):
            await till.send(task, till.draft(task))
    else:
        assert (await till.send(task, till.draft(task))).reference == refund.key
    assert isinstance(await till.look(task, till.draft(task)), Done)
    assert sandbox.bonifiq.books.orders[order.id].remaining_cents == refund.total_after.minor


@pytest.mark.parametrize("members", ["vendor", "official"])
async def test_a_return_that_does_not_add_up_is_refused(
    sandbox: Sandbox, till: BonifiqProvider, members: str
) -> None:
    settle(sandbox, members=members)
    order, _ = await registered(till)
    refund = replace(a_refund(order), by_sku=(("CAF-02", Money(1480)),))
    task = Task(Step.REFUND, refund.key, order=order, refund=refund, at=AT)
    with pytest.raises(RefusedError) as raised:
        await till.send(task, till.draft(task))
    assert "MISMATCH" in raised.value.refusal.code.upper().replace("_", "")
    assert sandbox.bonifiq.books.orders[order.id].remaining_cents == order.total.minor


# Neighbours


async def test_the_neighbours_answer(till: BonifiqProvider) -> None:
    _, receipt = await redeem(till)
    client = till.client
    assert (await client.points(MARIA.value)).points_balance == 1400
    assert (await client.points(ANA.value)).customer_exists is True
    assert (await client.pending_points(MARIA.value)).total_pending_points == 0
    record = (await client.get_customer(ANA.value)).result
    assert (record.name, record.public_id) == ("Ana Vip", "bq-7306")
    assert (await client.customization()).program_name == "Clube Exemplo"
    assert (await client.get_reward(receipt.reference)).external_code == receipt.coupon
    note = wire.Metadata(name="Caixa", value="C03")
    assert (await client.update_metadata("rdm-1", (note,))).result.external_code == receipt.coupon


async def test_a_probe_reaches_the_sandbox(remote: BonifiqProvider) -> None:
    await remote.probe()
    stranger = create("http://127.0.0.1:9", CREDENTIALS)
    with pytest.raises(NotSentError):
        await stranger.probe()
    await stranger.aclose()


# Faults


UNKNOWN = [
    "drop_before",
    "drop_after",
    "status_500_before",
    "status_500_after",
    "status_503_html",
    "status_408",
    "empty_body_after",
    "html_body_after",
    "truncated_body_after",
    "non_object_body",
    "redirect",
    "missing_reward_id",
]


@pytest.mark.parametrize("fault", UNKNOWN)
async def test_a_redemption_survives_the_loss_of_its_answer(
    sandbox: Sandbox, till: BonifiqProvider, fault: str
) -> None:
    await survive(sandbox, till, fault)


@pytest.mark.parametrize("fault", [*UNKNOWN, "refuse_connection"])
async def test_a_redemption_survives_the_same_over_loopback(
    sandbox: Sandbox, remote: BonifiqProvider, fault: str
) -> None:
    """Here a refused connection is one that is cut after the request was written."""
    await survive(sandbox, remote, fault)


async def survive(sandbox: Sandbox, provider: BonifiqProvider, fault: str) -> None:
    sandbox.bonifiq.faults.arm("redeem", fault)
    with pytest.raises(OutcomeUnknownError):
        await redeem(provider)
    _, receipt = await redeem(provider)
    assert receipt.coupon
    assert points(sandbox) == 1400


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("refuse_connection", NotSentError),
        ("status_429", NotSentError),
        ("status_401", MisconfiguredError),
        ("status_403", MisconfiguredError),
        ("reward_unusable", RefusedError),
        ("warning_null_result", RefusedError),
        ("severity2_without_error", RefusedError),
    ],
)
async def test_a_redemption_that_was_not_executed_says_so(
    sandbox: Sandbox, till: BonifiqProvider, fault: str, kind: type[ProviderError]
) -> None:
    sandbox.bonifiq.faults.arm("redeem", fault, **({"retry_after": 7} if "429" in fault else {}))
    with pytest.raises(kind) as raised:
        await redeem(till)
    assert points(sandbox) == 1500
    if isinstance(raised.value, NotSentError) and fault == "status_429":
        assert raised.value.retry_after == 7


@pytest.mark.parametrize("call", ["available", "get_order", "get_reward", "update_metadata"])
@pytest.mark.parametrize("fault", ["redirect", "html_body_after", "drop_after", "status_401"])
async def test_a_read_that_fails_settles_nothing(
    sandbox: Sandbox, till: BonifiqProvider, call: str, fault: str
) -> None:
    order, receipt = await registered(till)
    sandbox.bonifiq.faults.arm(call, fault)
    cancel, commit = Task(Step.CANCEL, "can-1", order=order), Task(Step.COMMIT, "rdm-1")
    draft = till.draft(cancel)
    reads: dict[str, Callable[[], Awaitable[object]]] = {
        "available": lambda: till.quote(MARIA, basket()),
        "get_order": lambda: till.look(cancel, draft),
        "get_reward": lambda: till.reward_is_active(receipt),
        "update_metadata": lambda: till.look(commit, draft),
    }
    with pytest.raises(ProviderError) as raised:
        await reads[call]()
    if call in {"get_order", "update_metadata"}:
        assert not isinstance(raised.value, RefusedError)


@pytest.mark.scenario("bonifiq", 17)
@pytest.mark.parametrize("fault", ["is_canceled_false", "severity2_without_error"])
@pytest.mark.parametrize("step", [Step.REVERSE, Step.CANCEL])
async def test_an_undo_that_did_nothing_is_refused(
    sandbox: Sandbox, till: BonifiqProvider, fault: str, step: Step
) -> None:
    order, _ = await registered(till)
    task, receipt = await redeem(till, key="rdm-2")
    undo = Task(step, "undo-1", task.intent, receipt, order, at=AT)
    sandbox.bonifiq.faults.arm("delete_reward" if step is Step.REVERSE else "cancel_order", fault)
    with pytest.raises(RefusedError):
        await till.send(undo, till.draft(undo))
    assert await till.look(undo, till.draft(undo)) == NotExecuted()
