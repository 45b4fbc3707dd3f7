"""Twilio's own package, its objects unmodified, as a second client of the sandbox."""

from typing import Any

from twilio import rest
from twilio.http import http_client

from pos_app.sandbox.twilio_verify.fixtures import (
    ACCOUNT_SID,
    API_KEY_SECRET,
    API_KEY_SID,
    SERVICE_SID,
)


class Loopback:
    """The package's own HTTP client, sent to the sandbox instead of to Twilio."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.inner = http_client.TwilioHttpClient(timeout=10)
        self.inner.session.trust_env = False
        self.urls: list[str] = []

    def request(self, method: str, url: str, **options: Any) -> Any:
        url = url.replace("https://verify.twilio.com", self._address, 1)
        assert url.startswith(self._address)
        self.urls.append(url)
        return self.inner.request(method, url, **options)

    def client(self, secret: str = API_KEY_SECRET) -> Any:
        return rest.Client(API_KEY_SID, secret, ACCOUNT_SID, http_client=self)

    def service(self) -> Any:
        return self.client().verify.v2.services(SERVICE_SID)

    def close(self) -> None:
        self.inner.session.close()
