"""A server whose moderators set a filter by /filter."""

from dataclasses import dataclass
from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.policy.moderation.filter import Filter
from bot.policy.moderation.log import LogEntry
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.moderated_server import ModeratedServer, answer, open_moderated_server

Json = dict[str, Any]

REFUSED = "The rules of this server don't allow this text."


@dataclass
class FilteredServer:
    """A moderated server, and its filter."""

    moderated: ModeratedServer

    @property
    def harness(self) -> BotHarness:
        return self.moderated.harness

    @property
    def guild_id(self) -> int:
        return self.moderated.manager.guild.id

    async def ask(
        self, command: str, *, by: MemberActor | None = None, **options: object
    ) -> InteractionResult:
        who = by or self.moderated.manager
        return await who.slash(self.moderated.lounge, f"filter {command}", **options)

    async def filter(
        self, command: str, *, by: MemberActor | None = None, **options: object
    ) -> str:
        """Use a /filter command, and return the text of its private response."""
        return answer(await self.ask(command, by=by, **options))

    async def imagine(
        self, prompt: str, *, by: MemberActor | None = None, **options: object
    ) -> str:
        """Request an image, and return the text of the response; empty for an image."""
        who = by or self.harness.mia
        result = await who.slash(self.moderated.gallery, "imagine", prompt=prompt, **options)
        response = answer_of(result)
        return "" if response.attachments else response.content

    async def read(self) -> Filter:
        editor = self.harness.services.moderation.filter_editor
        return (await editor.read(self.guild_id)).filter

    async def history(self) -> str:
        return await self.moderated.limits("history")

    async def entries(self) -> list[LogEntry]:
        """Return the entries of the log that wait to be sent, and take them."""
        harness = self.harness
        await harness.env.settle()
        log_writer, now = harness.services.moderation.log_writer, harness.clock.now()
        store = log_writer._stores.moderation_log  # pyright: ignore[reportPrivateUsage] - no way in
        waiting = await store.take("test", now=now, until=now, limit=50)
        await store.remove([one.id for one in waiting])
        return [one.entry for one in waiting]


def open_filtered_server(harness: BotHarness) -> FilteredServer:
    """Return a server in which every member sees /filter."""
    # entries wait, so that tests can read them
    harness.services.moderation.log_sender.send_by(None)
    return FilteredServer(open_moderated_server(harness))
