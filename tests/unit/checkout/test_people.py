"""Persons are kept apart from the events and are never shown."""

import pytest

from pos_app.checkout.keys import Keys
from pos_app.checkout.people import Person, decode, encode
from pos_app.core.challenge import Contact
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.loyalty import Customer
from pos_app.core.submission import Step
from pos_app.providers.ports import Draft, Task
from tests.unit.checkout.shop import CPF, EMAIL, NAME

KEY = CustomerKey(IdentifierKind.CPF, CPF)
CUSTOMER = Customer(KEY, NAME, CPF, CPF, "11900000000", EMAIL, "Prata", enrolled=True)
PERSON = Person(KEY, CUSTOMER, Contact("+5511987654321", EMAIL))


def test_a_person_comes_back_as_it_was_kept() -> None:
    assert decode(encode(PERSON)) == PERSON
    assert decode(encode(Person(KEY))) == Person(KEY)


def test_nothing_of_a_person_is_shown() -> None:
    task = Task(Step.REGISTER, "k", customer=CUSTOMER)
    draft = Draft("POST", f"/customers/{CPF}", CPF.encode())
    for shown in map(repr, (PERSON, CUSTOMER, PERSON.contact, KEY, task, draft)):
        for secret in (CPF, NAME, EMAIL, "11900000000", "98765"):
            assert secret not in shown


@pytest.mark.parametrize(
    ("kind", "value", "document", "email"),
    [
        (IdentifierKind.CPF, CPF, CPF, None),
        (IdentifierKind.CNPJ, "11222333000181", "11222333000181", None),
        (IdentifierKind.EMAIL, EMAIL, None, EMAIL),
    ],
)
def test_of_an_unknown_customer_only_the_key_is_known(
    kind: IdentifierKind, value: str, document: str | None, email: str | None
) -> None:
    customer = Person(CustomerKey(kind, value)).as_customer()
    assert (customer.document, customer.email, customer.reference) == (document, email, value)
    assert customer.enrolled is None


def test_a_phone_is_no_document() -> None:
    customer = Person(CustomerKey(IdentifierKind.PHONE, "+5511987654321")).as_customer()
    assert customer.document is None
    assert customer.phone == "+5511987654321"


def test_keys_are_random_and_say_what_they_are_for() -> None:
    keys = Keys()
    made = [keys.sale(), keys.customer(), keys.redemption(), keys.transaction()]
    made += [keys.refund(), keys.cancellation()]
    assert len({key.partition("-")[0] for key in made}) == 6
    assert keys.redemption() != keys.redemption()
    assert all(len(key.partition("-")[2]) == 32 for key in made)
