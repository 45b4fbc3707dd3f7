"""The sales a Punchh till must master."""

from pos_app.tour.punchh import redeeming, trouble

SCENARIOS = (*redeeming.SCENARIOS, *trouble.SCENARIOS)
