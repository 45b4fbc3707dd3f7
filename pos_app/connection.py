"""The provider at the other end: over HTTPS, or the sandbox in this process."""

from collections.abc import Callable
from typing import Any

from pos_app.checkout.state import Marking
from pos_app.core.value import Value
from pos_app.demo import DEMO_SETTINGS, FAULTS, PRACTICE, SERVICES
from pos_app.plan import DEMO_ADDRESS, Plan
from pos_app.providers import registry
from pos_app.providers.site import MACHINE, Instants, Site, Time
from pos_app.settings import secrets
from pos_app.settings.device import device_id
from pos_app.settings.instants import WRONG_CODES, InstantsFile
from pos_app.settings.model import Settings

CallEnded = Callable[[str, int | None, float], None]


class Loaded(Value, frozen=True):
    provider: Any
    """A ``LoyaltyProvider`` and ``Challenger`` with ``aclose()``."""
    challenger: Any = None
    """Whose codes are asked for instead of the provider's own; a ``Challenger`` likewise."""
    sandbox: Any = None
    """The in-process sandbox of a demo."""


def load(
    plan: Plan,
    on_call: CallEnded,
    time: Time = MACHINE,
    *,
    on_challenge: CallEnded | None = None,
) -> Loaded:
    """Blocks on imports, the trust store and the keyring: call it off the UI thread.
    ``on_challenge`` hears of the calls of a challenger beside the provider."""
    settings = plan.settings
    if plan.demo:
        return _demo(plan, on_call, time, on_challenge)
    provider = registry.create(
        settings.provider,
        settings.address,
        secrets.find(settings.provider, settings.address).reveal(),
        connect_seconds=settings.connect_seconds,
        answer_seconds=settings.answer_seconds,
        on_call=on_call,
        site=_site(plan, time),
    )
    return Loaded(provider, _challenger(plan, time, on_challenge))


def _challenger(plan: Plan, time: Time, on_call: CallEnded | None) -> Any:  # noqa: ANN401 - as ``Loaded`` has it
    settings = plan.settings
    if not settings.challenger:
        return None
    return registry.create_challenger(
        settings.challenger,
        settings.challenger_address,
        secrets.find(settings.challenger, settings.challenger_address).reveal(),
        seconds=settings.challenger_seconds,
        on_call=on_call,
        site=_site(plan, time),
    )


def _site(plan: Plan, time: Time) -> Site:
    """The provider of a demo begins anew with each run, and so do its wrong codes."""
    practising = plan.marking is not Marking.REAL
    return site_of(
        plan.settings,
        device_id(plan.folder),
        practising=practising,
        time=time,
        wrong_codes=None if plan.demo else InstantsFile(plan.folder / WRONG_CODES),
    )


def site_of(
    settings: Settings,
    device: str,
    *,
    practising: bool,
    time: Time = MACHINE,
    wrong_codes: Instants | None = None,
) -> Site:
    practice = PRACTICE.get(settings.provider, {}) if practising else {}

    def practised(name: str) -> str:
        return practice.get(name, "")

    return Site(
        store_code=settings.store_code,
        store=settings.store,
        device=device,
        tills=settings.tills,
        time=time,
        wrong_codes=wrong_codes,
        country=settings.country,
        client=settings.client or practised("client"),
        account=settings.account or practised("account"),
        send_profile=settings.send_profile or practised("send_profile"),
        identity_address=settings.identity_address,
        receipts_address=settings.receipts_address,
        language=settings.language or settings.region,
        ledger=settings.provider,
        home=registry.profile(settings.provider).home,
        service=settings.service or (SERVICES.get(settings.challenger, "") if practising else ""),
        approval_seconds=settings.approval_seconds,
        links_amount=settings.amount_and_payee,
    )


def _demo(plan: Plan, on_call: CallEnded, time: Time, on_challenge: CallEnded | None) -> Loaded:
    from pos_app.providers.http import in_process  # noqa: PLC0415 - only where it is needed
    from pos_app.sandbox.assembly import build_sandbox  # noqa: PLC0415
    from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused  # noqa: PLC0415

    sandbox = build_sandbox()
    for name, settings in DEMO_SETTINGS.items():
        sandbox.providers[name].change(dict(settings))
    if plan.fault is not None:
        fault = FAULTS[plan.settings.practised][plan.fault]
        sandbox.providers[fault.at or plan.settings.provider].faults.arm(
            fault.call, fault.fault, fault.times, **({"seconds": 2} if plan.fault == "slow" else {})
        )
    transport = in_process(sandbox.app, refused=ConnectionRefused, dropped=ConnectionDropped)
    provider = registry.create(
        plan.settings.provider,
        DEMO_ADDRESS,
        secrets.PRACTICE[plan.settings.provider],
        transport=transport,
        on_call=on_call,
        site=_site(plan, time),
    )
    challenger = plan.settings.challenger and registry.create_challenger(
        plan.settings.challenger,
        DEMO_ADDRESS,
        secrets.PRACTICE[plan.settings.challenger],
        transport=transport,
        on_call=on_challenge,
        site=_site(plan, time),
    )
    return Loaded(provider, challenger or None, sandbox)
