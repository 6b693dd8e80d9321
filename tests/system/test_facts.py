"""Limits apply by the facts of an interaction, not by the bot's cache of Discord.

The bot runs on the loopback Discord, whose server can be unavailable and can hide its channels.
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
from bot.sandbox.painter import Painter, ScriptedAnswer
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
UNKNOWN = "Discord doesn't tell the bot about either"


@dataclass
class FactsHarness:
    """A bot on the loopback Discord."""

    discord: LoopbackDiscord
    services: Services
    painter: Painter

    async def edit(self, rulebook: Rulebook) -> None:
        """Replace the rulebook, as a moderator."""
        await self.services.rulebook_editor.edit(int(GUILD_ID), int(MEMBER_ID), lambda _: rulebook)

    async def set(self, kind: ScopeKind, scope_id: str, limit: Limit, value: Value) -> None:
        """Replace the rulebook by one limit, as a moderator."""
        await self.edit(Rulebook().with_limit(Scope(kind, int(scope_id)), limit, value))

    async def request(self, invoker: Invoker | None = None, **options: str) -> str:
        """Request an image, and return the final text of its messages."""
        interaction = await self.discord.slash(
            "imagine", invoker=invoker, **{"prompt": "a fox", **options}
        )
        messages = self.discord.messages

        def is_over() -> bool:
            mine = [one for one in messages.of(interaction.token) if not one.is_thinking]
            return any(one.files or one.is_private for one in mine)

        async with asyncio.timeout(30):
            await self.discord.wait_until(is_over)
        return " ".join(one.content for one in messages.of(interaction.token))

    async def limits(
        self, name: str, *, invoker: Invoker | None = None, **given: str | ChosenOption
    ) -> str:
        """Use a /limits command, and return the response."""
        interaction = await self.discord.slash(
            f"limits {name}", user_id=MEMBER_ID, invoker=invoker, **given
        )
        messages = self.discord.messages

        def is_over() -> bool:
            return any(not one.is_thinking for one in messages.of(interaction.token))

        async with asyncio.timeout(30):
            await self.discord.wait_until(is_over)
        return messages.of(interaction.token)[0].content

    def fetches_of(self, channel_id: str) -> int:
        """Return how often the bot has fetched a channel."""
        calls = [(call.method, call.path) for call in self.discord.calls]
        return calls.count(("GET", f"/channels/{channel_id}"))


@pytest.fixture
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        monkeypatch.setattr(Route, "BASE", server.base_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(server.gateway_url))
        yield server


@asynccontextmanager
async def open_bot(discord: LoopbackDiscord, folder: Path) -> AsyncGenerator[FactsHarness]:
    """Run the bot."""
    async with AsyncExitStack() as stack:
        painter = await stack.enter_async_context(Painter())
        painter.default = ScriptedAnswer(sketch=True)
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


def make_unavailable(discord: LoopbackDiscord) -> None:
    """Make the server unavailable, so that the bot only knows its id."""
    discord.server.is_available = False


def add_thread(discord: LoopbackDiscord, *, is_hidden: bool = False, nsfw: bool = False) -> Invoker:
    """Add a thread in a channel of a category."""
    discord.server.add(guild.category(CATEGORY, "Images"))
    parent = guild.text_channel(PARENT, "spicy", parent_id=CATEGORY, nsfw=nsfw)
    discord.server.add(parent, is_hidden=is_hidden)
    return Invoker(channel=guild.thread(THREAD, PARENT))


async def test_a_roles_limit_holds_while_the_server_is_not_there(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    make_unavailable(discord)
    muted = Invoker(roles=[ROLE])
    async with open_bot(discord, tmp_path) as harness:
        await harness.set(ScopeKind.ROLE, ROLE, Limit.MEMBER_IMAGES_PER_DAY, 0)
        assert f"<@&{ROLE}>" in await harness.request(muted)
        assert harness.painter.requests == []
        await discord.announce_server()
        assert f"<@&{ROLE}>" in await harness.request(muted)
        assert "> a fox" in await harness.request()


async def test_the_moderator_role_may_set_limits_while_the_server_is_not_there(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    make_unavailable(discord)
    async with open_bot(discord, tmp_path) as harness:
        await harness.edit(Rulebook(moderator_role=int(ROLE)))
        for roles, part in ([ROLE], "Limits in this server"), ([], "don't have permission"):
            invoker = Invoker("1100000000000000300", roles=roles, permissions="0")
            assert part in await harness.limits("show", invoker=invoker)


@pytest.mark.parametrize("is_away", [True, False])
async def test_moderators_look_at_places_and_members_as_discord_sends_them(
    discord: LoopbackDiscord, tmp_path: Path, *, is_away: bool
) -> None:
    invoker = add_thread(discord, is_hidden=True, nsfw=True)
    discord.server.is_available = not is_away
    parent = ChosenOption.channel(discord.server.channels[PARENT])
    category = ChosenOption.channel(discord.server.channels[CATEGORY])
    async with open_bot(discord, tmp_path) as harness:
        for place, chosen in (PARENT, parent), (CATEGORY, category):
            text = await harness.limits("set", limit="references", value="1", channel=chosen)
            assert f"<#{place}>: not set → **1**" in text
        await harness.set(ScopeKind.ROLE, ROLE, Limit.COUNT, 1)
        await harness.services.rulebook_editor.set_limit(
            int(GUILD_ID), 1, Scope(ScopeKind.CATEGORY, int(CATEGORY)), Limit.REFERENCES, 2
        )
        ada = ChosenOption.member("1100000000000000300", roles=[ROLE])
        for channel in parent, ChosenOption.channel(invoker.channel):
            text = await harness.limits("explain", member=ada, channel=channel)
            assert f"Images per request: **1** (set for the role <@&{ROLE}>)" in text
            # for a thread in a hidden channel the cache only knows the category
            is_known = channel is parent or not is_away
            assert (f"set for the category <#{CATEGORY}>" in text) is is_known
        stranger = ChosenOption.non_member("1100000000000000300")
        text = await harness.limits("explain", member=stranger, channel=parent)
        assert "Images per request" not in text


async def test_a_server_that_is_not_there_is_no_users_own_app(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    make_unavailable(discord)
    async with open_bot(discord, tmp_path) as harness:
        await harness.edit(Rulebook().with_limit(SERVER, Limit.SERVER_IMAGES_PER_DAY, 0))
        assert "Images per server per day" in await harness.request()
        # and where only the member has the app, the server has no say
        assert "> a fox" in await harness.request(Invoker(owners={"1": MEMBER_ID}))


@pytest.mark.parametrize("is_away", [True, False])
@pytest.mark.parametrize("nsfw", [True, False])
async def test_age_restriction_and_category_of_a_hidden_channel_are_those_of_the_interaction(
    discord: LoopbackDiscord, tmp_path: Path, *, is_away: bool, nsfw: bool
) -> None:
    discord.server.add(guild.category(CATEGORY, "Images"), is_hidden=True)
    hidden = guild.text_channel(PARENT, "spicy", parent_id=CATEGORY, nsfw=nsfw)
    invoker = Invoker(channel=discord.server.add(hidden, is_hidden=True))
    discord.server.is_available = not is_away
    async with open_bot(discord, tmp_path) as harness:
        never = Rulebook().with_limit(SERVER, Limit.NSFW, frozenset({OTHER_CHANNELS}))
        await harness.edit(never)
        assert ("age-restricted" in await harness.request(invoker)) is nsfw
        await harness.set(ScopeKind.CATEGORY, CATEGORY, Limit.MEMBER_IMAGES_PER_DAY, 0)
        assert f"<#{CATEGORY}>" in await harness.request(invoker)
        assert harness.fetches_of(PARENT) == 0


@pytest.mark.parametrize("is_away", [True, False])
async def test_a_thread_counts_as_its_channel_which_is_asked_for_once_if_need_be(
    discord: LoopbackDiscord, tmp_path: Path, *, is_away: bool
) -> None:
    invoker = add_thread(discord, nsfw=True)
    discord.server.is_available = not is_away
    async with open_bot(discord, tmp_path) as harness:
        await harness.set(ScopeKind.CATEGORY, CATEGORY, Limit.MEMBER_IMAGES_PER_DAY, 0)
        many = await asyncio.gather(*(harness.request(invoker) for _ in range(5)))
        assert all(f"<#{CATEGORY}>" in request for request in many)
        await harness.edit(Rulebook().with_limit(SERVER, Limit.NSFW, frozenset({OTHER_CHANNELS})))
        assert "age-restricted" in await harness.request(invoker)
        assert harness.fetches_of(PARENT) == is_away


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
    make_unavailable(discord)
    invoker = add_thread(discord)
    async with open_bot(discord, tmp_path) as harness:
        discord.fail("GET", f"/channels/{PARENT}$", OUTAGE, times=100)
        assert "> a fox" in await harness.request(invoker)
        await harness.edit(rulebook)
        text = await harness.request(invoker)
        assert UNKNOWN in text
        assert len(harness.painter.requests) == 1


async def test_only_the_category_of_a_thread_in_a_hidden_channel_is_known(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    invoker = add_thread(discord, is_hidden=True, nsfw=True)
    async with open_bot(discord, tmp_path) as harness:
        await harness.set(ScopeKind.CATEGORY, CATEGORY, Limit.MEMBER_IMAGES_PER_DAY, 0)
        assert f"<#{CATEGORY}>" in await harness.request(invoker)
        await harness.edit(Rulebook().with_limit(SERVER, Limit.NSFW, frozenset({OTHER_CHANNELS})))
        assert UNKNOWN in await harness.request(invoker)
        # Discord's refusal is remembered
        assert harness.fetches_of(PARENT) == 1


async def test_what_hangs_costs_a_second_at_most(
    discord: LoopbackDiscord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_unavailable(discord)
    invoker = add_thread(discord)

    async def hangs(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(ImagineBot, "fetch_channel", hangs)
    async with open_bot(discord, tmp_path) as harness:
        await harness.set(ScopeKind.CATEGORY, CATEGORY, Limit.COUNT, 1)
        began = asyncio.get_running_loop().time()
        interaction = await discord.slash("imagine", invoker=invoker, prompt="a fox")
        await discord.wait_until(lambda: discord.messages.is_answered(interaction.token))
        assert asyncio.get_running_loop().time() - began < 2
        assert UNKNOWN in await harness.request(invoker)


async def test_a_bot_that_comes_back_knows_nothing_and_asks_nothing_for_channels(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    art = replace(Invoker(roles=[ROLE]), channel={**CHANNEL, "parent_id": CATEGORY})
    for number in range(2):
        discord.server.is_available = number == 0
        async with open_bot(discord, tmp_path) as harness:
            await harness.set(ScopeKind.CATEGORY, CATEGORY, Limit.MEMBER_IMAGES_PER_DAY, 0)
            assert f"<#{CATEGORY}>" in await harness.request(art)
            assert harness.fetches_of(CHANNEL["id"]) == 0


async def test_after_a_lost_session_nothing_is_known_and_every_limit_holds(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    invoker = replace(add_thread(discord, nsfw=True), roles=[ROLE])
    async with open_bot(discord, tmp_path) as harness:
        await harness.set(ScopeKind.CATEGORY, CATEGORY, Limit.MEMBER_IMAGES_PER_DAY, 0)
        assert f"<#{CATEGORY}>" in await harness.request(invoker)
        assert harness.fetches_of(PARENT) == 0
        make_unavailable(discord)
        await discord.lose_session()
        assert f"<#{CATEGORY}>" in await harness.request(invoker)
        assert harness.fetches_of(PARENT) == 1
        await harness.set(ScopeKind.ROLE, ROLE, Limit.MEMBER_IMAGES_PER_DAY, 0)
        assert f"<@&{ROLE}>" in await harness.request(invoker)


async def test_images_in_the_components_of_others_messages_are_found(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    async with open_bot(discord, tmp_path):
        interaction = await discord.menu("Image details", _with_gallery())
        await discord.wait_until(lambda: bool(discord.messages.of(interaction.token)))
        [request] = discord.messages.of(interaction.token)
        assert "64×48" in request.content


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
