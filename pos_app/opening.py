"""Opening the till: from the options of a command to a painted window, in the shortest way, and
then everything behind it."""

import argparse
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos_app import people
from pos_app.checkout.state import TillState
from pos_app.core.basket import Basket
from pos_app.core.sale import Sale
from pos_app.demo import hint
from pos_app.options import config_of, data_folder, plan_from
from pos_app.plan import Plan, profile_from
from pos_app.settings.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_app.checkout.staffing import Staffing
    from pos_app.checkout.till import Till
    from pos_app.screens.customer_window import CustomerWindow
    from pos_app.screens.doorway import Doorway
    from pos_app.screens.window import TillWindow
    from pos_app.station import Station


class Closing:
    """The wish to close the window, which may come before there is a loop to hear it."""

    def __init__(self) -> None:
        self.asked = False
        self.restarts = False
        """The program is wanted again afterwards."""
        self._tell: Callable[[], None] | None = None

    def ask(self) -> None:
        self.asked = True
        if self._tell is not None:
            self._tell()

    def ask_for_restart(self) -> None:
        self.restarts = True
        self.ask()

    def tell(self, listener: "Callable[[], None]") -> None:
        self._tell = listener
        if self.asked:
            listener()


def open_till(options: argparse.Namespace) -> int:
    """Sets the till up first where it has not been."""
    closing = Closing()
    code = _open_once(options, closing)
    if not closing.restarts:
        return code
    from pos_app.runtime import restart  # noqa: PLC0415 - seldom asked for

    return restart.again()


def _open_once(options: argparse.Namespace, closing: Closing) -> int:
    with ExitStack() as stack:
        try:
            if wants_set_up(options) and not _set_up(options):
                return 0
            return _open(_claimed(plan_from(options), stack), options, stack, closing)
        except SetupError as error:
            print(error, file=sys.stderr if error.exit_code else sys.stdout)
            return error.exit_code


def wants_set_up(options: argparse.Namespace) -> bool:
    """A file that somebody names and that is not there is a mistake, and no new till."""
    if getattr(options, "demo", False) or getattr(options, "config", None) is not None:
        return False
    return not config_of(options).exists()


def _set_up(options: argparse.Namespace) -> bool:
    from pos_app.settings.paths import default_data  # noqa: PLC0415 - once in the life of a till
    from pos_app.setup import first_run  # noqa: PLC0415

    data = data_folder(options, demo=False) or default_data()
    return first_run.run(options, config_of(options), data)


def _claimed(plan: Plan, stack: ExitStack) -> Plan:
    """The folder is this till's alone until the stack closes."""
    if plan.data is None:
        return plan
    from pos_app.runtime.instance import claim_or_show  # noqa: PLC0415 - a demo's folder is its own

    try:
        stack.enter_context(claim_or_show(plan.data))
    except OSError as error:
        print(f"{plan.data} cannot be written ({error}): selling without rewards", file=sys.stderr)
        return replace(plan, journaled=False)
    return plan


def _open(plan: Plan, options: argparse.Namespace, stack: ExitStack, closing: Closing) -> int:
    from pos_app.runtime.application import application, show_first_frame  # noqa: PLC0415
    from pos_app.screens.opening import make_window  # noqa: PLC0415

    app = application(sys.argv[:1])
    window, door = make_window(
        empty_till(plan),
        theme=plan.settings.theme,
        region=plan.settings.region,
        language=getattr(options, "language", None) or plan.settings.language,
        full_screen=plan.settings.full_screen,
        on_close=closing.ask,
    )
    show_first_frame(app, window)

    from pos_app import upkeep  # noqa: PLC0415 - all that follows the frame
    from pos_app.runtime import crash, logs, loop  # noqa: PLC0415

    if plan.demo:
        print(hint(plan.settings.practised), flush=True)
    plan = plan.with_folder(stack)
    logs.set_up(plan.folder / "logs", getattr(options, "log_level", plan.settings.log_level))
    crash.install()
    with upkeep.begun(plan) as interrupted:
        house = upkeep.House(plan, options, window, closing.ask)
        offer = None if plan.demo else partial(_offer_settings, config_of(options), closing)
        serve = partial(_serve, plan, window, door, closing, offer, interrupted=interrupted)
        return loop.run(app, lambda: house.keep(serve()))


def empty_till(plan: Plan) -> TillState:
    profile = profile_from(plan.settings)
    identity, staff = plan.identity(profile.name), _staff(plan)
    if staff is not None:
        identity = replace(identity, operator="")
    sale = Sale("", basket=Basket(plan.settings.currency))
    return TillState(identity, profile, sale, staff=staff)


def _staff(plan: Plan) -> "Staffing | None":
    """A till with people is locked from its first frame on."""
    if plan.demo or plan.data is None or not people.are_set_up(plan.data):
        return None
    from pos_app.checkout.staff_desk import staffing_of  # noqa: PLC0415 - few tills have people
    from pos_app.people.keeper import Keeper  # noqa: PLC0415

    roll = Keeper(plan.data).roll()
    return None if roll is None else staffing_of(roll, plan.settings.idle_minutes)


async def _serve(
    plan: Plan,
    window: "TillWindow",
    door: "Doorway",
    closing: Closing,
    offer: "Callable[[TillWindow, Station], None] | None" = None,
    *,
    interrupted: bool = False,
) -> int:
    import asyncio  # noqa: PLC0415 - after the first frame

    from pos_app.checkout.clock import Clock  # noqa: PLC0415
    from pos_app.checkout.salvage import GivenUpError  # noqa: PLC0415
    from pos_app.runtime import loop  # noqa: PLC0415
    from pos_app.station import journal_start, open_station  # noqa: PLC0415

    stop = asyncio.Event()
    clock = Clock()
    start = journal_start(plan, clock)

    def leave() -> None:
        start.give_up()
        stop.set()

    closing.tell(leave)
    loop.on_termination(leave)
    try:
        station = await open_station(plan, clock, start)
    except GivenUpError:
        window.finish()
        return 0
    if interrupted:
        station.till.restarted()
    door.open(station.till)
    customers = customer_window(plan, station.till, window)
    if offer is not None:
        offer(window, station)
    station.tasks.spawn(station.serve())
    await stop.wait()
    await station.close()
    window.finish()
    if customers is not None:
        customers.finish()
    return 0


def _offer_settings(
    config: Path, closing: Closing, window: "TillWindow", station: "Station"
) -> None:
    from pos_app.setup.changing import SettingsDesk  # noqa: PLC0415 - after the first frame

    desk = SettingsDesk(window, config, station.plan.folder, station.tasks.spawn)
    window.settings.offer(desk.open, closing.ask_for_restart)


def customer_window(plan: Plan, till: "Till", window: "TillWindow") -> "CustomerWindow | None":
    if not (plan.settings.customer_screen or plan.customer_beside):
        return None
    from pos_app.screens.opening import make_customer_screen  # noqa: PLC0415

    return make_customer_screen(
        till,
        window,
        theme=window.theme.name,
        region=plan.settings.region,
        beside=plan.customer_beside,
    )
