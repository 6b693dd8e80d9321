"""What is checked at Discord once it has accepted the token."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from bot.cli.checks.discord.application import check_starts, judge_intents
from bot.cli.checks.discord.channels import check_channels
from bot.cli.checks.discord.commands import check_commands
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.guard import Work, run_all
from bot.cli.checks.seen import Seen
from bot.cli.discord_api import DiscordApi
from bot.settings import Settings

#: Seconds for each of them.
_WITHIN_S = 3.5


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
        works = [Work(Check.DISCORD, partial(check_starts, api), within_s=_WITHIN_S)]
        if self.knows_name:
            commands = partial(check_commands, api, self.settings, self.server_id, self.seen)
            works.append(Work(Check.COMMANDS, commands, within_s=_WITHIN_S))
        if self.server_id is not None:
            channels = partial(check_channels, api, str(user.get("id")), self.server_id)
            works.append(Work(Check.CHANNELS, channels, within_s=_WITHIN_S))
        return [judge_intents(application.get("flags")), *await run_all(works)]
