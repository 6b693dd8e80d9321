"""Limits hold by what an interaction says, whatever the bot's cache of Discord holds.

The real bot is on the small Discord here, whose server can be away and can hide its channels.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr
from yarl import URL

from bot.client import ImagineBot, Services
from bot.policy.limits.limit import OTHER_CHANNELS, Limit, Value
from bot.policy.limits.rulebook import SERVER, ChannelList, ChannelMode, Rulebook, Scope, ScopeKind
from bot.sandbox.painter import Painter, Say
from bot.settings import load_settings
from bot.wiring import open_services
from cogs import EXTENSIONS
from testkit.discord_loopback import guild
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord
from testkit.discord_loopback.interactions import ChosenOption, Invoker
from testkit.discord_loopback.messages import Refusal
from testkit.discord_loopback.payloads import CHANNEL, GUILD_ID, MEMBER_ID, Json

ROLE, CATEGORY, PARENT, THREAD = "55", "66", "88", "99"
OUTAGE = Refusal(503, 0, "upstream connect error")
UNKNOWN = "Discord doesn't show the bot"


@dataclass
class FactsHarness:
    """The bot on the small Discord."""

    discord: LoopbackDiscord
    services: Services
    painter: Painter

    async def edit(self, rulebook: Rulebook) -> None:
        """Have a moderator set this."""
        await self.services.moderation.edit(int(GUILD_ID), int(MEMBER_ID), lambda _: rulebook)

    async def set(self, kind: ScopeKind, place: str, limit: Limit, value: Value) -> None:
        """Have a moderator set one limit alone."""
        await self.edit(Rulebook().with_limit(Scope(kind, int(place)), limit, value))

    async def told(self, asked: Invoker | None = None, **options: str) -> str:
        """Ask for an image, and return what the first answer is in the end."""
        used = await self.discord.slash("imagine", invoker=asked, **{"prompt": "a fox", **options})
        messages = self.discord.messages

        def is_over() -> bool:
            mine = [one for one in messages.of(used.token) if not one.is_thinking]
            return any(one.files or one.is_private for one in mine)

        async with asyncio.timeout(30):
            await self.discord.wait_until(is_over)
        return " ".join(one.content for one in messages.of(used.token))

    async def limits(
        self, name: str, *, asked: Invoker | None = None, **given: str | ChosenOption
    ) -> str:
        """Have somebody use a command of /limits, and return the answer."""
        used = await self.discord.slash(f"limits {name}", user_id=MEMBER_ID, invoker=asked, **given)
        messages = self.discord.messages

        def is_over() -> bool:
            return any(not one.is_thinking for one in messages.of(used.token))

        async with asyncio.timeout(30):
            await self.discord.wait_until(is_over)
        return messages.of(used.token)[0].content

    def asked_for(self, channel_id: str) -> int:
        """How often the bot has asked for a channel."""
        calls = [(call.method, call.path) for call in self.discord.calls]
        return calls.count(("GET", f"/channels/{channel_id}"))


@pytest.fixture
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        monkeypatch.setattr(Route, "BASE", server.base_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(server.gateway_url))
        yield server


@asynccontextmanager
async def opened(discord: LoopbackDiscord, folder: Path) -> AsyncGenerator[FactsHarness]:
    """Let the bot live."""
    async with AsyncExitStack() as stack:
        painter = await stack.enter_async_context(Painter())
        painter.default = Say(sketch=True)
        settings = load_settings(env_file=None).model_copy(
            update={
                "data_dir": folder,
                "openrouter_base_url": painter.base_url,
                "openrouter_api_key": SecretStr(painter.key),
                "cooldown_seconds": None,
                "member_images_per_day": None,
                "discord_token": SecretStr(TOKEN),
            }
        )
        services = await stack.enter_async_context(open_services(settings))
        bot = await stack.enter_async_context(ImagineBot(services, EXTENSIONS))
        await bot.login(TOKEN)
        connecting = asyncio.create_task(bot.connect(), name="bot")
        try:
            await discord.wait_for_bot()
            yield FactsHarness(discord, services, painter)
        finally:
            await services.runner.drain(5)
            await bot.close()
            with suppress(asyncio.CancelledError):
                connecting.cancel()
                await connecting


def away(discord: LoopbackDiscord) -> None:
    """Keep the server from the bot, which knows then nothing but its id."""
    discord.server.is_available = False


def a_thread(discord: LoopbackDiscord, *, is_hidden: bool = False, nsfw: bool = False) -> Invoker:
    """Have a thread in a channel of a category."""
    discord.server.add(guild.category(CATEGORY, "Pictures"))
    parent = guild.text_channel(PARENT, "spicy", parent_id=CATEGORY, nsfw=nsfw)
    discord.server.add(parent, is_hidden=is_hidden)
    return Invoker(channel=guild.thread(THREAD, PARENT))


async def test_a_roles_limit_holds_while_the_server_is_not_there(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    away(discord)
    muted = Invoker(roles=[ROLE])
    async with opened(discord, tmp_path) as house:
        await house.set(ScopeKind.ROLE, ROLE, Limit.MEMBER_IMAGES_PER_DAY, 0)
        assert f"<@&{ROLE}>" in await house.told(muted)
        assert house.painter.requests == []
        await discord.announce_server()
        assert f"<@&{ROLE}>" in await house.told(muted)
        assert "> a fox" in await house.told()


async def test_the_moderator_role_may_set_limits_while_the_server_is_not_there(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    away(discord)
    async with opened(discord, tmp_path) as house:
        await house.edit(Rulebook(moderator_role=int(ROLE)))
        for roles, part in ([ROLE], "Limits in this server"), ([], "don't have permission"):
            asked = Invoker("1100000000000000300", roles=roles, permissions="0")
            assert part in await house.limits("show", asked=asked)


@pytest.mark.parametrize("is_away", [True, False])
async def test_moderators_look_at_places_and_members_as_discord_sends_them(
    discord: LoopbackDiscord, tmp_path: Path, *, is_away: bool
) -> None:
    asked = a_thread(discord, is_hidden=True, nsfw=True)
    discord.server.is_available = not is_away
    parent = ChosenOption.channel(discord.server.channels[PARENT])
    category = ChosenOption.channel(discord.server.channels[CATEGORY])
    async with opened(discord, tmp_path) as house:
        for place, chosen in (PARENT, parent), (CATEGORY, category):
            said = await house.limits("set", limit="references", value="1", channel=chosen)
            assert f"<#{place}>: not set → **1**" in said
        await house.set(ScopeKind.ROLE, ROLE, Limit.COUNT, 1)
        await house.services.moderation.set_limit(
            int(GUILD_ID), 1, Scope(ScopeKind.CATEGORY, int(CATEGORY)), Limit.REFERENCES, 2
        )
        ada = ChosenOption.member("1100000000000000300", roles=[ROLE])
        for channel in parent, ChosenOption.channel(asked.channel):
            said = await house.limits("explain", member=ada, channel=channel)
            assert f"Images per request: **1**, set for the role <@&{ROLE}>" in said
            # of a thread in a hidden channel the server's own cache knows the category alone
            is_known = channel is parent or not is_away
            assert (f"set for the category <#{CATEGORY}>" in said) is is_known
        stranger = ChosenOption.non_member("1100000000000000300")
        said = await house.limits("explain", member=stranger, channel=parent)
        assert "Images per request" not in said


async def test_a_server_that_is_not_there_is_no_users_own_app(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    away(discord)
    async with opened(discord, tmp_path) as house:
        await house.edit(Rulebook().with_limit(SERVER, Limit.SERVER_IMAGES_PER_DAY, 0))
        assert "Images per server per day" in await house.told()
        # and where only the member has the app, the server has no say
        assert "> a fox" in await house.told(Invoker(owners={"1": MEMBER_ID}))


@pytest.mark.parametrize("is_away", [True, False])
@pytest.mark.parametrize("nsfw", [True, False])
async def test_age_restriction_and_category_of_a_hidden_channel_are_those_of_the_interaction(
    discord: LoopbackDiscord, tmp_path: Path, *, is_away: bool, nsfw: bool
) -> None:
    discord.server.add(guild.category(CATEGORY, "Pictures"), is_hidden=True)
    hidden = guild.text_channel(PARENT, "spicy", parent_id=CATEGORY, nsfw=nsfw)
    asked = Invoker(channel=discord.server.add(hidden, is_hidden=True))
    discord.server.is_available = not is_away
    async with opened(discord, tmp_path) as house:
        never = Rulebook().with_limit(SERVER, Limit.NSFW, frozenset({OTHER_CHANNELS}))
        await house.edit(never)
        assert ("age-restricted" in await house.told(asked)) is nsfw
        await house.set(ScopeKind.CATEGORY, CATEGORY, Limit.MEMBER_IMAGES_PER_DAY, 0)
        assert f"<#{CATEGORY}>" in await house.told(asked)
        assert house.asked_for(PARENT) == 0


@pytest.mark.parametrize("is_away", [True, False])
async def test_a_thread_counts_as_its_channel_which_is_asked_for_once_if_need_be(
    discord: LoopbackDiscord, tmp_path: Path, *, is_away: bool
) -> None:
    asked = a_thread(discord, nsfw=True)
    discord.server.is_available = not is_away
    async with opened(discord, tmp_path) as house:
        await house.set(ScopeKind.CATEGORY, CATEGORY, Limit.MEMBER_IMAGES_PER_DAY, 0)
        many = await asyncio.gather(*(house.told(asked) for _ in range(5)))
        assert all(f"<#{CATEGORY}>" in told for told in many)
        await house.edit(Rulebook().with_limit(SERVER, Limit.NSFW, frozenset({OTHER_CHANNELS})))
        assert "age-restricted" in await house.told(asked)
        assert house.asked_for(PARENT) == is_away


@pytest.mark.parametrize(
    "rulebook",
    [
        Rulebook().with_limit(Scope(ScopeKind.CATEGORY, 66), Limit.COUNT, 1),
        Rulebook().with_limit(SERVER, Limit.NSFW, frozenset({OTHER_CHANNELS})),
        Rulebook(channels=ChannelList(ChannelMode.EXCEPT, frozenset({66}))),
    ],
)
async def test_a_rule_that_needs_to_know_more_of_a_thread_gets_a_sentence(
    discord: LoopbackDiscord, tmp_path: Path, rulebook: Rulebook
) -> None:
    away(discord)
    asked = a_thread(discord)
    async with opened(discord, tmp_path) as house:
        discord.fail("GET", f"/channels/{PARENT}$", OUTAGE, times=100)
        assert "> a fox" in await house.told(asked)
        await house.edit(rulebook)
        told = await house.told(asked)
        assert UNKNOWN in told
        assert len(house.painter.requests) == 1


async def test_only_the_category_of_a_thread_in_a_hidden_channel_is_known(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    asked = a_thread(discord, is_hidden=True, nsfw=True)
    async with opened(discord, tmp_path) as house:
        await house.set(ScopeKind.CATEGORY, CATEGORY, Limit.MEMBER_IMAGES_PER_DAY, 0)
        assert f"<#{CATEGORY}>" in await house.told(asked)
        await house.edit(Rulebook().with_limit(SERVER, Limit.NSFW, frozenset({OTHER_CHANNELS})))
        assert UNKNOWN in await house.told(asked)
        # Discord's refusal is remembered
        assert house.asked_for(PARENT) == 1


async def test_what_hangs_costs_a_second_at_most(
    discord: LoopbackDiscord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away(discord)
    asked = a_thread(discord)

    async def hangs(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(ImagineBot, "fetch_channel", hangs)
    async with opened(discord, tmp_path) as house:
        await house.set(ScopeKind.CATEGORY, CATEGORY, Limit.COUNT, 1)
        began = asyncio.get_running_loop().time()
        used = await discord.slash("imagine", invoker=asked, prompt="a fox")
        await discord.wait_until(lambda: discord.messages.is_answered(used.token))
        assert asyncio.get_running_loop().time() - began < 2
        assert UNKNOWN in await house.told(asked)


async def test_a_bot_that_comes_back_knows_nothing_and_asks_nothing_for_channels(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    art = replace(Invoker(roles=[ROLE]), channel={**CHANNEL, "parent_id": CATEGORY})
    for number in range(2):
        discord.server.is_available = number == 0
        async with opened(discord, tmp_path) as house:
            await house.set(ScopeKind.CATEGORY, CATEGORY, Limit.MEMBER_IMAGES_PER_DAY, 0)
            assert f"<#{CATEGORY}>" in await house.told(art)
            assert house.asked_for(CHANNEL["id"]) == 0


async def test_after_a_lost_session_nothing_is_known_and_every_limit_holds(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    asked = replace(a_thread(discord, nsfw=True), roles=[ROLE])
    async with opened(discord, tmp_path) as house:
        await house.set(ScopeKind.CATEGORY, CATEGORY, Limit.MEMBER_IMAGES_PER_DAY, 0)
        assert f"<#{CATEGORY}>" in await house.told(asked)
        assert house.asked_for(PARENT) == 0
        away(discord)
        await discord.lose_session()
        assert f"<#{CATEGORY}>" in await house.told(asked)
        assert house.asked_for(PARENT) == 1
        await house.set(ScopeKind.ROLE, ROLE, Limit.MEMBER_IMAGES_PER_DAY, 0)
        assert f"<@&{ROLE}>" in await house.told(asked)


async def test_images_in_the_components_of_others_messages_are_found(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    async with opened(discord, tmp_path):
        used = await discord.menu("Image details", _with_gallery())
        await discord.wait_until(lambda: bool(discord.messages.of(used.token)))
        [told] = discord.messages.of(used.token)
        assert "64×48" in told.content


def _with_gallery() -> Json:
    url = "https://media.discordapp.net/attachments/1/2/cat.png"
    media: Mapping[str, object] = {
        "url": url,
        "proxy_url": url,
        "width": 64,
        "height": 48,
        "content_type": "image/png",
        "attachment_id": "2",
    }
    gallery = {"type": 12, "id": 2, "items": [{"media": media, "spoiler": False}]}
    author = {"id": "7", "username": "ben", "discriminator": "0", "avatar": None}
    return {
        "id": "1200",
        "channel_id": CHANNEL["id"],
        "author": author,
        "content": "",
        "timestamp": "2026-11-01T12:00:00+00:00",
        "edited_timestamp": None,
        "type": 0,
        "flags": 1 << 15,
        "tts": False,
        "pinned": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [{"type": 17, "id": 1, "components": [gallery], "spoiler": False}],
    }
