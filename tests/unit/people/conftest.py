"""A keyring in memory and a folder: what people need."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError, PasswordSetError


class MemoryKeyring(KeyringBackend):
    priority = 9.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[str, str] = {}
        self.takes = True

    def get_password(self, service: str, username: str) -> str | None:
        del service
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        del service
        if not self.takes:
            raise PasswordSetError("full")
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del service
        if username not in self.kept:
            raise PasswordDeleteError(username)
        del self.kept[username]


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)
