"""States of the till by name: the ones the cashier's screen has to show."""

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from pos_app.checkout.incidents import Incident, RecordsLost
from pos_app.checkout.state import (
    Asking,
    Choice,
    Field,
    ForeignSales,
    Identity,
    Link,
    LostRecords,
    Marking,
    Matter,
    OpenMatter,
    Printout,
    Problem,
    Quoted,
    QuoteFailed,
    TillState,
)
from pos_app.core.basket import Basket, Line, Product
from pos_app.core.challenge import Alphabet, Challenge, Channel, CodePolicy, Verdict
from pos_app.core.decision import Decision
from pos_app.core.identifiers import CustomerKey, IdentifierKind, Misread
from pos_app.core.loyalty import (
    AmountOff,
    Balances,
    Cashback,
    Computed,
    Customer,
    Gift,
    PercentOff,
    ProductPricing,
    Quote,
    Refusal,
    Reward,
    RewardedProduct,
)
from pos_app.core.money import Money
from pos_app.core.order import Method, Order, Post, Refund, Tender, order_lines
from pos_app.core.paper import Printing
from pos_app.core.post_deciding import TOO_OLD
from pos_app.core.redemption.profile import Profile, rules
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    Closed,
    CodeNotSent,
    Committing,
    ConsentNeeded,
    ContactNeeded,
    Holding,
    Idle,
    Intent,
    Outcome,
    Parked,
    Redeemed,
    Reversing,
    SendingCode,
    Spent,
    Tally,
)
from pos_app.core.sale import Sale, Stage
from pos_app.core.submission import Phase, Receipt, Rule, Step, Submission
from pos_app.providers.punchh.coupons import read_coupon
from pos_app.providers.punchh.receipt_keys import receipt_key

NOW = 1000.0
KEY = CustomerKey(IdentifierKind.CPF, "12345678909")
CUSTOMER = Customer(
    KEY, "Maria Silva", "c-1", "12345678909", "+5511987658778", "maria@example.com", "Ouro"
)
PROFILE = Profile(
    "BonifiQ",
    (IdentifierKind.CPF, IdentifierKind.CNPJ, IdentifierKind.EMAIL),
    rules(commit=Rule(), reverse=Rule(), register=Rule(), cancel=Rule(), refund=Rule()),
    CodePolicy(shortest=4, longest=4),
)


def brl(minor: int) -> Money:
    return Money(minor)


LINES = (
    Line(1, "CAM-01", "Camiseta básica azul M", brl(4990), 2, "7891000315507"),
    Line(2, "CAL-42", "Calça jeans slim 42", brl(11990), 1, "7896004006482"),
    Line(3, "MEI-01", "Meia esportiva, par", brl(1250), 3, "7891234567895"),
)
BASKET = Basket(lines=LINES, discount=brl(720), last_line=3)
MUG = Product("CANECA", "Caneca", brl(3990), "7890000000017", hidden=True)
CASHBACK = Reward("r-1", "Cashback", Cashback(brl(2000)))
TEN_OFF = Reward("r-2", "R$ 10 de desconto", AmountOff(brl(1000)), 100)
GIFT = Reward(
    "r-3", "Caneca de presente", RewardedProduct("CANECA", ProductPricing.FREE, Decimal(0)), 500
)
PERCENT = Reward(
    "r-4",
    "15% de desconto",
    PercentOff(Decimal(15)),
    2000,
    usable=False,
    refusal=Refusal("NOT_ENOUGH_POINTS"),
)
MINIMUM = Reward(
    "r-5",
    "R$ 50 de desconto",
    AmountOff(brl(5000)),
    400,
    usable=False,
    refusal=Refusal("MINIMUM_NOT_REACHED"),
)
BALANCES = Balances(1500, brl(2500), brl(2000))
QUOTE = Quote(CUSTOMER, BALANCES, (CASHBACK, TEN_OFF, GIFT, PERCENT, MINIMUM))
INTENT = Intent(
    "s-1",
    "0f3c1d2e-aaaa-4bbb-8ccc-12348f2k19qx",
    "t-1",
    "h-1",
    "r-1",
    "Cashback",
    Cashback(brl(2000)),
    brl(2000),
)
GIFT_INTENT = replace(
    INTENT,
    reward="r-3",
    title="Caneca de presente",
    benefit=GIFT.benefit,
    amount=brl(0),
    gift=Gift(MUG, brl(0)),
)
CHALLENGE = Challenge(
    Channel.SMS,
    "•••• 8778",
    "ch-1",
    NOW + 272,
    NOW + 12,
    3,
)
TALLY = Tally(sends=1)
VERDICT = Verdict(INTENT.key, NOW)


OPEN = Sale("s-1", "0042", "2025-06-02T14:42:00+00:00", basket=BASKET, customer="h-1")


def sale(**fields: Any) -> Sale:
    return replace(OPEN, **fields)


def till(**fields: Any) -> TillState:
    base = TillState(
        Identity("Loja Centro", "Caixa 03", "Ana P.", "BonifiQ", Marking.REAL),
        PROFILE,
        sale(),
        link=Link.ONLINE,
        round_trip=0.2,
    )
    return replace(base, **fields)


def known(**fields: Any) -> TillState:
    quoted = Quoted(QUOTE, fields.get("sale", sale()).basket)
    return till(**({"key": KEY, "customer": CUSTOMER, "quote": quoted} | fields))


def at(redemption: Any, **fields: Any) -> TillState:
    return known(**({"sale": sale(redemption=redemption)} | fields))


def commit(**fields: Any) -> Submission:
    return Submission(Step.COMMIT, INTENT.key, **fields)


def waiting(**fields: Any) -> AwaitingCode:
    notice = fields.pop("notice", None)
    return AwaitingCode(INTENT, TALLY, None, replace(CHALLENGE, **fields), notice)


def unknown(**fields: Any) -> Committing:
    resting = commit(attempt=3, phase=Phase.RESTING, doubtful=True, due=NOW + 3.4)
    return Committing(INTENT, resting, None, VERDICT, **fields)


def reversing(*, leaving: bool = False, **fields: Any) -> Reversing:
    undo = Submission(Step.REVERSE, "undo", **fields)
    return Reversing(INTENT, Receipt("R1"), undo, leaving=leaving)


def paid(number: str = "0041", **fields: Any) -> Sale:
    open_sale = sale(id=f"p-{number}", number=number, redemption=Spent(INTENT, Receipt("R1")))
    total = open_sale.total
    order = Order(
        f"o-{number}",
        total,
        order_lines(open_sale.lines, total),
        Tender(Method.CASH, total, brl(25000)),
        "2025-06-02T14:55:00+00:00",
        "CUP-1",
        "Ana P.",
    )
    done = Post(
        Submission(Step.REGISTER, order.id),
        receipt=Receipt(earned_points=230, earned_cashback=690),
    )
    return replace(
        open_sale, **({"stage": Stage.PAID, "order": order, "registration": done} | fields)
    )


def printout(stage: Printing, copy: int = 1) -> Printout:
    """Of ``paid()``."""
    return Printout("p-0041", "0041", copy, stage)


def _closed(outcome: Outcome, code: str | None = None) -> Closed:
    return Closed(INTENT, outcome, Refusal(code) if code else None)


def _coupon_refused(code: str) -> TillState:
    closed = Closed(COUPON_INTENT, Outcome.REFUSED, Refusal(code))
    return known(profile=PUNCHH, sale=sale(redemption=closed))


def _offline_receipt(key: CustomerKey) -> TillState:
    """Nobody could tell who it is."""
    queued = Post(Submission(Step.REGISTER, "o", phase=Phase.RESTING, due=NOW))
    return till(
        key=key,
        profile=PUNCHH,
        quote=QuoteFailed(Refusal("NOT_SENT"), offline=True),
        receipt=paid(redemption=Idle(), registration=queued),
        sale=sale(basket=Basket(), id="s-2"),
        link=Link.OFFLINE,
        waiting=1,
    )


def _day() -> tuple[Sale, ...]:
    waiting_post = Post(Submission(Step.REGISTER, "o-2", phase=Phase.RESTING, due=NOW))
    returned = paid("0039")
    post = Post(Submission(Step.REFUND, "rf"), receipt=Receipt())
    refund = Refund("rf", brl(1250), (), ((3, 1),), brl(21882))
    cancelled = Post(Submission(Step.CANCEL, "cx"), receipt=Receipt())
    return (
        paid("0041"),
        paid("0040", registration=waiting_post),
        replace(returned, refunds=((refund, post),)),
        paid("0038", cancellation=cancelled, reward_returned=True),
    )


def _matter(step: Step, *decisions: Decision, **fields: Any) -> OpenMatter:
    of_order = step in {Step.REGISTER, Step.RECORD, Step.CANCEL, Step.REFUND}
    made = OpenMatter(
        id=f"m-{step}",
        sale_id="s-1",
        number="L01C03-000042",
        sold_at="2025-06-02T14:42:00.000Z",
        step=step,
        reference="L01C03-000042-8f2k19" if of_order else INTENT.key,
        amount=brl(2000),
        attempts=5,
        since="2025-06-02T14:43:10.000Z",
        title="" if of_order else "Cashback do mês do cliente",
        customer=KEY,
        refusal=Refusal("REWARD_UNUSABLE", "Esta recompensa não pode ser usada agora."),
        decisions=decisions,
    )
    return replace(made, **fields)


MATTERS: tuple[Matter, ...] = (
    _matter(
        Step.COMMIT,
        Decision.ASK_AGAIN,
        Decision.IT_HAPPENED,
        Decision.IT_DID_NOT,
        holds_sale=True,
    ),
    _matter(Step.HOLD, Decision.ASK_AGAIN, Decision.IT_HAPPENED, Decision.IT_DID_NOT, refusal=None),
    _matter(
        Step.REVERSE,
        Decision.ASK_AGAIN,
        Decision.IT_IS_BACK,
        Decision.SETTLED_OTHERWISE,
        title="Um prêmio com um nome muito comprido " * 4,
        at_provider="88121",
        refusal=Refusal("SandboxRewardUnusable", "Palavras demais do programa. " * 9),
    ),
    _matter(
        Step.REGISTER, Decision.ASK_AGAIN, Decision.DONE_BY_HAND, Decision.LEFT_OUT, refused=True
    ),
    _matter(
        Step.RECORD,
        Decision.DONE_BY_HAND,
        Decision.LEFT_OUT,
        refusal=TOO_OLD,
        too_old=True,
        attempts=1207,
    ),
    _matter(Step.CANCEL, Decision.DONE_BY_HAND, Decision.LEFT_OUT, refused=True),
    _matter(Step.REFUND, Decision.ASK_AGAIN, Decision.DONE_BY_HAND, Decision.LEFT_OUT),
    ForeignSales(3, "2025-06-01T09:00:00.000Z"),
    LostRecords(
        "lost-1",
        12,
        "2025-06-01T09:00:00.000Z",
        "2025-06-02T13:00:00.000Z",
        "journal-2025-06-02T130000.damaged.db",
    ),
)
PUNCHH = replace(
    PROFILE,
    name="Punchh",
    consent="terms-1",
    read_coupon=read_coupon,
    code=CodePolicy(shortest=4, longest=10),
    alphabet=Alphabet.LETTERS,
    receipt_key=receipt_key,
    passing=frozenset({IdentifierKind.APP_CODE}),
)
APP_CODE = CustomerKey(IdentifierKind.APP_CODE, "0a1f09c0017b")
COUPON = read_coupon("NATAL-EM-CASA-2025")
COUPON_INTENT = replace(
    INTENT, reward=COUPON.id, title=COUPON.title, benefit=Computed(coupon=True), amount=brl(0)
)
LOSS = Incident(1, "2025-06-02T14:42:00.000Z", RecordsLost("journal-damaged-1.db", lost=3))
EMPTY = Basket()
PAYING = replace(
    PROFILE,
    name="Weavr",
    looks_up_by=(IdentifierKind.SESSION,),
    code=CodePolicy(tries=None, shortest=6, longest=6),
    consent="payment-1",
    consent_first=True,
    check_commits=True,
)
"""A code that pays, from an account that the customer shows."""
ACCOUNT = Reward("17", "Carteira da família Andrade", Cashback(brl(3738), named=True))
PAYER = Customer(CustomerKey(IdentifierKind.SESSION, "ses-1"), "", "ses-1")
PAYMENT = replace(INTENT, title=ACCOUNT.title, benefit=ACCOUNT.benefit)
ACCOUNTS = Quote(PAYER, Balances(None, brl(3738)), (ACCOUNT,))


def paying(**fields: Any) -> TillState:
    quoted = Quoted(ACCOUNTS, BASKET)
    known_by = {"key": PAYER.key, "customer": PAYER, "quote": quoted, "profile": PAYING}
    return known(**(known_by | fields))


STATES: dict[str, TillState] = {
    "empty": till(sale=sale(basket=EMPTY, customer=None)),
    "basket": till(),
    "product_unknown": till(problem=Problem(Field.PRODUCT, Misread.PRODUCT_UNKNOWN)),
    "cpf_wrong": till(problem=Problem(Field.CUSTOMER, Misread.CPF_DIGITS)),
    "looking_up": till(key=KEY, quote=Asking(NOW - 1)),
    "not_found": till(key=KEY, quote=Quoted(Quote(None, Balances()), BASKET)),
    "no_rewards": known(quote=Quoted(Quote(CUSTOMER, Balances(40)), BASKET)),
    "rewards": known(),
    "reward_marked": known(choice=Choice(TEN_OFF, brl(1000))),
    "coupons": known(profile=PUNCHH),
    "coupon_misread": known(profile=PUNCHH, problem=Problem(Field.COUPON, Misread.COUPON_FORM)),
    "coupon_marked": known(profile=PUNCHH, coupon=COUPON, choice=Choice(COUPON, brl(0))),
    "coupon_consent": at(
        ConsentNeeded(COUPON_INTENT, Receipt("b-1", amount=1750)), profile=PUNCHH, coupon=COUPON
    ),
    "coupon_unknown": _coupon_refused("INVALID_CODE"),
    "coupon_over": _coupon_refused("COUPON_NOT_ACTIVE"),
    "coupon_used_up": _coupon_refused("COUPON_USED_UP"),
    "coupon_redeemed": at(
        Redeemed(COUPON_INTENT, Receipt("R1", amount=1750)), profile=PUNCHH, coupon=COUPON
    ),
    "only_a_coupon": known(profile=PUNCHH, quote=Quoted(Quote(CUSTOMER, Balances(40)), BASKET)),
    "amount": known(choice=Choice(CASHBACK, brl(2000))),
    "amount_misread": known(
        choice=Choice(CASHBACK, brl(2000)), problem=Problem(Field.AMOUNT, Misread.AMOUNT_FORM)
    ),
    "no_code": known(
        quote=Quoted(replace(QUOTE, needs_code=False), BASKET), choice=Choice(GIFT, brl(0))
    ),
    "reserving": at(Holding(INTENT, Submission(Step.HOLD, "h"))),
    "sending_code": at(SendingCode(INTENT, TALLY, None)),
    "consent": at(
        ConsentNeeded(INTENT, Receipt("b-1", amount=1750)),
        profile=PUNCHH,
    ),
    "contact": at(ContactNeeded(INTENT, TALLY, None, phone=True, email=True)),
    "contact_misread": at(
        ContactNeeded(INTENT, TALLY, None, phone=True, email=False),
        problem=Problem(Field.CONTACT, Misread.PHONE_FORM),
    ),
    "not_sent": at(CodeNotSent(INTENT, TALLY, None, Refusal("NOT_SENT"))),
    "store_codes_used_up": at(
        CodeNotSent(INTENT, TALLY, None, Refusal("STORE_CODES_USED_UP")), profile=PUNCHH
    ),
    "sends_used_up": at(CodeNotSent(INTENT, Tally(sends=4), None, Refusal("SENDS_USED_UP"))),
    "code": at(waiting()),
    "wrong_code": at(waiting(tries_left=2, notice=Refusal("CODE_WRONG"))),
    "last_try": at(waiting(tries_left=1, resend_at=NOW - 1, notice=Refusal("CODE_WRONG"))),
    "code_with_letters": at(waiting(), profile=PUNCHH),
    "letters_wrong": at(waiting(tries_left=2, notice=Refusal("CODE_WRONG")), profile=PUNCHH),
    "letters_last_try": at(waiting(tries_left=1, notice=Refusal("CODE_WRONG")), profile=PUNCHH),
    "code_unconfirmed": at(waiting(notice=Refusal("CODE_UNCONFIRMED"))),
    "send_unknown": at(waiting(channel=Channel.UNKNOWN, destination=None)),
    "expired": at(waiting(expires_at=NOW - 1)),
    "expired_for_good": at(waiting(expires_at=NOW - 1, resend_at=None)),
    "checking": at(CheckingCode(INTENT, TALLY, None, CHALLENGE)),
    "push": at(AwaitingApproval(INTENT, TALLY, None, replace(CHALLENGE, channel=Channel.PUSH))),
    "accounts": paying(choice=Choice(ACCOUNT, brl(2000))),
    "asked_to_pay": paying(sale=sale(redemption=ConsentNeeded(PAYMENT, None))),
    "paying_by_push": paying(
        sale=sale(
            redemption=AwaitingApproval(
                PAYMENT, TALLY, None, replace(CHALLENGE, channel=Channel.PUSH, resend_at=NOW + 9)
            )
        )
    ),
    "session_over": paying(
        customer=None, quote=QuoteFailed(Refusal("SESSION_OVER"), offline=False)
    ),
    "to_be_scanned": till(profile=PAYING, sale=sale(customer=None)),
    "push_unseen": at(
        AwaitingApproval(
            replace(INTENT, points=500),
            TALLY,
            None,
            replace(CHALLENGE, channel=Channel.PUSH),
            Refusal("APPROVAL_UNSEEN"),
        )
    ),
    "authenticator": at(waiting(channel=Channel.APP_CODE, destination=None)),
    "locked": known(sale=sale(redemption=_closed(Outcome.LOCKED, "CODE_LOCKED"))),
    "refused": known(sale=sale(redemption=_closed(Outcome.REFUSED, "VERDICT_STALE"))),
    "redeeming": at(Committing(INTENT, commit(), None, VERDICT)),
    "unknown": at(unknown(), link=Link.NO_ANSWER),
    "not_reached": at(
        Committing(INTENT, commit(attempt=2, phase=Phase.RESTING, due=NOW + 2), None, VERDICT),
        link=Link.OFFLINE,
    ),
    "left": at(unknown(leaving=True), link=Link.NO_ANSWER),
    "parked_for_person": at(Parked(INTENT, commit(phase=Phase.PARKED))),
    "redeemed": at(Redeemed(INTENT, Receipt("R1"))),
    "gift_redeemed": at(Redeemed(GIFT_INTENT, Receipt("R1", product="CANECA"))),
    "reversing": at(reversing()),
    "landing": at(
        reversing(attempt=0, phase=Phase.RESTING, lands=True, due=NOW + 48), link=Link.ONLINE
    ),
    "reversal_unknown": at(
        reversing(attempt=2, phase=Phase.RESTING, doubtful=True, due=NOW + 8),
        link=Link.NO_ANSWER,
    ),
    "reversed": known(sale=sale(redemption=_closed(Outcome.REVERSED))),
    "offline": till(
        key=KEY, quote=QuoteFailed(Refusal("NOT_SENT"), offline=True), link=Link.OFFLINE
    ),
    "offline_with_app_code": till(
        key=APP_CODE,
        profile=PUNCHH,
        quote=QuoteFailed(Refusal("NOT_SENT"), offline=True),
        link=Link.OFFLINE,
    ),
    "misconfigured": till(
        key=KEY,
        quote=QuoteFailed(Refusal("MISCONFIGURED"), offline=False),
        link=Link.MISCONFIGURED,
    ),
    "restored": at(Redeemed(INTENT, Receipt("R1")), restored=True),
    "cannot_redeem": known(can_redeem=False),
    "records_damaged": known(can_redeem=False, damaged=True),
    "records_lost": known(can_redeem=False, incidents=(LOSS,)),
    "records_back": known(incidents=(LOSS,)),
    "open_matters": till(
        owed=(sale(id="o", redemption=reversing(leaving=True)),), waiting=2, matters=(MATTERS[0],)
    ),
    "locked_basket": at(
        Redeemed(INTENT, Receipt("R1")),
        problem=Problem(Field.SALE, Refusal("BASKET_LOCKED")),
    ),
    "receipt": known(receipt=paid(), sale=sale(basket=EMPTY, id="s-2")),
    "receipt_queued": known(
        receipt=paid(
            registration=Post(Submission(Step.REGISTER, "o", phase=Phase.RESTING, due=NOW))
        ),
        sale=sale(basket=EMPTY, id="s-2"),
        waiting=1,
    ),
    "receipt_with_barcode": known(
        profile=PUNCHH, receipt=paid(), sale=sale(basket=EMPTY, id="s-2")
    ),
    "receipt_printed": known(
        receipt=paid(),
        sale=sale(basket=EMPTY, id="s-2"),
        has_printer=True,
        printouts=(printout(Printing.PRINTED),),
    ),
    "receipt_broken_off": known(
        profile=PUNCHH,
        receipt=paid(),
        sale=sale(basket=EMPTY, id="s-2"),
        has_printer=True,
        printouts=(printout(Printing.UNKNOWN),),
    ),
    "receipt_not_printed": till(has_printer=True, printouts=(printout(Printing.NOT_REACHED),)),
    "day_with_printer": known(
        today=_day(), has_printer=True, printouts=(printout(Printing.UNKNOWN, 2),)
    ),
    "receipt_offline": _offline_receipt(KEY),
    "receipt_of_app_code": _offline_receipt(APP_CODE),
    "receipt_too_old": known(
        receipt=paid(
            registration=Post(
                Submission(Step.REGISTER, "o", phase=Phase.PARKED, refusal=TOO_OLD, doubtful=True)
            )
        ),
        sale=sale(basket=EMPTY, id="s-2"),
    ),
    "day": till(today=_day()),
    "cannot_give_back": at(
        Parked(INTENT, Submission(Step.REVERSE, "u", phase=Phase.PARKED), Receipt("R1"))
    ),
    "written_off": known(sale=sale(redemption=_closed(Outcome.WRITTEN_OFF))),
    "matters": till(matters=MATTERS),
    "matter_problems": till(
        matters=MATTERS, problem=Problem(Field.REASON, Refusal("REASON_NEEDED"))
    ),
    "no_matters": till(),
}
