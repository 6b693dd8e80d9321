"""The bot's token: what it looks like, and what Discord says about it."""

import asyncio
import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from bot.cli.checks.discord_check import check_discord, check_shape
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.sentences import Found, State
from bot.cli.discord_api import DiscordUnreachable, open_discord_api
from bot.cli.setup.interruptible import run_interruptibly
from bot.cli.setup.secret_step import Examined

#: Seconds for all questions to Discord together.
_DEADLINE_S = 15.0

_ID = re.compile(r"[0-9]{1,20}")

#: The longest name that is shown; Discord's have at most 32 characters.
_MOST_NAME = 64


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot of a token."""

    application_id: int
    name: str
    servers: int
    application: Mapping[str, object]
    """Discord's application object."""

    @property
    def is_public(self) -> bool:
        """Whether others than its owner can add it to servers."""
        return self.application.get("bot_public") is not False


def examine_token(token: str) -> Examined[Bot]:
    """Test a token; one that can't be a bot's is not sent."""
    return run_interruptibly(lambda: _examine(token))


async def _examine(token: str) -> Examined[Bot]:
    shape = [each for each in await check_shape(token) if each.state is State.ERROR]
    if shape:
        return Examined(shape)
    try:
        async with asyncio.timeout(_DEADLINE_S):
            findings = [each for each in await check_discord(token) if _matters(each)]
            if not any(each.found is Found.TOKEN_FINE for each in findings):
                return Examined(findings)
            bot = await _read_bot(token)
    except (DiscordUnreachable, TimeoutError):
        facts = {"host": "discord.com"}
        return Examined([Finding(Check.DISCORD, Found.DISCORD_UNREACHABLE, facts)])
    return Examined(findings, bot)


def _matters(finding: Finding) -> bool:
    return finding.found is Found.TOKEN_FINE or finding.state is not State.OK


async def _read_bot(token: str) -> Bot:
    """Read what an accepted token belongs to.

    Raises:
        DiscordUnreachable: Discord answers no more.
    """
    async with open_discord_api(token) as api:
        answer = await api.get("/applications/@me")
    found = answer.fields
    if answer.status != HTTPStatus.OK or not _ID.fullmatch(str(found.get("id"))):
        raise DiscordUnreachable
    servers = found.get("approximate_guild_count")
    return Bot(
        application_id=int(str(found["id"])),
        name=str(found.get("name", "?"))[:_MOST_NAME],
        servers=servers if isinstance(servers, int) else 0,
        application=found,
    )


def user_of(token: str) -> int | None:
    """Return the id of the bot's user, which is the first part of its token; None if it isn't."""
    first = token.partition(".")[0]
    try:
        text = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except ValueError:
        return None
    return int(text) if _ID.fullmatch(text) else None
