"""Who the handles in the events stand for; kept in memory and, until a sale is settled, beside
the journal's events."""

import msgspec

from pos_app.core.challenge import Contact
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.loyalty import Customer
from pos_app.core.value import Value

_encoder = msgspec.json.Encoder()


class Person(Value, frozen=True):
    key: CustomerKey
    customer: Customer | None = None
    """``None`` until the provider has told who it is."""
    contact: Contact | None = None

    def __repr__(self) -> str:
        return f"Person({self.key.masked})"

    def as_customer(self) -> Customer:
        """The provider's customer, or the little that is known of one it could not be asked
        about."""
        if self.customer is not None:
            return self.customer
        kind, value = self.key.kind, self.key.value
        is_document = kind in {IdentifierKind.CPF, IdentifierKind.CNPJ}
        return Customer(
            key=self.key,
            name="",
            reference=value,
            document=value if is_document else None,
            phone=value if kind is IdentifierKind.PHONE else None,
            email=value if kind is IdentifierKind.EMAIL else None,
            enrolled=None,
        )


_decoder = msgspec.json.Decoder(Person)


def private_name(handle: str) -> str:
    return f"person:{handle}"


def encode(person: Person) -> bytes:
    return _encoder.encode(person)


def decode(body: bytes) -> Person:
    return _decoder.decode(body)
