"""Plays one scenario like ``pos-app tour``, on the sandbox as it was left: faults stay armed."""

import sys

from pos_app import cli
from pos_app.tour import command
from pos_app.tour.scenario import Scenario
from pos_app.tour.stage import Stage


async def play(stage: Stage, scenario: Scenario) -> command.Result:
    stage.begin(scenario.name)
    await scenario.play(stage)
    return {"name": scenario.name, "passed": True, "steps": stage.steps}


command.play = play
sys.exit(cli.main(["tour", *sys.argv[1:]]))
