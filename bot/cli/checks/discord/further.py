"""What is checked at Discord once it has accepted the token."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.cli.checks.discord.application import check_starts, judge_intents
from bot.cli.checks.discord.channels import check_channels
from bot.cli.checks.discord.commands import check_commands
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.guard import Work, run_all
from bot.cli.checks.hosts import host_of
from bot.cli.checks.seen import Seen
from bot.cli.checks.sentences import Found
from bot.cli.discord_api import DiscordApi, DiscordUnreachable
from bot.settings import Settings

#: Seconds for each of them.
_WITHIN_S = 2.5


@dataclass(frozen=True, slots=True)
class Further:
    """Checks the application, its commands and one server's channels, all at once."""

    settings: Settings
    server_id: int | None
    """The server whose channels are checked; None for none."""
    seen: Seen
    """Gets the application and the commands."""
    knows_name: bool
    """Whether COMMAND_NAME is valid."""

    async def __call__(
        self, api: DiscordApi, user: Mapping[str, object], application: Mapping[str, object]
    ) -> list[Finding]:
        """Run the checks; `user` and `application` are Discord's answers about the bot."""
        self.seen.application_id = str(application.get("id"))
        works = [_work(Check.DISCORD, partial(check_starts, api))]
        if self.knows_name:
            commands = partial(check_commands, api, self.settings, self.server_id, self.seen)
            works.append(_work(Check.COMMANDS, commands))
        if self.server_id is not None:
            channels = partial(check_channels, api, str(user.get("id")), self.server_id)
            works.append(_work(Check.CHANNELS, channels))
        return [judge_intents(application.get("flags")), *await run_all(works)]


def _work(check: Check, start: Callable[[], Awaitable[list[Finding]]]) -> Work:
    """Return a check in which Discord may stop answering."""

    async def reach() -> list[Finding]:
        from discord.http import Route

        try:
            return await start()
        except DiscordUnreachable:
            return [Finding(check, Found.DISCORD_UNREACHABLE, {"host": host_of(Route.BASE)})]

    return Work(check, reach, within_s=_WITHIN_S)
