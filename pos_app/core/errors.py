"""What a call to a provider can end in besides an answer.

ProviderError
├── NotSentError          nothing left this machine, or the provider says it was not processed
├── OutcomeUnknownError   sent, and nobody here knows what came of it
├── HoldGoneError         what the step is about is held no more, and it did not let it go
├── RefusedError          the provider understood and said no
│   └── MisconfiguredError  it said no to the till itself: credentials, rights, address
└── ContractBrokenError   an answer that the contract does not allow; on a mutating call it is
                          taken for an unknown outcome
"""

from pos_app.core.loyalty import Refusal


class ProviderError(Exception):
    """Messages carry codes and statuses only: no body, no path, no personal data."""


class NotSentError(ProviderError):
    """Safe to repeat. ``retry_after`` is the provider's own hint in seconds."""

    def __init__(self, cause: str, retry_after: float | None = None) -> None:
        super().__init__(cause)
        self.retry_after = retry_after


class OutcomeUnknownError(ProviderError):
    pass


class HoldGoneError(ProviderError):
    """``ours``: nobody but this till can have used it up."""

    def __init__(self, cause: str, *, ours: bool) -> None:
        super().__init__(cause)
        self.ours = ours


class RefusedError(ProviderError):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class MisconfiguredError(RefusedError):
    pass


class ContractBrokenError(OutcomeUnknownError):
    pass
