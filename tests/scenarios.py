"""What each contract lists as worth testing, by the numbers it has there, in our words.

A test that proves such a line is marked ``@pytest.mark.scenario(contract, number)``, a line that
takes several tests in each of them.
"""

from collections.abc import Mapping

SCENARIOS: Mapping[str, Mapping[int, str]] = {
    "punchh": {
        1: "a sale by phone from look-up to receipt: points rise, the reward is gone",
        2: "a card is found by the search alone, and later calls go by the guest's id",
        3: "without either consent no code, no message and no account, in the very words",
        4: "the verifier of an earlier send proves nothing, a new send does",
        5: "an address spelt otherwise at the check than at the send is refused",
        6: "the third wrong code ends the challenge at the till, without a fourth call",
        7: "two tills of a store stop before the ninth failure shuts the store out",
        8: "a send that the service could not answer is made once more, with a new challenge",
        9: "an address that Punchh made up gets no mail",
        10: "an OAuth client of another scope is a fault of the set-up, and not tried again",
        11: "no call without our own User-Agent",
        12: "every shape of error, empty successes, pages of the edge, flags in three spellings",
        13: "a basket that the app has locked is left alone until its owner lets go",
        14: "a lock opens to its own uid only",
        15: "a lock falls off by itself after the configured minutes",
        16: "a selection is put in whole or not at all",
        17: "discounts that may not be combined are refused together",
        18: "more than the banked balance is refused, and the balance stays",
        19: "a reward that expired in the basket is told inside a success and taken out",
        20: "a price that changed after the quote fails the commit, and nothing is taken off",
        21: "a check of nothing is refused, one whose totals differ never leaves",
        22: "a commit whose answer is lost ends in one redemption or none",
        23: "a void gives the reward back at once, and a second one harms nobody",
        24: "after the check-in a redemption is not voided: the check is",
        25: "a check-in that is repeated after a crash earns once",
        26: "offline nothing is redeemed, and what was sold is told in order later",
        27: "versions of one receipt leave a second apart",
        28: "amounts are exact, as texts and as numbers",
        29: "a GET with a body arrives whole",
        30: "no log holds code, token, verifier, key, phone or e-mail",
    },
}

WITHOUT_TEST: Mapping[tuple[str, int], str] = {}
"""Lines that nothing proves, and why."""
