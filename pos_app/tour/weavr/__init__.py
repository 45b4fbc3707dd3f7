"""The sales a Weavr till must master."""

from pos_app.tour.weavr import paying, trouble

SCENARIOS = (*paying.SCENARIOS, *trouble.SCENARIOS)
