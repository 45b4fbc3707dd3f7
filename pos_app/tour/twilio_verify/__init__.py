"""The sales a till must master that asks its customers through Twilio Verify."""

from pos_app.tour.twilio_verify import asking, doubts, enrolling

SCENARIOS = (*asking.SCENARIOS, *doubts.SCENARIOS, *enrolling.SCENARIOS)
