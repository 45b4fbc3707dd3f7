"""What a till asks when it opens; contract, 3.1 and 5.1."""

from pos_app.certification.punchh.bench import Bench
from pos_app.certification.punchh.check import outcome_of
from pos_app.certification.punchh.goods import COFFEE, OLAS_PHONE, PRESS
from pos_app.checkout.state import Quoted
from pos_app.providers.punchh import wire
from pos_app.providers.punchh.connection import USER_AGENT, Keys
from pos_app.providers.punchh.wire import flag_of

WRONG = Keys("key-of-no-location", "key-of-no-business")


async def play(bench: Bench) -> None:
    async with bench.open() as till:
        with bench.case.step(till.wire, "The store's configuration is read", "5.1") as step:
            location = await till.client.configuration()
            step.true("flags that come as texts are read", flag_of(location.points_unlock_mode))
            sent = till.sandbox.punchh.calls.named("configuration")[-1].headers
            step.equal("User-Agent", sent.get("user-agent"), USER_AGENT)
            step.true("both keys are sent", "btoken=" in sent.get("authorization", ""))
        with bench.case.step(till.wire, "The brand's programme is read", "5.1", ("meta",)) as step:
            meta, location = await till.client.meta(), await till.client.configuration()
            step.true("Redemptions 2.0 may be used", wire.redeems_in_batches(meta, location))
            step.equal(
                "redeemables known", len(meta.redeemables or ()), len(till.books.redeemables)
            )
        with bench.case.step(
            till.wire, "Once read, it is not asked for again with every sale", "5.1", ()
        ) as step:
            before = len(till.sandbox.punchh.calls.named("meta"))
            await till.provider.programme()
            await till.provider.programme()
            now = len(till.sandbox.punchh.calls.named("meta"))
            step.equal("readings for two sales", now - before, 1)
        with bench.case.step(till.wire, "A refused key is a fault of the set-up", "3.1") as step:
            stranger = till.client_with(WRONG)
            step.equal(
                "the till's reading", await outcome_of(stranger.meta()), "set-up refused: HTTP_401"
            )
    async with bench.open(multiple_redemption_on_location=False) as till:
        with bench.case.step(
            till.wire,
            "A location without Redemptions 2.0 redeems nothing",
            "5.1",
            ("configuration",),
        ) as step:
            await till.begin(OLAS_PHONE, COFFEE, PRESS)
            quote = till.state.quote
            listed = quote.quote.rewards if isinstance(quote, Quoted) else ()
            step.true("the till lists the guest's rewards", listed)
            step.equal("those that it offers", [one.id for one in listed if one.usable], [])
            changing = [call.call for call in till.sandbox.punchh.calls if call.method != "GET"]
            step.equal("calls that change something", changing, [])
