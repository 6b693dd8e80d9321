"""The limits panel: display, changes, invalid input, simultaneous changes and permissions."""

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle, RoleHandle
from simcord.enums import InteractionType
from simcord.interactions import base_payload
from simcord.results import InteractionResult

from bot.client import ImagineBot
from bot.i18n import ENGLISH
from bot.policy.limits.limit import Cap, Limit, Value
from bot.policy.limits.rulebook import SERVER, Rulebook, Scope, ScopeKind
from bot.ui.limits.limit_text import limit_name
from cogs import EXTENSIONS
from cogs.limits.panel.state import PanelAction
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness

Json = dict[str, Any]


@dataclass
class PanelServer:
    """The server with two moderators, and scopes to set limits for."""

    harness: BotHarness
    zoe: MemberActor
    yan: MemberActor
    category: ChannelHandle
    studio: ChannelHandle
    role: RoleHandle

    @property
    def guild_id(self) -> int:
        return self.zoe.guild.id

    def dismiss(self, member: MemberActor) -> None:
        """Remove all roles of a moderator."""
        for role_id in list(self.harness.env.backend.get_member(self.guild_id, member.id).role_ids):
            self.harness.env.backend.remove_member_role(self.guild_id, member.id, role_id)

    async def rulebook(self) -> Rulebook:
        return (await self.harness.services.rulebook_editor.read(self.guild_id)).rulebook

    async def stored(self, limit: Limit, scope: Scope = SERVER) -> Value | str:
        return (await self.rulebook()).own(scope).get(limit, "inherited")

    async def set(self, limit: Limit, value: Value, scope: Scope = SERVER) -> None:
        """Set a limit as the other moderator."""
        await self.harness.services.rulebook_editor.set_limit(
            self.guild_id, self.yan.id, scope, limit, value
        )


@pytest.fixture
async def server(harness: BotHarness) -> PanelServer:
    """Add two moderators, a category with a channel, and a role."""
    env, guild = harness.env, harness.mia.guild
    mods = guild.create_role("Moderator", permissions=discord.Permissions(manage_guild=True))
    category = guild.create_category("Studios")
    return PanelServer(
        harness=harness,
        zoe=guild.add_member(env.create_user("zoe"), roles=[mods]),
        yan=guild.add_member(env.create_user("yan"), roles=[mods]),
        category=category,
        studio=guild.create_text_channel("studio", category=category),
        role=guild.create_role("Booster"),
    )


def _walk(components: list[Json]) -> list[Json]:
    found: list[Json] = []
    for component in components:
        found.append(component)
        found += _walk(component.get("components", []))
    return found


class Panel:
    """The panel of one moderator, as shown now."""

    def __init__(self, server: PanelServer, member: MemberActor, shown: InteractionResult) -> None:
        assert shown.ephemeral
        self._env = server.harness.env
        self._member = member
        self._answer = answer_of(shown)

    @property
    def parts(self) -> list[Json]:
        return _walk(self._answer.components)

    @property
    def text(self) -> str:
        return "\n".join(part["content"] for part in self.parts if "content" in part)

    def line(self, limit: Limit) -> str:
        name = limit_name(ENGLISH, limit)
        [line] = [
            line
            for line in self.text.splitlines()
            if line.startswith((f"○ {name}: ", f"● {name}: "))
        ]
        return line

    def labels(self) -> dict[str, Json]:
        return {part["label"]: part for part in self.parts if "label" in part}

    def _id(self, action: PanelAction) -> str:
        head = f"limits:panel:{action}:"
        [found] = [
            part["custom_id"] for part in self.parts if part.get("custom_id", "").startswith(head)
        ]
        return found

    async def click(self, label: str) -> InteractionResult:
        return await self._member.click(self._answer.message, label=label)

    async def click_twice(self, label: str, *, at_once: bool) -> None:
        """Click twice, before the first response is sent or before it is shown."""
        backend, member = self._env.backend, self._member
        message = backend.get_message(self._answer.channel_id, self._answer.id)
        shown = deepcopy(serializers.message_payload(backend, message))
        data = {"component_type": 2, "custom_id": self.labels()[label]["custom_id"]}
        for _ in range(2):
            record, payload = base_payload(
                backend,
                type=InteractionType.MESSAGE_COMPONENT,
                channel_id=message.channel_id,
                guild_id=member.guild.id,
                user_id=member.id,
                data=data,
            )
            record.source_message_id = message.id
            backend.emit("INTERACTION_CREATE", payload | {"message": deepcopy(shown)})
            if not at_once:
                await self._env.settle()
        await self._env.settle()

    async def select(self, action: PanelAction, value: object) -> InteractionResult:
        return await self._member.select(self._answer.message, [value], custom_id=self._id(action))

    async def choose(self, limit: Limit) -> None:
        await self.select(PanelAction.LIMIT, str(limit))

    async def form(self, label: str = "Change…") -> InteractionResult:
        shown = await self.click(label)
        assert shown.modal is not None
        return shown

    async def submit(self, form: InteractionResult, value: object) -> InteractionResult:
        return await self._member.submit_modal(form, {"value": value})

    async def submit_value(self, value: object) -> InteractionResult:
        return await self.submit(await self.form(), value)


async def _open_panel(server: PanelServer, member: MemberActor | None = None) -> Panel:
    who = member or server.zoe
    return Panel(server, who, await who.slash(server.harness.art, "limits panel"))


def _input(form: InteractionResult) -> Json:
    assert form.modal is not None
    return form.modal["components"][-1]["component"]


# --- display


async def test_the_panel_shows_every_limit_with_what_holds_and_who_set_it(
    server: PanelServer,
) -> None:
    await server.set(Limit.COOLDOWN, 90)
    panel = await _open_panel(server)
    assert panel.line(Limit.COOLDOWN) == "● Cooldown: **1 min 30 s** (otherwise 1 min)"
    assert " 10 (set by the bot's owner)" in panel.line(Limit.MEMBER_IMAGES_PER_DAY)
    for limit in Limit:
        assert panel.line(limit)


async def test_a_channel_inherits_from_its_category_then_from_the_server(
    server: PanelServer,
) -> None:
    await server.set(Limit.COOLDOWN, 90)
    await server.set(Limit.COUNT, 2)
    await server.set(Limit.COUNT, 1, Scope(ScopeKind.CATEGORY, server.category.id))
    panel = await _open_panel(server)
    await panel.select(PanelAction.CHANNEL, server.studio)
    assert f"Limits for <#{server.studio.id}>" in panel.text
    assert " 1 min 30 s (set for this server)" in panel.line(Limit.COOLDOWN)
    assert f" 1 (set for the category <#{server.category.id}>)" in panel.line(Limit.COUNT)


async def test_a_category_and_a_role_inherit_from_the_server(server: PanelServer) -> None:
    await server.set(Limit.COUNT, 2)
    panel = await _open_panel(server)
    await panel.select(PanelAction.CHANNEL, server.category)
    assert f"Limits for the category <#{server.category.id}>" in panel.text
    assert " 2 (set for this server)" in panel.line(Limit.COUNT)
    await panel.select(PanelAction.ROLE, server.role)
    assert f"Limits for the role <@&{server.role.id}>" in panel.text
    assert " 2 (set for this server)" in panel.line(Limit.COUNT)


async def test_the_role_that_everybody_has_is_the_server(server: PanelServer) -> None:
    panel = await _open_panel(server)
    await panel.select(PanelAction.ROLE, server.role)
    await panel.select(PanelAction.ROLE, server.zoe.guild.default_role)
    assert "Limits for this server" in panel.text


async def test_a_chosen_limit_shows_own_inherited_result_unit_and_range(
    server: PanelServer,
) -> None:
    await server.set(Limit.COOLDOWN, 90)
    panel = await _open_panel(server)
    await panel.choose(Limit.COOLDOWN)
    assert "Set here: **1 min 30 s** · Inherited: **1 min** (set by the bot's owner)" in panel.text
    assert "In effect: **1 min 30 s**" in panel.text
    assert "a time up to 30 days, or off; for example 90s" in panel.text


async def test_the_operators_cap_is_shown_where_it_is_lower_than_what_is_set(
    server: PanelServer,
) -> None:
    editor = server.harness.services.rulebook_editor
    editor.caps = {Cap.CAP_SERVER_USD_PER_DAY: 3_000_000, Cap.CAP_USER_IMAGES_PER_DAY: 20}
    panel = await _open_panel(server)
    assert "cap" not in panel.text
    await panel.choose(Limit.SERVER_USD_PER_DAY)
    await panel.submit_value("$5")
    assert panel.line(Limit.SERVER_USD_PER_DAY).endswith("; at most $3.00 (owner's cap)")
    assert "The bot's owner allows at most $3.00, whatever is set here." in panel.text
    await server.set(Limit.MEMBER_IMAGES_PER_DAY, None)
    await panel.choose(Limit.MEMBER_IMAGES_PER_DAY)
    assert "at most 20 across all servers" in panel.text
    line = panel.line(Limit.MEMBER_IMAGES_PER_DAY)
    assert "no limit here" in line
    assert line.endswith("; at most 20 across all servers (owner's cap)")


# --- changes


async def test_a_value_from_the_form_is_set_for_the_chosen_place_and_audited(
    server: PanelServer,
) -> None:
    scope = Scope(ScopeKind.CHANNEL, server.studio.id)
    panel = await _open_panel(server)
    await panel.choose(Limit.SERVER_USD_PER_DAY)
    await panel.select(PanelAction.CHANNEL, server.studio)
    await panel.submit_value("$2.50")
    assert await server.stored(Limit.SERVER_USD_PER_DAY, scope) == 2_500_000
    assert await server.stored(Limit.SERVER_USD_PER_DAY) == "inherited"
    assert (
        f"Dollars per server per day for <#{server.studio.id}>: not set → **$2.50**" in panel.text
    )
    [entry] = await server.harness.services.rulebook_editor.history(server.guild_id)
    assert (entry.actor_id, entry.before, entry.after) == (server.zoe.id, "", "$2.50")


@pytest.mark.parametrize(
    ("limit", "chosen", "value"),
    [
        (Limit.PRIVATE, ["forbidden"], 0),
        (Limit.PRIVATE, ["allowed"], None),
        (Limit.NSFW, ["never"], frozenset({"other"})),
        (Limit.NSFW, ["only"], frozenset({"nsfw"})),
        (Limit.SIZES, ["1K", "2K"], frozenset({"1K", "2K"})),
        (Limit.COOLDOWN, "2m", 120),
        (Limit.COOLDOWN, "off", None),
        (Limit.MEMBER_JOBS_AT_ONCE, "3", 3),
    ],
)
async def test_every_kind_of_value_can_be_given(
    server: PanelServer, limit: Limit, chosen: object, value: Value
) -> None:
    panel = await _open_panel(server)
    await panel.choose(limit)
    await panel.submit_value(chosen)
    assert await server.stored(limit) == value
    assert panel.line(limit).startswith("●")


async def test_models_are_chosen_from_those_there_are_and_none_that_is_set_is_lost(
    server: PanelServer,
) -> None:
    await server.set(Limit.MODELS, frozenset({"gone/model"}))
    panel = await _open_panel(server)
    await panel.choose(Limit.MODELS)
    form = await panel.form()
    options = _input(form)["options"]
    assert [option["value"] for option in options if option.get("default")] == ["gone/model"]
    first = server.harness.services.models.listed()[0].id
    assert options[1]["value"] == first
    await panel.submit(form, ["gone/model", first])
    assert await server.stored(Limit.MODELS) == frozenset({"gone/model", first})


@pytest.mark.parametrize("limit", list(Limit))
async def test_every_limit_can_be_lifted_and_inherited_again(
    server: PanelServer, limit: Limit
) -> None:
    panel = await _open_panel(server)
    await panel.choose(limit)
    assert panel.labels()["Inherit"]["disabled"]
    [off] = [label for label in panel.labels() if label.startswith(("No limit", "Allow"))]
    await panel.click(off)
    assert await server.stored(limit) is None
    assert panel.labels()[off]["disabled"]
    await panel.click("Inherit")
    assert await server.stored(limit) == "inherited"


async def test_the_form_begins_with_what_is_set(server: PanelServer) -> None:
    await server.set(Limit.COOLDOWN, 90)
    panel = await _open_panel(server)
    await panel.choose(Limit.COOLDOWN)
    form = await panel.form()
    assert _input(form)["value"] == "1 min 30 s"
    await panel.submit(form, "1 min 30 s")
    assert "Nothing changed" in panel.text


async def test_a_deleted_channel_can_still_be_looked_at(server: PanelServer) -> None:
    panel = await _open_panel(server)
    await panel.select(PanelAction.CHANNEL, server.studio)
    channel = server.harness.bot.get_channel(server.studio.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await panel.choose(Limit.COOLDOWN)
    await panel.submit_value("5m")
    assert await server.stored(Limit.COOLDOWN, Scope(ScopeKind.CHANNEL, server.studio.id)) == 300


# --- invalid input


@pytest.mark.parametrize("typed", ["soon", "31d", "-5", "1e9"])
async def test_bad_input_is_answered_with_an_example_and_can_be_mended(
    server: PanelServer, typed: str
) -> None:
    panel = await _open_panel(server)
    await panel.choose(Limit.COOLDOWN)
    await panel.submit_value(typed)
    assert await server.stored(Limit.COOLDOWN) == "inherited"
    assert "Enter a time up to 30 days, or off, for example `90s`" in panel.text
    form = await panel.form("Try again")
    assert _input(form)["value"] == typed
    await panel.submit(form, "90s")
    assert await server.stored(Limit.COOLDOWN) == 90
    assert "Try again" not in panel.labels()


async def test_what_was_typed_is_shown_as_it_is(server: PanelServer) -> None:
    panel = await _open_panel(server)
    await panel.choose(Limit.COOLDOWN)
    await panel.submit_value("@everyone **x** <@1>")
    assert "<@1>" not in panel.text
    assert "@everyone" not in panel.text
    assert _input(await panel.form("Try again"))["value"] == "@everyone **x** <@1>"


# --- simultaneous changes


async def test_a_value_that_somebody_else_changed_since_the_form_opened_stays(
    server: PanelServer,
) -> None:
    zoes, yans = await _open_panel(server, server.zoe), await _open_panel(server, server.yan)
    for panel in (zoes, yans):
        await panel.choose(Limit.COOLDOWN)
    slow = await zoes.form()
    await yans.submit_value("5m")
    await zoes.submit(slow, "2m")
    assert await server.stored(Limit.COOLDOWN) == 300
    assert "Cooldown has been changed by another moderator" in zoes.text
    assert "5 min" in zoes.line(Limit.COOLDOWN)
    again = await zoes.form("Try again")
    assert _input(again)["value"] == "5 min"
    await zoes.submit(again, "2m")
    assert await server.stored(Limit.COOLDOWN) == 120


@pytest.mark.parametrize("button", ["No limit (off)", "Inherit"])
async def test_a_button_under_a_value_that_is_no_longer_true_changes_nothing(
    server: PanelServer, button: str
) -> None:
    await server.set(Limit.COOLDOWN, 30)
    panel = await _open_panel(server)
    await panel.choose(Limit.COOLDOWN)
    await server.set(Limit.COOLDOWN, 300)
    await panel.click(button)
    assert await server.stored(Limit.COOLDOWN) == 300
    assert "Cooldown has been changed by another moderator" in panel.text
    await panel.click(button)
    assert await server.stored(Limit.COOLDOWN) != 300


async def test_changes_of_different_limits_both_stay(server: PanelServer) -> None:
    zoes, yans = await _open_panel(server, server.zoe), await _open_panel(server, server.yan)
    await zoes.choose(Limit.COOLDOWN)
    await yans.choose(Limit.COUNT)
    first, second = await zoes.form(), await yans.form()
    await yans.submit(second, "2")
    await zoes.submit(first, "2m")
    assert await server.stored(Limit.COOLDOWN) == 120
    assert await server.stored(Limit.COUNT) == 2


@pytest.mark.parametrize(("button", "stored"), [("No limit (off)", None), ("Inherit", "inherited")])
@pytest.mark.parametrize("at_once", [True, False])
async def test_a_double_click_is_no_conflict(
    server: PanelServer, button: str, stored: object, *, at_once: bool
) -> None:
    await server.set(Limit.COOLDOWN, 30)
    panel = await _open_panel(server)
    await panel.choose(Limit.COOLDOWN)
    await panel.click_twice(button, at_once=at_once)
    assert await server.stored(Limit.COOLDOWN) == stored
    assert "another moderator" not in panel.text
    history = await server.harness.services.rulebook_editor.history(server.guild_id)
    assert len(history) == 2


# --- permissions


def _show_command_to(server: PanelServer, member: MemberActor) -> None:
    """Allow the command for a member, as the Integrations page of Discord does."""
    commands = server.harness.env.backend.visible_commands(
        user_id=server.zoe.id, channel_id=server.harness.art.id
    )
    [command_id] = [int(command["id"]) for command in commands if command["name"] == "limits"]
    server.zoe.guild.set_command_permissions(command_id, {member: True})


async def test_a_member_who_was_shown_the_command_is_still_refused(server: PanelServer) -> None:
    _show_command_to(server, server.harness.mia)
    refused = await server.harness.mia.slash(server.harness.art, "limits panel")
    assert refused.ephemeral
    assert answer_of(refused).components == []
    assert "don't have permission" in answer_of(refused).content


async def test_a_moderator_by_role_may_use_it(server: PanelServer) -> None:
    env, guild = server.harness.env, server.zoe.guild
    await server.harness.services.rulebook_editor.edit(
        server.guild_id, server.zoe.id, lambda book: replace(book, moderator_role=server.role.id)
    )
    booster = guild.add_member(env.create_user("bea"), roles=[server.role])
    _show_command_to(server, booster)
    panel = await _open_panel(server, booster)
    await panel.choose(Limit.COOLDOWN)
    await panel.submit_value("2m")
    assert await server.stored(Limit.COOLDOWN) == 120


@pytest.mark.parametrize("label", ["Whole server", "Change…", "No limit (off)", "Inherit"])
async def test_whoever_is_no_moderator_any_more_is_refused_at_the_next_click(
    server: PanelServer, label: str
) -> None:
    await server.set(Limit.COOLDOWN, 30)
    panel = await _open_panel(server)
    await panel.choose(Limit.COOLDOWN)
    server.dismiss(server.zoe)
    refused = await panel.click(label)
    assert refused.modal is None
    assert "don't have permission" in answer_of(refused).content
    assert await server.stored(Limit.COOLDOWN) == 30


async def test_a_form_of_somebody_who_is_no_moderator_any_more_changes_nothing(
    server: PanelServer,
) -> None:
    panel = await _open_panel(server)
    await panel.choose(Limit.COOLDOWN)
    form = await panel.form()
    server.dismiss(server.zoe)
    server.harness.expected_errors = 1  # simcord counts refusals that a form raises as errors
    refused = await panel.submit(form, "0")
    assert "don't have permission" in answer_of(refused).content
    assert await server.stored(Limit.COOLDOWN) == "inherited"


# --- after a restart


async def test_the_panel_works_on_after_a_restart(server: PanelServer) -> None:
    panel = await _open_panel(server)
    await panel.choose(Limit.COOLDOWN)
    await panel.select(PanelAction.CHANNEL, server.studio)
    await panel.submit_value("nonsense")
    await _restart(server)
    form = await panel.form("Try again")
    assert _input(form)["value"] == "nonsense"
    await panel.submit(form, "90s")
    assert await server.stored(Limit.COOLDOWN, Scope(ScopeKind.CHANNEL, server.studio.id)) == 90


async def test_a_form_from_before_a_restart_is_answered_with_a_sentence(
    server: PanelServer,
) -> None:
    panel = await _open_panel(server)
    await panel.choose(Limit.COOLDOWN)
    form = await panel.form()
    await _restart(server)
    answer = await panel.submit(form, "90s")
    assert "no longer has this command or button" in answer_of(answer).content
    assert await server.stored(Limit.COOLDOWN) == "inherited"


async def test_panels_leave_nothing_behind_in_memory(server: PanelServer) -> None:
    panel = await _open_panel(server)
    await panel.choose(Limit.COOLDOWN)
    await panel.submit_value("nonsense")
    bot: Any = server.harness.bot
    store = bot._connection._view_store
    assert store._views == {}
    assert store._synced_message_views == {}
    assert store._modals == {}


async def _restart(server: PanelServer) -> None:
    server.harness.bot = ImagineBot(server.harness.services, EXTENSIONS)
    await server.harness.env.restart_bot(server.harness.bot)
