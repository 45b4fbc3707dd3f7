"""The bytes that leave, against the exchanges of the contract's section 12."""

import pytest
from msgspec.structs import replace

from pos_app.core.basket import Basket
from pos_app.core.challenge import Contact
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.order import Method, Order, Tender
from pos_app.core.submission import Receipt, Step
from pos_app.providers.bonifiq import requests, wire
from pos_app.providers.bonifiq.options import Options
from pos_app.providers.bonifiq.steps import draft_of
from pos_app.providers.paths import segment
from pos_app.providers.ports import Draft, Task
from tests.unit.providers.people import (
    BRUNA,
    CPF,
    KEY,
    basket,
    fixed,
    intent,
    order,
    reais,
    refund,
)


def text(draft: Draft) -> str:
    return (draft.body or b"").decode()


@pytest.mark.scenario("bonifiq", 16)
def test_a_quote_asks_with_gross_value_and_own_discount() -> None:
    draft = requests.available(KEY, basket())
    assert (draft.method, draft.path) == ("POST", "/POS/rewards/available")
    assert text(draft) == (
        '{"CustomerId":"39053344705","PurchaseValue":186.90,"DiscountValue":6.90,"Products":['
        '{"OriginalId":"CAF-02","LineId":"1","Title":"Filtro de papel","IsActive":true,'
        '"Quantity":2,"ProductPrice":18.50},'
        '{"OriginalId":"PRE-10","LineId":"2","Title":"Prensa 600 ml","IsActive":true,'
        '"Quantity":1,"ProductPrice":149.90}]}'
    )


def test_no_discount_is_a_zero_and_no_line_is_left_out() -> None:
    assert text(requests.available(KEY, Basket())) == (
        '{"CustomerId":"39053344705","PurchaseValue":0.00,"DiscountValue":0.00}'
    )


def test_brand_and_category_go_by_their_names() -> None:
    line = replace(basket().lines[0], brand="Melitta", category="Café")
    assert (
        '"ProductPrice":18.50,"ProductBrand":{"OriginalId":"Melitta","Name":"Melitta"},'
        '"ProductCategory":{"OriginalId":"Café","Name":"Café"}}'
    ) in text(requests.available(KEY, Basket(lines=(line,))))


@pytest.mark.scenario("bonifiq", 2)
def test_redeeming_cashback_says_its_value() -> None:
    draft = draft_of(Task(Step.COMMIT, "rdm-91d2", intent(), customer=BRUNA), Options())
    assert (draft.method, draft.path) == ("POST", "/POS/rewards/40/redeem")
    assert text(draft) == (
        '{"CustomerId":"39053344705","Value":30.00,"OriginalKey":"rdm-91d2","RedeemOrigin":5}'
    )


@pytest.mark.scenario("bonifiq", 2)
def test_redeeming_anything_else_says_no_value() -> None:
    task = Task(Step.COMMIT, "rdm-a3", intent(fixed(), reward="77"), customer=BRUNA)
    draft = draft_of(task, Options())
    assert draft.path == "/POS/rewards/77/redeem"
    assert text(draft) == ('{"CustomerId":"39053344705","OriginalKey":"rdm-a3","RedeemOrigin":5}')


def test_equal_tasks_give_equal_bytes() -> None:
    task = Task(Step.COMMIT, "rdm-91d2", intent(), customer=BRUNA, at="2026-08-03T14:00:00Z")
    later = replace(task, at="2026-08-03T15:00:00Z")
    assert draft_of(task, Options()) == draft_of(later, Options())


def test_an_undo_names_the_redemption_and_has_no_body() -> None:
    task = Task(Step.REVERSE, "undo-1", intent(), Receipt(reference="88130"))
    assert draft_of(task, Options()) == Draft("DELETE", "/POS/rewards/88130")


@pytest.mark.parametrize(
    ("options", "path", "body"),
    [
        (Options(), "/POS/rewards?OriginalKey=rdm-91d2", b'{"OriginalKey":"rdm-91d2"}'),
        (Options(key_location="query"), "/POS/rewards?OriginalKey=rdm-91d2", None),
        (Options(key_location="body"), "/POS/rewards", b'{"OriginalKey":"rdm-91d2"}'),
    ],
    ids=["both", "query", "body"],
)
def test_an_undo_of_what_was_never_learnt_goes_by_the_key(
    options: Options, path: str, body: bytes | None
) -> None:
    task = Task(Step.REVERSE, "undo-1", intent(), Receipt())
    assert draft_of(task, options) == Draft("DELETE", path, body)


@pytest.mark.scenario("bonifiq", 19)
def test_a_sale_is_registered_with_net_lines_that_add_up() -> None:
    branch = Options(branch=wire.Named(original_id="L01", name="Loja 1"))
    draft = draft_of(Task(Step.REGISTER, "L01-000451", order=order(), customer=BRUNA), branch)
    assert (draft.method, draft.path) == ("POST", "/POS/orders")
    assert text(draft) == (
        '{"OriginalId":"L01-000451","OrderPlacementDate":"2026-08-03T14:02:11Z",'
        '"OrderCompletedDate":"2026-08-03T14:02:11Z","OrderStatus":"Concluído",'
        '"IsCancelledOrReturned":false,"IsCompleted":true,"OrderTotal":150.00,'
        '"Coupon":"BQX-88121-K",'
        '"Customer":{"OriginalId":"39053344705","Name":"Bruna Teste","Phone":"11900000000",'
        '"Document":"39053344705","IsEnrolled":true},'
        '"Products":[{"OriginalId":"CAF-02","Title":"Filtro de papel","IsActive":true,'
        '"ProductPrice":29.70},'
        '{"OriginalId":"PRE-10","Title":"Prensa 600 ml","IsActive":true,"ProductPrice":120.30}],'
        '"PaymentMethods":[{"OriginalId":"CARD","Name":"Cartão","PaidAmount":150.00}],'
        '"Branch":{"OriginalId":"L01","Name":"Loja 1"},'
        '"SalesPerson":{"OriginalId":"Operador 7","Name":"Operador 7"}}'
    )


def registered(sale: Order, *, enrolled: bool | None, verified: bool) -> str:
    customer = replace(BRUNA, enrolled=enrolled)
    task = Task(Step.REGISTER, sale.id, order=sale, customer=customer, verified=verified)
    return text(draft_of(task, Options()))


@pytest.mark.parametrize(
    ("enrolled", "verified", "said"),
    [
        (True, False, '"IsEnrolled":true'),
        (False, False, '"IsEnrolled":false'),
        (False, True, '"IsEnrolled":true'),
        (None, True, '"IsEnrolled":true'),
    ],
)
def test_a_sale_enrols_only_who_passed_a_code_to_sign_up(
    enrolled: bool | None, verified: bool, said: str
) -> None:
    assert said in registered(order(), enrolled=enrolled, verified=verified)


def test_nobody_is_enrolled_by_a_guess() -> None:
    assert "IsEnrolled" not in registered(order(), enrolled=None, verified=False)


def test_a_sale_without_reward_has_no_coupon() -> None:
    assert "Coupon" not in registered(order(coupon=None), enrolled=True, verified=False)


def test_cash_is_counted_without_the_change() -> None:
    sale = replace(order(), tender=Tender(Method.CASH, reais("150.00"), reais("200.00")))
    assert (
        '"PaymentMethods":[{"OriginalId":"CASH","Name":"Dinheiro","PaidAmount":150.00}]'
    ) in registered(sale, enrolled=True, verified=False)


@pytest.mark.scenario("bonifiq", 19)
def test_cancelling_says_when() -> None:
    task = Task(Step.CANCEL, "can-1", order=order("O/1"), at="2026-08-04T09:00:00Z")
    draft = draft_of(task, Options())
    assert (draft.method, draft.path) == ("POST", "/POS/orders/O%2F1/cancel")
    assert text(draft) == (
        '{"OrderCancelledDate":"2026-08-04T09:00:00Z","OrderStatus":"Cancelado"}'
    )


@pytest.mark.scenario("bonifiq", 19)
def test_a_partial_return_has_a_path_of_its_own() -> None:
    draft = draft_of(Task(Step.REFUND, "ret-01", order=order(), refund=refund()), Options())
    assert (draft.method, draft.path) == ("POST", "/POS/L01-000451/partialcancel")
    assert text(draft) == (
        '{"ValueToRefund":14.85,"CancelKey":"ret-01",'
        '"Products":[{"OriginalId":"CAF-02","ValueToRefund":14.85}]}'
    )


@pytest.mark.parametrize("step", list(Step))
def test_a_task_without_its_contents_is_a_fault_of_the_caller(step: Step) -> None:
    with pytest.raises(ValueError, match=step.value):
        draft_of(Task(step, "key"), Options())


@pytest.mark.scenario("bonifiq", 29)
@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        ("a/b", "a%2Fb"),
        ("ana+vip@loja.exemplo", "ana%2Bvip%40loja.exemplo"),
        ("50% off?#", "50%25%20off%3F%23"),
        ("Oç", "O%C3%A7"),
        ("..", "%2E%2E"),
        (".", "%2E"),
        ("a..b", "a..b"),
    ],
)
def test_a_segment_is_encoded_whole(value: str, encoded: str) -> None:
    assert segment(value) == encoded


def challenge(contact: Contact | None, *, signing_up: bool, repeat: bool = True) -> Draft:
    customer = replace(BRUNA, email="bruna@exemplo.com.br")
    wanted = intent(signing_up=signing_up)
    return requests.challenge(wanted, customer, contact, repeat_identity=repeat)


def test_a_plain_challenge_says_nothing_but_the_transaction() -> None:
    draft = challenge(None, signing_up=False)
    assert (draft.method, draft.path) == ("POST", f"/POS/customers/{CPF}/challenge")
    assert text(draft) == '{"TransactionId":"otp-5f0c"}'


def test_a_challenge_to_sign_up_says_who() -> None:
    assert text(challenge(None, signing_up=True)) == (
        '{"TransactionId":"otp-5f0c","Document":"39053344705","Name":"Bruna Teste",'
        '"Email":"bruna@exemplo.com.br","Phone":"11900000000"}'
    )


@pytest.mark.scenario("bonifiq", 15)
def test_a_follow_up_says_only_the_contact_given() -> None:
    draft = challenge(Contact(phone="+5511987658778"), signing_up=False)
    assert text(draft) == '{"TransactionId":"otp-5f0c","Phone":"+5511987658778"}'


@pytest.mark.parametrize(
    ("repeat", "identity"),
    [(True, '"Document":"39053344705","Name":"Bruna Teste",'), (False, "")],
)
def test_a_follow_up_to_sign_up_may_repeat_who(repeat: bool, identity: str) -> None:
    draft = challenge(Contact(email="b@x.br"), signing_up=True, repeat=repeat)
    assert text(draft) == f'{{"TransactionId":"otp-5f0c",{identity}"Email":"b@x.br"}}'


@pytest.mark.scenario("bonifiq", 35)
def test_a_typed_code_keeps_its_zeros() -> None:
    customer = replace(BRUNA, reference="ana+vip@loja.exemplo")
    draft = requests.validate(intent(), customer, "0042")
    assert draft.path == "/POS/customers/ana%2Bvip%40loja.exemplo/challengevalidate"
    assert text(draft) == '{"TransactionId":"otp-5f0c","Code":"0042"}'


def test_the_neighbours() -> None:
    assert requests.get_order("O/1").path == "/Order/O%2F1"
    assert requests.get_reward("88121").path == "/Rewards/88121"
    assert requests.points(CPF).path == f"/Customer/{CPF}/points"
    assert requests.pending_points(CPF).path == f"/Customer/{CPF}/pendingpoints"
    assert requests.get_customer("a/b").path == "/Customer/a%2Fb"
    assert requests.customization().path == "/Customization"
    metadata = (wire.Metadata(name="Loja", value="L01"),)
    assert text(requests.update_metadata("rdm-91d2", metadata)) == (
        '{"OriginalKey":"rdm-91d2","Metadatas":[{"Name":"Loja","Value":"L01"}]}'
    )
    assert text(requests.update_metadata("k", ())) == '{"OriginalKey":"k","Metadatas":[]}'
    body = requests.customer_body(BRUNA, enrolled=None)
    put = requests.put_customer(CPF, body)
    assert (put.method, put.path) == ("PUT", f"/Customer/{CPF}")
    assert put.body == requests.upsert_customer(body).body
    assert text(put) == (
        '{"OriginalId":"39053344705","Name":"Bruna Teste","Phone":"11900000000",'
        '"Document":"39053344705"}'
    )


def test_money_leaves_with_two_decimals_and_never_as_a_power() -> None:
    for written in ("0.01", "0.10", "1.00", "1000000.00", "9999999.99"):
        line = replace(basket().lines[0], unit_price=reais(written))
        asked = text(requests.available(KEY, Basket(lines=(line,))))
        assert f'"ProductPrice":{written}}}' in asked


def test_nothing_made_for_the_wire_shows_what_it_holds() -> None:
    body = requests.customer_body(BRUNA, enrolled=True)
    request = wire.ValidateRequest(transaction_id="otp-5f0c", code="0042")
    draft = requests.validate(intent(), BRUNA, "0042")
    email = requests.available(CustomerKey(IdentifierKind.EMAIL, "ana@x.br"), Basket())
    shown = f"{body!r} {request!r} {draft!r} {email!r}"
    for secret in (CPF, "Bruna", "0042", "ana@", "119"):
        assert secret not in shown
