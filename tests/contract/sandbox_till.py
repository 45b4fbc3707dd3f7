"""A whole till without a screen on a sandbox, whichever its provider is."""

from pathlib import Path

from pos_app.checkout.catalogue import load as load_catalogue
from pos_app.checkout.clock import Clock
from pos_app.checkout.journal import Journal
from pos_app.checkout.state import Identity, Marking, Quoted
from pos_app.core.loyalty import Reward
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import Closed
from pos_app.providers.ports import Challenger
from pos_app.providers.registry import Provider
from pos_app.resources import resource
from pos_app.sandbox import SandboxClock
from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.transcript import ReceivedCall, Transcript
from tests.unit.checkout.headless import Headless


def sandbox_on(clock: Clock) -> Sandbox:
    """On the till's own clock."""
    return build_sandbox(SandboxClock(clock.wall), seed=7)


class SandboxTill(Headless):
    """The real checkout, provider and client, and the hands of a cashier."""

    def __init__(
        self,
        path: Path,
        clock: Clock,
        provider: Provider,
        sandbox: Sandbox,
        calls: Transcript,
        challenger: Challenger | None = None,
        profile: Profile | None = None,
        currency: str = "BRL",
    ) -> None:
        """Takes up what the last run on the path left, if there was one. ``challenger`` and
        ``profile`` are of a pair."""
        profile = profile or provider.profile
        names = ("Loja Centro", "Caixa 03", "Ana P.", profile.name)
        identity = Identity(*names, Marking.SANDBOX, currency)
        catalogue = load_catalogue(resource("demo/products.csv"), currency)
        super().__init__(path, profile, Journal.open(path), identity, catalogue, clock)
        self.provider = provider
        self.sandbox = sandbox
        self.calls = calls
        self.till.connect(provider, challenger or provider)
        self.restore()

    async def close(self) -> None:
        await super().close()
        await self.provider.aclose()

    # the hands

    async def find(self, who: str, *products: str) -> None:
        for product in products:
            self.till.enter_product(product)
        self.till.find_customer(who)
        await self.until(lambda: isinstance(self.state.quote, Quoted))

    def begin(self, reward: str) -> None:
        self.till.choose_reward(reward)
        self.till.confirm_reward()

    def rewards(self) -> tuple[Reward, ...]:
        quoted = self.state.quote
        return quoted.quote.rewards if isinstance(quoted, Quoted) else ()

    async def ended(self) -> Closed:
        await self.until_in(Closed)
        closed = self.redemption
        assert isinstance(closed, Closed)
        return closed

    async def delivered(self) -> None:
        """Until nothing waits in the outbox, however long that takes on the clock."""
        await self.quiet()
        while self.state.waiting:
            await self.later(1)

    # the other end

    def sent(self, *calls: str) -> list[ReceivedCall]:
        return [one for one in self.calls if one.call in calls]

    def said(self, name: str, *calls: str) -> list[object]:
        """One member of the requests."""
        bodies = [call.json for call in self.sent(*calls)]
        return [body.get(name) for body in bodies if isinstance(body, dict)]
