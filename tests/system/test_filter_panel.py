"""The filter's panel: display, changes, simultaneous changes, restarts and permissions."""

from copy import deepcopy
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.enums import InteractionType
from simcord.env import Env
from simcord.interactions import base_payload
from simcord.results import InteractionResult

from bot.policy.moderation.filter import Effect, Filter
from cogs.filter.panel.state import PanelAction, fingerprint
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.filtered_server import FilteredServer, open_filtered_server
from tests.system.interactions import restart

Json = dict[str, Any]


@pytest.fixture
def server(harness: BotHarness) -> FilteredServer:
    return open_filtered_server(harness)


class Panel:
    """The panel of one moderator, as shown now."""

    def __init__(self, env: Env, member: MemberActor, shown: InteractionResult) -> None:
        assert shown.ephemeral
        self._env = env
        self._member = member
        self._answer = answer_of(shown)

    @property
    def parts(self) -> list[Json]:
        return _walk(self._answer.components)

    @property
    def text(self) -> str:
        return "\n".join(part["content"] for part in self.parts if "content" in part)

    @property
    def labels(self) -> set[str]:
        return {part["label"] for part in self.parts if "label" in part}

    def part(self, action: PanelAction) -> Json:
        head = f"filter:panel:{action}:"
        [found] = [one for one in self.parts if one.get("custom_id", "").startswith(head)]
        return found

    async def click(self, label: str) -> InteractionResult:
        return await self._member.click(self._answer.message, label=label)

    async def click_twice(self, label: str) -> None:
        """Click twice before the first response is sent."""
        env = self._env
        message = env.backend.get_message(self._answer.channel_id, self._answer.id)
        shown = deepcopy(serializers.message_payload(env.backend, message))
        [custom_id] = [one["custom_id"] for one in self.parts if one.get("label") == label]
        for _ in range(2):
            record, payload = base_payload(
                env.backend,
                type=InteractionType.MESSAGE_COMPONENT,
                channel_id=message.channel_id,
                guild_id=self._member.guild.id,
                user_id=self._member.id,
                data={"component_type": 2, "custom_id": custom_id},
            )
            record.source_message_id = message.id
            env.backend.emit("INTERACTION_CREATE", payload | {"message": deepcopy(shown)})
        await env.settle()

    async def select(self, action: PanelAction, *values: object) -> InteractionResult:
        custom_id = self.part(action)["custom_id"]
        return await self._member.select(self._answer.message, list(values), custom_id=custom_id)

    async def choose(self, rule: str) -> None:
        await self.select(PanelAction.RULE, fingerprint(rule))

    async def fill(self, label: str, **values: str) -> InteractionResult:
        form = await self.click(label)
        assert form.modal is not None
        return await self.submit(form, **values)

    async def submit(self, form: InteractionResult, **values: str) -> InteractionResult:
        return await self._member.submit_modal(form, values)


def _walk(components: list[Json]) -> list[Json]:
    found: list[Json] = []
    for component in components:
        found.append(component)
        found += _walk(component.get("components", []))
    return found


async def _open(server: FilteredServer, by: MemberActor | None = None) -> Panel:
    who = by or server.moderated.manager
    return Panel(server.harness.env, who, await server.ask("panel", by=who))


async def test_an_empty_filter_is_filled_from_the_panel(server: FilteredServer) -> None:
    panel = await _open(server)
    assert "There are no rules yet" in panel.text
    await panel.fill("Add words…", rule="animals", words="badger, stoat*", patterns="b[a4]dge\n\n")
    assert "**animals**: 2 words, 1 pattern; refuse" in panel.text
    [rule] = (await server.read()).rules
    assert (rule.keywords, rule.patterns) == (("badger", "stoat*"), ("b[a4]dge",))
    # the rule is selected now
    assert "Remove rule" in panel.labels


async def test_the_panel_shows_what_is_set_for_all_rules_and_for_one(
    server: FilteredServer,
) -> None:
    moderated = server.moderated
    await server.filter("add", words="badger", rule="animals")
    await server.filter("action", rule="animals", message="Be kind.")
    await server.filter("exempt", role=moderated.boosters, rule="animals")
    await server.filter("exempt", channel=moderated.gallery)
    await server.filter("ladder", offenses=3, within="10m", block="1h")
    panel = await _open(server)
    assert "3 in 10m: 1h" in panel.text
    assert f"<#{moderated.gallery.id}>" in panel.text
    assert "Be kind." not in panel.text
    await panel.choose("animals")
    assert "Message to members: Be kind." in panel.text
    assert f"<@&{moderated.boosters.id}>" in panel.text
    await panel.click("Whole filter")
    assert "3 in 10m: 1h" in panel.text


async def test_every_setting_of_a_rule_can_be_changed(server: FilteredServer) -> None:
    moderated = server.moderated
    await server.filter("add", words="badger")
    panel = await _open(server)
    await panel.choose("words")
    await panel.select(PanelAction.EFFECT, Effect.HOLD.value)
    assert "The moderation log has no channel" in panel.text
    await panel.fill("Message…", message="Be kind.")
    await panel.select(PanelAction.ROLES, moderated.boosters)
    await panel.select(PanelAction.CHANNELS, moderated.gallery, moderated.studio)
    await panel.click("Turn off")
    [rule] = (await server.read()).rules
    assert (rule.effect, rule.message, rule.is_on) == (Effect.HOLD, "Be kind.", False)
    assert rule.exempt_roles == {moderated.boosters.id}
    assert rule.exempt_channels == {moderated.gallery.id, moderated.studio.id}
    await panel.select(PanelAction.ROLES)
    await panel.click("Turn on")
    [rule] = (await server.read()).rules
    assert rule.exempt_roles == frozenset()
    assert rule.is_on
    history = await server.history()
    assert "`filter rule “words” message`: not set → **Be kind.**" in history


async def test_the_words_of_a_rule_are_edited_as_text(server: FilteredServer) -> None:
    await server.filter("add", words="badger, big  badger, stoat*")
    await server.filter("pattern", regex="b[a4]dge, {1,2}")
    await server.filter("allow", words="badger set", rule="words")
    panel = await _open(server)
    await panel.choose("words")
    form = await panel.click("Edit words…")
    assert form.modal is not None
    shown = [label["component"]["value"] for label in form.modal["components"]]
    assert shown == ["badger\nbig badger\nstoat*", "b[a4]dge, {1,2}", "badger set"]
    words = " otter \r\n\nstoat*\nOTTER\n"
    await panel.submit(form, words=words, patterns=shown[1], allowed="")
    [rule] = (await server.read()).rules
    assert rule.keywords == ("otter", "stoat*")
    assert (rule.patterns, rule.allowed) == (("b[a4]dge, {1,2}",), ())
    await server.filter("add", words=",".join(f"word{number}" for number in range(600)))
    await panel.choose("words")
    assert "Edit words…" not in panel.labels


async def test_what_holds_for_all_rules_can_be_changed(server: FilteredServer) -> None:
    moderated = server.moderated
    panel = await _open(server)
    await panel.click("Name rules in refusals")
    await panel.select(PanelAction.ROLES, moderated.boosters)
    await panel.fill("Automatic blocks…", ladder="6 in 1d:  1d\n3 in 10m: 1h")
    filter_ = await server.read()
    assert filter_.names_rules
    assert filter_.exempt_roles == {moderated.boosters.id}
    assert [step.offenses for step in filter_.ladder] == [3, 6]
    await panel.fill("Automatic blocks…", ladder="")
    assert (await server.read()).ladder == ()


@pytest.mark.parametrize("typed", ["often", "3 in x: 1h", "0 in 1h: 1h", "3 in 1h: 400d"])
async def test_a_ladder_that_cannot_be_read_changes_nothing(
    server: FilteredServer, typed: str
) -> None:
    panel = await _open(server)
    await panel.fill("Automatic blocks…", ladder=typed)
    assert "Nothing was changed" in panel.text
    assert (await server.read()).ladder == ()


async def test_a_form_without_words_adds_no_empty_rule(server: FilteredServer) -> None:
    panel = await _open(server)
    await panel.fill("Add words…", rule="animals", words=" , ", patterns="")
    assert "`words` is missing. Nothing was changed." in panel.text
    assert await server.read() == Filter()


async def test_a_selected_rule_is_described_once(server: FilteredServer) -> None:
    await server.filter("add", words="badger")
    panel = await _open(server)
    await panel.choose("words")
    assert panel.text.count("1 word; refuse") == 1
    assert "### words" in panel.text


@pytest.mark.parametrize(
    ("button", "values"),
    [
        ("Automatic blocks…", {"ladder": "three in ten minutes"}),
        ("Add words…", {"rule": "words", "words": "ferret, weasel", "patterns": "(open"}),
    ],
)
async def test_what_was_typed_is_shown_again_when_it_is_refused(
    server: FilteredServer, button: str, values: dict[str, str]
) -> None:
    panel = await _open(server)
    await panel.fill(button, **values)
    typed = [text for name, text in values.items() if name != "rule"]
    assert panel.text.endswith("```\n" + "\n".join(typed) + "\n```")
    assert await server.read() == Filter()


async def test_a_rule_is_removed_by_the_second_click(server: FilteredServer) -> None:
    await server.filter("add", words="badger")
    panel = await _open(server)
    await panel.choose("words")
    await panel.click("Remove rule")
    assert len((await server.read()).rules) == 1
    await panel.click("Yes, remove it")
    assert (await server.read()).rules == ()
    assert "There are no rules yet" in panel.text


async def test_a_text_is_tried_out_in_the_panel(server: FilteredServer) -> None:
    await server.filter("add", words="badger")
    panel = await _open(server)
    await panel.fill("Test…", text="a b4dger")
    assert "reading digits and symbols as letters" in panel.text
    assert await server.entries() == []


class TestRefusals:
    async def test_bad_words_and_messages_are_told_in_the_panel(
        self, server: FilteredServer
    ) -> None:
        await server.filter("add", words="badger")
        panel = await _open(server)
        await panel.fill("Add words…", rule="words", words="", patterns="(x")
        assert "can't be used" in panel.text
        await panel.choose("words")
        await panel.fill("Message…", message="No badger")
        assert "don't allow this text" in panel.text
        [rule] = (await server.read()).rules
        assert (rule.patterns, rule.message) == ((), "")

    async def test_words_without_a_rule_make_one(self, server: FilteredServer) -> None:
        panel = await _open(server)
        await panel.fill("Add words…", rule="  ", words="badger", patterns="")
        assert (await server.read()).rules[0].name == "words"


class TestSimultaneously:
    async def test_a_control_from_before_anothers_change_overwrites_nothing(
        self, server: FilteredServer
    ) -> None:
        await server.filter("add", words="badger")
        panel = await _open(server)
        await panel.choose("words")
        await server.filter("action", by=server.moderated.admin, rule="words", effect="log")
        await panel.select(PanelAction.EFFECT, Effect.HOLD.value)
        assert "another moderator changed the filter" in panel.text
        assert "accept and post to the log" in panel.text
        assert (await server.read()).rules[0].effect is Effect.LOG
        await panel.select(PanelAction.EFFECT, Effect.HOLD.value)
        assert (await server.read()).rules[0].effect is Effect.HOLD

    async def test_a_form_from_before_anothers_change_overwrites_nothing(
        self, server: FilteredServer
    ) -> None:
        await server.filter("add", words="badger")
        manager = server.moderated.manager
        panel = await _open(server)
        await panel.choose("words")
        form = await panel.click("Message…")
        await server.filter("action", by=server.moderated.admin, rule="words", message="Hers")
        await manager.submit_modal(form, {"message": "Mine"})
        assert "another moderator changed the filter" in panel.text
        assert (await server.read()).rules[0].message == "Hers"

    async def test_words_are_added_whatever_others_have_changed_meanwhile(
        self, server: FilteredServer
    ) -> None:
        await server.filter("add", words="badger")
        manager = server.moderated.manager
        panel = await _open(server)
        form = await panel.click("Add words…")
        await server.filter("add", by=server.moderated.admin, words="stoat")
        await manager.submit_modal(form, {"rule": "words", "words": "weasel", "patterns": ""})
        assert (await server.read()).rules[0].keywords == ("badger", "stoat", "weasel")

    async def test_a_rule_that_is_gone_is_not_made_again(self, server: FilteredServer) -> None:
        await server.filter("add", words="badger")
        panel = await _open(server)
        await panel.choose("words")
        await server.filter("remove", by=server.moderated.admin, rule="words")
        await panel.click("Turn off")
        assert "another moderator changed the filter" in panel.text
        assert (await server.read()).rules == ()


async def test_a_double_click_switches_once(server: FilteredServer) -> None:
    await server.filter("add", words="badger")
    panel = await _open(server)
    await panel.choose("words")
    await panel.click_twice("Turn off")
    assert not (await server.read()).rules[0].is_on
    await panel.choose("words")
    await panel.click("Remove rule")
    await panel.click_twice("Yes, remove it")
    assert (await server.read()).rules == ()


async def test_a_panel_from_before_a_restart_works(server: FilteredServer) -> None:
    await server.filter("add", words="badger")
    panel = await _open(server)
    await panel.choose("words")
    await restart(server.harness)
    await panel.click("Turn off")
    assert not (await server.read()).rules[0].is_on


async def test_a_moderator_who_is_none_any_more_changes_nothing(server: FilteredServer) -> None:
    await server.filter("add", words="badger")
    manager, backend = server.moderated.manager, server.harness.env.backend
    panel = await _open(server)
    await panel.choose("words")
    form = await panel.click("Message…")
    for role_id in list(backend.get_member(server.guild_id, manager.id).role_ids):
        backend.remove_member_role(server.guild_id, manager.id, role_id)
    result = await panel.click("Turn off")
    assert "don't have permission" in answer_of(result).content
    server.harness.expected_errors = 1  # simcord counts refusals that a form raises as errors
    result = await manager.submit_modal(form, {"message": "x"})
    assert "don't have permission" in answer_of(result).content
    [rule] = (await server.read()).rules
    assert (rule.is_on, rule.message) == (True, "")


async def test_the_largest_filter_fits_into_the_panel(server: FilteredServer) -> None:
    for number in range(6):
        name = f"{number}" + "*" * 49
        await server.filter("add", words="badger", rule=name)
        await server.filter("action", rule=name, message="_" * 150, effect="hold")
    for preset in server.harness.services.moderation.filter_editor.presets:
        await server.filter("preset", name=preset, rule="0" + "*" * 49)
    panel = await _open(server)
    await panel.choose("0" + "*" * 49)
    await panel.fill("Test…", text="badger " * 250)
    assert sum(len(part.get("content", "")) for part in panel.parts) <= 4_000
    assert len(panel.parts) <= 40
