"""Sending a code and checking the typed one; contract, 3.2, 3.3 and 5.2."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_app.sandbox.bonifiq.books import Books
    from pos_app.sandbox.bonifiq.codes import SentCode
    from pos_app.sandbox.bonifiq.records import Customer
    from pos_app.sandbox.bonifiq.requests import Challenge, TypedCode


@dataclass(frozen=True, slots=True)
class NotSent:
    message: str
    inform_phone: bool = False


def send_code(books: Books, customer_id: str, wanted: Challenge) -> SentCode | NotSent:
    customer = books.find(customer_id)
    if customer is None:
        return NotSent("Cliente não encontrado.")
    if _lacks_identity(books, customer, wanted):
        return NotSent("Informe nome e documento para o cadastro.")
    route = _route(customer, wanted)
    if route is None:
        return NotSent("Informe o celular do cliente.", inform_phone=True)
    _keep_contact(books, customer, wanted)
    return books.codes.send(
        customer.number, wanted.transaction, route, books.clock.now(), books.settings
    )


def check_code(books: Books, customer_id: str, typed: TypedCode) -> bool:
    """A right code completes a pending sign-up and allows one redeem."""
    customer = books.find(customer_id)
    if customer is None:
        return False
    right = books.codes.check(
        customer.number,
        typed.transaction,
        typed.code,
        books.clock.now(),
        books.settings.max_wrong_tries,
    )
    if right:
        customer.may_redeem = True
        if customer.validate_signup:
            customer.enrol()
    return right


def _lacks_identity(books: Books, customer: Customer, wanted: Challenge) -> bool:
    needed = books.settings.signup_needs_identity and customer.validate_signup
    return needed and not (wanted.document and wanted.name)


def _route(customer: Customer, wanted: Challenge) -> tuple[str, str] | None:
    """What is on file comes first; the till's contact only fills the gap."""
    if customer.phone:
        return "sms", customer.phone
    if customer.email:
        return "email", customer.email
    if wanted.phone:
        return "sms", wanted.phone
    if wanted.email:
        return "email", wanted.email
    return None


def _keep_contact(books: Books, customer: Customer, wanted: Challenge) -> None:
    if not customer.validate_signup:
        return
    customer.name = wanted.name or customer.name
    customer.document = customer.document or wanted.document
    books.index(customer)
