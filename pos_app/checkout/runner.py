"""One effect, one call of a port, one answer. Deadlines and error mapping live here."""

import asyncio
import logging

from pos_app.core.challenge import (
    Challenge,
    Channel,
    CheckAnswer,
    CheckNotSent,
    CheckUnknown,
    CodeDead,
    Contact,
    NotDelivered,
    SendAnswer,
    SendUnknown,
    TypedCode,
)
from pos_app.core.errors import (
    HoldGoneError,
    MisconfiguredError,
    NotSentError,
    ProviderError,
    RefusedError,
)
from pos_app.core.loyalty import Customer, Refusal
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import Answer, Done, Gone, NotSent, Phase, Refused, Unclear, Unknown
from pos_app.providers.ports import Challenger, Draft, LoyaltyProvider, Task, Withdrawing

log = logging.getLogger("pos_app.runner")

DEADLINE = 20.0
"""Seconds around a whole effect; the client's own limits are tighter."""

NOT_SENT = Refusal("NOT_SENT")


class Runner:
    def __init__(self, provider: LoyaltyProvider, challenger: Challenger) -> None:
        self._provider = provider
        self._challenger = challenger

    async def carry(self, task: Task, draft: Draft, phase: Phase) -> Answer:
        """Sends the draft, or looks, as the phase says; whatever goes wrong becomes an answer."""
        try:
            async with asyncio.timeout(DEADLINE):
                if phase is Phase.LOOKING:
                    return await self._provider.look(task, draft)
                return Done(await self._provider.send(task, draft))
        except RefusedError as error:
            return Refused(error.refusal, unread=isinstance(error, MisconfiguredError))
        except NotSentError as error:
            return NotSent(str(error), error.retry_after)
        except HoldGoneError as error:
            return Gone() if error.ours else Unclear()
        except (ProviderError, TimeoutError) as error:
            return Unknown(type(error).__name__)
        except Exception as error:  # noqa: BLE001 - see _bug
            return Unknown(_bug(error))

    async def send_code(
        self,
        intent: Intent,
        customer: Customer,
        contact: Contact | None,
        by: Channel | None = None,
    ) -> SendAnswer:
        try:
            async with asyncio.timeout(DEADLINE):
                return await self._challenger.send_code(intent, customer, contact, by)
        except MisconfiguredError as error:
            return NotDelivered(_own_fault(error))
        except RefusedError as error:
            return NotDelivered(error.refusal)
        except NotSentError:
            return NotDelivered(NOT_SENT)
        except (ProviderError, TimeoutError):
            return SendUnknown()
        except Exception as error:  # noqa: BLE001 - see _bug
            _bug(error)
            return SendUnknown()

    async def check_code(
        self, intent: Intent, customer: Customer, challenge: Challenge, code: TypedCode | None
    ) -> CheckAnswer:
        """Without a code, looks at an approval on the customer's own device."""
        try:
            async with asyncio.timeout(DEADLINE):
                if code is None:
                    return await self._challenger.poll(intent, customer, challenge)
                return await self._challenger.check_code(intent, customer, challenge, code)
        except MisconfiguredError as error:
            return CodeDead(_own_fault(error), final=True)
        except RefusedError as error:
            return CodeDead(error.refusal, final=True)
        except NotSentError:
            return CheckNotSent()
        except (ProviderError, TimeoutError):
            return CheckUnknown()
        except Exception as error:  # noqa: BLE001 - see _bug
            _bug(error)
            return CheckUnknown()

    async def give_up(self, intent: Intent) -> None:
        """Whether the challenger heard of it changes nothing here."""
        if not isinstance(self._challenger, Withdrawing):
            return
        try:
            async with asyncio.timeout(DEADLINE):
                await self._challenger.give_up(intent)
        except (ProviderError, TimeoutError) as error:
            log.info("challenge_not_withdrawn error=%s", type(error).__name__)
        except Exception as error:  # noqa: BLE001 - see _bug
            _bug(error)


def _own_fault(error: MisconfiguredError) -> Refusal:
    """A cashier is told whom to call, and not that the customer's code or address is wrong."""
    return Refusal("MISCONFIGURED", error.refusal.text)


def _bug(error: Exception) -> str:
    """A fault of a provider's code: told in the log, and to the machine as no answer, so that no
    step is ever left without one."""
    log.critical("provider_bug error=%s", type(error).__name__, exc_info=error)
    return type(error).__name__
