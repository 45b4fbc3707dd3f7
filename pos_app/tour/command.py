"""``pos-app tour``: plays the scenarios through a real window and says what came of each."""

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pos_app.checkout.clock import Clock
from pos_app.checkout.state import Marking
from pos_app.options import OptionsError, for_provider, read_settings
from pos_app.plan import Plan
from pos_app.runtime import logs, loop
from pos_app.runtime.application import application
from pos_app.screens.opening import make_window
from pos_app.settings.errors import SetupError
from pos_app.settings.model import Settings
from pos_app.station import Station, open_station
from pos_app.tour.control import Control, InProcess, NotASandboxError, Remote
from pos_app.tour.scenario import Scenario
from pos_app.tour.scenarios import scenarios_of
from pos_app.tour.stage import MismatchError, Stage

Result = dict[str, Any]
REAL = "the tour redeems and pays, and plays on loopback only (see `pos-app sandbox`)"


def run(options: argparse.Namespace) -> int:
    try:
        plan = Plan(
            _settings(options),
            getattr(options, "data_dir", None),
            demo=getattr(options, "config", None) is None,
        )
        chosen = _chosen(options, plan.settings.practised)
        if getattr(options, "list", False):
            return _list(chosen)
        if plan.marking is Marking.REAL:
            raise NotASandboxError(f"the address in till.toml is not a sandbox: {REAL}")
        return _run(plan, chosen, options)
    except SetupError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _list(chosen: tuple[Scenario, ...]) -> int:
    for scenario in chosen:
        print(f"{scenario.name:30} {scenario.says}")
    return 0


def _run(plan: Plan, chosen: tuple[Scenario, ...], options: argparse.Namespace) -> int:
    out: Path | None = getattr(options, "out", None)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    as_json = bool(getattr(options, "json", False))
    results: list[Result] = []
    with ExitStack() as stack:
        plan = plan.with_folder(stack)
        logs.set_up(plan.folder / "logs", getattr(options, "log_level", plan.settings.log_level))
        app = application(sys.argv[:1])
        tell = _say_nothing if as_json else _tell
        loop.run(app, lambda: _perform(plan, chosen, out, results, tell))
    passed = sum(result["passed"] for result in results)
    if as_json:
        print(json.dumps({"provider": plan.settings.practised, "scenarios": results}, indent=1))
    else:
        print(f"{passed} of {len(results)} scenarios passed")
    return 0 if passed == len(results) == len(chosen) else 1


def _settings(options: argparse.Namespace) -> Settings:
    settings = for_provider(options, read_settings(options, needed=False), practice=True)
    language = getattr(options, "language", None) or settings.language or "en"
    return replace(settings, language=language, printer="")  # no paper for what is played


def _chosen(options: argparse.Namespace, provider: str) -> tuple[Scenario, ...]:
    every = scenarios_of(provider)
    wanted = getattr(options, "scenario", None)
    if not wanted:
        return every
    unknown = set(wanted) - {scenario.name for scenario in every}
    if unknown:
        raise OptionsError(f"no scenario {', '.join(sorted(unknown))}; --list names them")
    return tuple(scenario for scenario in every if scenario.name in wanted)


async def _perform(
    plan: Plan,
    chosen: tuple[Scenario, ...],
    out: Path | None,
    results: list[Result],
    tell: Callable[[Result], None],
) -> int:
    clock = Clock()
    station = await open_station(plan, clock)
    window, door = make_window(
        station.till.state,
        theme=plan.settings.theme,
        region=plan.settings.region,
        language=plan.settings.language,
        on_close=_nothing,
    )
    door.open(station.till)
    window.show()
    window.activateWindow()
    try:
        await station.connect()
        control = await _control(plan, station)
        stage = Stage(window, station.till, control, clock, out)
        for scenario in chosen:
            results.append(await play(stage, scenario))
            tell(results[-1])
    finally:
        await station.close()
        window.finish()
    return 0


async def _control(plan: Plan, station: Station) -> Control:
    if station.sandbox is not None:
        return Control(InProcess(station.sandbox.app), plan.settings.provider)
    control = Control(Remote(plan.settings.address or ""), plan.settings.provider)
    if not await control.is_there():
        raise NotASandboxError(f"{plan.settings.address} is not a sandbox of pos-app")
    return control


async def play(stage: Stage, scenario: Scenario) -> Result:
    """One scenario on a clean sandbox; a failure is told and leaves an empty till behind."""
    stage.begin(scenario.name)
    result: Result = {"name": scenario.name, "passed": True, "steps": stage.steps}
    await stage.control.reset()
    try:
        await scenario.play(stage)
        stage.check(not stage.till.state.owed, "nothing is owed at the end")
        stage.check(not stage.till.state.matters, "nothing is set aside at the end")
    except Exception as failure:  # noqa: BLE001 - whatever breaks a scenario is its failure
        result["passed"] = False
        result["why"] = str(failure) if isinstance(failure, MismatchError) else repr(failure)
        await stage.step("failed")
        await _clean_up(stage)
    return result


async def _clean_up(stage: Stage) -> None:
    """An empty till that owes nothing, so that the next scenario is judged on its own."""
    await stage.control.disarm()
    stage.till.clear_sale()
    await stage.advance(120)
    with suppress(MismatchError):
        await stage.until(lambda: not stage.till.state.owed, "nothing is owed")


def _tell(result: Result) -> None:
    print(f"{'passed' if result['passed'] else 'FAILED'}  {result['name']}", flush=True)
    for step in result["steps"]:
        print(f"        {step['step']}")
    if not result["passed"]:
        print(f"        {result['why']}")


def _say_nothing(_result: Result) -> None:
    """The whole result is printed as JSON at the end."""


def _nothing() -> None:
    """The tour's window is not closed by hand."""
