"""The sales a BonifiQ till must master."""

from pos_app.tour.bonifiq import codes, redeeming, returns, settling, trouble

SCENARIOS = (
    *redeeming.SCENARIOS,
    *codes.SCENARIOS,
    *trouble.SCENARIOS,
    *settling.SCENARIOS,
    *returns.SCENARIOS,
)
