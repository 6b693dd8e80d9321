"""/filter: moderators set rules about words, and every change is in the history."""

import re
from pathlib import Path

import discord
import pytest
from simcord.actors import MemberActor

from bot.policy.moderation.filter import Effect
from tests.system.conftest import BotHarness
from tests.system.filtered_server import FilteredServer, open_filtered_server
from tests.system.interactions import restart

DENIED = "don't have permission to do that"
GUIDE = Path(__file__).parents[2] / "docs" / "moderators.md"


@pytest.fixture
def server(harness: BotHarness) -> FilteredServer:
    return open_filtered_server(harness)


class TestWords:
    async def test_words_are_added_to_one_rule_each_once(self, server: FilteredServer) -> None:
        await server.filter("add", words=" badger,  Red   Stoat\nbadger ")
        said = await server.filter("add", words="BADGER, weasel*")
        assert "added weasel\\*" in said
        [rule] = (await server.read()).rules
        assert (rule.name, rule.keywords) == ("words", ("badger", "Red Stoat", "weasel*"))

    async def test_a_new_name_makes_a_new_rule(self, server: FilteredServer) -> None:
        await server.filter("add", words="badger", rule="Animals")
        await server.filter("add", words="stoat", rule="animals")
        await server.filter("pattern", regex="b[a4]dge", rule=" Bad   spelling ")
        rules = (await server.read()).rules
        assert [rule.name for rule in rules] == ["Animals", "Bad spelling"]
        assert rules[0].keywords == ("badger", "stoat")
        assert rules[1].patterns == ("b[a4]dge",)

    @pytest.mark.parametrize(
        ("words", "why"),
        [(" , ", "words, separated by commas"), ("**", "no letter or digit"), ("x" * 61, "60")],
    )
    async def test_what_is_no_word_is_refused(
        self, server: FilteredServer, words: str, why: str
    ) -> None:
        said = await server.filter("add", words=words)
        assert why in said
        assert "othing was changed" in said
        assert (await server.read()).rules == ()

    async def test_a_bad_pattern_is_refused_with_its_position(self, server: FilteredServer) -> None:
        said = await server.filter("pattern", regex="badger(?=s)")
        assert "can't be used" in said
        assert "character 7" in said
        said = await server.filter("pattern", regex=r"\bbadger")
        assert "covers only English letters" in said
        assert [rule.patterns for rule in (await server.read()).rules] == [(r"\bbadger",)]

    async def test_a_word_or_a_whole_rule_is_removed(self, server: FilteredServer) -> None:
        await server.filter("add", words="badger, stoat", rule="a")
        await server.filter("add", words="badger", rule="b")
        assert "no longer" not in await server.filter("remove", word="Badger")
        assert [rule.keywords for rule in (await server.read()).rules] == [("stoat",), ()]
        await server.filter("remove", rule="B")
        assert [rule.name for rule in (await server.read()).rules] == ["a"]
        assert "a word or pattern of a rule" in await server.filter("remove", word="weasel")
        assert "There is no rule `b`" in await server.filter("remove", rule="b")
        assert "`word` is missing" in await server.filter("remove")

    async def test_an_allowed_word_frees_only_its_own_span(self, server: FilteredServer) -> None:
        await server.filter("add", words="*cat*")
        await server.filter("allow", words="cathedral")
        await server.filter("allow", words="catalog", rule="words")
        assert await server.imagine("a cathedral and a catalog") == ""
        server.harness.clock.advance(minutes=5)
        assert await server.imagine("a cathedral with a cat") != ""
        await server.filter("allow", words="cathedral", remove=True)
        assert await server.imagine("a cathedral") != ""

    async def test_the_list_shows_everything_that_is_set(self, server: FilteredServer) -> None:
        assert "There are no rules yet" in await server.filter("list")
        await server.filter("add", words="badger, *stoat*", rule="animals")
        await server.filter("preset", name="english-slurs", rule="animals")
        await server.filter("exempt", role=server.moderated.boosters)
        await server.filter("ladder", offenses=3, within="10m", block="1h")
        await server.filter("allow", words="badger set, stoat's")
        said = await server.filter("list")
        assert "2 words are allowed in all rules.\n" in said
        assert "`badger set`, `stoat's`" in said
        assert "**animals**: 2 words, 1 preset; refuse" in said
        assert f"<@&{server.moderated.boosters.id}>" in said
        assert "3 in 10m: 1h" in said
        said = await server.filter("list", rule="animals")
        assert "`badger`, `*stoat*`" in said

    async def test_long_lists_are_attached(self, server: FilteredServer) -> None:
        words = [f"word{number}" for number in range(500)]
        await server.filter("add", words=",".join(words))
        result = await server.ask("list", rule="words")
        assert result.response is not None
        [file] = result.response.attachments
        assert (await file.read()).decode().split()[1:] == words


class TestRules:
    async def test_effect_message_and_state_are_set(self, server: FilteredServer) -> None:
        await server.filter("add", words="badger")
        said = await server.filter(
            "action", rule="words", effect="alert", message="Be  kind.", switch="off"
        )
        assert "refuse → **alert**" in said
        [rule] = (await server.read()).rules
        assert (rule.effect, rule.message, rule.is_on) == (Effect.ALERT, "Be kind.", False)
        assert await server.imagine("a badger") == ""
        await server.filter("action", rule="words", message="clear", switch="on")
        [rule] = (await server.read()).rules
        assert (rule.message, rule.is_on) == ("", True)
        assert "There is no rule" in await server.filter("action", rule="nope", effect="log")

    async def test_a_message_with_a_word_of_the_filter_is_refused(
        self, server: FilteredServer
    ) -> None:
        await server.filter("add", words="badger")
        said = await server.filter("action", rule="words", message="No badger!")
        assert "don't allow this text" in said

    async def test_moderators_are_warned_when_a_rule_needs_a_log_that_is_not_set(
        self, server: FilteredServer
    ) -> None:
        await server.filter("add", words="badger")
        said = await server.filter("action", rule="words", effect="hold")
        assert "The moderation log has no channel" in said
        assert "`words`" in said
        said = await server.filter("test", text="a badger")
        assert "hold until a moderator decides" in said
        assert "The moderation log has no channel" in said

    async def test_a_preset_is_a_rule_of_its_own_or_a_part_of_one(
        self, server: FilteredServer
    ) -> None:
        await server.filter("preset", name="german-profanity")
        await server.filter("add", words="badger", rule="words")
        await server.filter("preset", name="english-slurs", rule="words")
        await server.filter("preset", name="english-sexual", rule="words")
        rules = (await server.read()).rules
        assert [rule.presets for rule in rules] == [
            ("german-profanity",),
            ("english-sexual", "english-slurs"),
        ]
        await server.filter("preset", name="english-slurs", rule="words", remove=True)
        assert (await server.read()).rules[1].presets == ("english-sexual",)
        assert "from the list" in await server.filter("preset", name="klingon")

    async def test_exemptions_of_all_rules_and_of_one(self, server: FilteredServer) -> None:
        moderated = server.moderated
        await server.filter("add", words="badger")
        assert "No role or channel is exempt" in await server.filter("exempt")
        await server.filter("exempt", role=moderated.boosters, channel=moderated.gallery)
        await server.filter("exempt", role=moderated.helpers, rule="words")
        said = await server.filter("exempt", rule="words")
        assert f"<@&{moderated.helpers.id}>" in said
        await server.filter("exempt", role=moderated.boosters, remove=True)
        filter_ = await server.read()
        assert filter_.exempt_roles == frozenset()
        assert filter_.exempt_channels == {moderated.gallery.id}
        everyone = server.harness.mia.guild.default_role
        assert "a role that not everyone has" in await server.filter("exempt", role=everyone)

    async def test_the_ladder_is_set_step_by_step(self, server: FilteredServer) -> None:
        assert "No member is blocked automatically" in await server.filter("ladder")
        await server.filter("ladder", offenses=6, within="1d", block="1d")
        said = await server.filter("ladder", offenses=3, within="10m", block="1h")
        assert "3 in 10m: 1h, 6 in 1d: 1d" in said
        await server.filter("ladder", block="1d", remove=True)
        assert "3 in 10m: 1h" in await server.filter("ladder")
        for within, block in (("x", "1h"), ("1h", "0s"), ("31d", "1h"), ("1h", "366d")):
            said = await server.filter("ladder", offenses=3, within=within, block=block)
            assert "a time up to" in said
        assert "a time up to" in await server.filter("ladder", offenses=3)
        assert "a number of refused or held texts" in await server.filter("ladder", within="1h")
        await server.filter("ladder", remove=True)
        assert (await server.read()).ladder == ()


class TestTrial:
    async def test_variant_rule_and_place_are_shown_and_nothing_is_recorded(
        self, server: FilteredServer
    ) -> None:
        await server.filter("add", words="badger")
        said = await server.filter("test", text="see a b-a-d-g-e-r here")
        assert "**words** found `badger` (joining spaced letters) at character 7" in said
        assert "Result for a member without roles: refuse" in said
        assert "No rule matches this text" in await server.filter("test", text="a fox")
        assert await server.entries() == []

    async def test_the_roles_of_a_member_and_a_channel_count(self, server: FilteredServer) -> None:
        moderated = server.moderated
        await server.filter("add", words="badger")
        await server.filter("exempt", role=moderated.boosters)
        await server.filter("exempt", channel=moderated.studio)
        said = await server.filter("test", text="badger", member=moderated.booster)
        assert f"doesn't apply to <@{moderated.booster.id}>" in said
        said = await server.filter("test", text="badger", member=server.harness.mia)
        assert f"Result for <@{server.harness.mia.id}>: refuse" in said
        said = await server.filter("test", text="badger", channel=moderated.gallery)
        assert "doesn't apply to" in said


class TestWho:
    @pytest.mark.parametrize(
        ("command", "options"),
        [
            ("add", {"words": "x"}),
            ("pattern", {"regex": "x"}),
            ("allow", {"words": "x"}),
            ("remove", {"word": "badger"}),
            ("list", {}),
            ("action", {"rule": "words", "switch": "off"}),
            ("preset", {"name": "english-slurs"}),
            ("exempt", {}),
            ("ladder", {}),
            ("test", {"text": "x"}),
            ("export", {}),
            ("import", {}),
            ("panel", {}),
        ],
    )
    async def test_other_members_see_and_change_nothing(
        self, server: FilteredServer, command: str, options: dict[str, str]
    ) -> None:
        await server.filter("add", words="badger")
        before = await server.read()
        said = await server.filter(command, by=server.harness.mia, **options)
        assert DENIED in said
        assert "badger" not in said
        assert await server.read() == before

    async def test_other_members_are_offered_no_words(self, server: FilteredServer) -> None:
        await server.filter("add", words="badger, stoat", rule="animals")
        moderated = server.moderated

        async def offered(who: MemberActor, option: str) -> list[str]:
            found = await who.autocomplete(moderated.lounge, "filter remove", option, "")
            return [choice["value"] for choice in found]

        assert await offered(moderated.manager, "word") == ["badger", "stoat"]
        assert await offered(moderated.manager, "rule") == ["animals"]
        assert await offered(server.harness.mia, "word") == []
        assert await offered(server.harness.mia, "rule") == []

    async def test_the_moderator_role_can_set_the_filter(self, server: FilteredServer) -> None:
        moderated = server.moderated
        await moderated.limits("moderators", by=moderated.admin, role=moderated.helpers)
        await server.filter("add", by=moderated.helper, words="badger")
        assert (await server.read()).rules[0].keywords == ("badger",)


async def test_every_change_is_in_the_history_with_its_author(server: FilteredServer) -> None:
    await server.filter("add", words="badger, stoat")
    await server.filter("add", by=server.moderated.admin, words="weasel")
    await server.filter("exempt", channel=server.moderated.gallery)
    said = await server.history()
    assert "`filter rule “words”`: not set → **refuse, 2 keywords**" in said
    assert "`filter rule “words” keywords`: 2 → **3; added weasel**" in said
    assert f"`filter exempt channels`: not set → **<#{server.moderated.gallery.id}>**" in said
    assert f"<@{server.moderated.admin.id}>" in said


async def test_the_filter_holds_after_a_restart(server: FilteredServer) -> None:
    await server.filter("add", words="badger")
    await restart(server.harness)
    assert await server.imagine("a badger") != ""
    assert "1 word" in await server.filter("list")


def test_the_moderators_guide_names_every_command_with_options_that_exist(
    server: FilteredServer,
) -> None:
    group = server.harness.bot.tree.get_command("filter")
    assert isinstance(group, discord.app_commands.Group)
    examples = re.findall(r"`/filter (\w+)([^`]*)`", GUIDE.read_text(encoding="utf-8"))
    assert {name for name, _ in examples} == {command.name for command in group.commands}
    for name, rest in examples:
        command = group.get_command(name)
        assert isinstance(command, discord.app_commands.Command)
        known = {parameter.display_name for parameter in command.parameters}
        assert set(re.findall(r"\b([a-z]+):", rest)) <= known, name
