"""/filter export and import: nothing is changed before the moderator has confirmed."""

import json

import pytest
from simcord.results import InteractionResult

from bot.policy.moderation.filter import Filter
from testkit.simulated import answer_of
from tests.policy.moderation.test_automod import RULE
from tests.system.conftest import BotHarness
from tests.system.filtered_server import FilteredServer, open_filtered_server
from tests.system.moderated_server import answer


@pytest.fixture
def server(harness: BotHarness) -> FilteredServer:
    return open_filtered_server(harness)


def _file(data: object) -> tuple[str, bytes]:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return "filter.json", content


async def _confirm(server: FilteredServer, shown: InteractionResult, label: str = "Import") -> str:
    await server.moderated.manager.click(answer_of(shown), label=label)
    [changed] = [
        message
        for message in server.moderated.lounge.history(viewer=server.moderated.manager)
        if message.id == answer_of(shown).id
    ]
    assert not changed.components
    return changed.content


async def test_an_exported_filter_is_restored(server: FilteredServer) -> None:
    await server.filter("add", words="badger, stoat*", rule="animals")
    await server.filter("preset", name="english-slurs")
    await server.filter("ladder", offenses=3, within="10m", block="1h")
    exported = await server.read()
    result = await server.ask("export")
    [file] = answer_of(result).attachments
    assert file.filename == f"filter-{server.guild_id}.json"
    data = await file.read()
    await server.filter("remove", rule="animals")
    before = await server.read()
    shown = await server.ask("import", file=("filter.json", data))
    assert "`filter rule “animals”`: not set → **refuse, 2 keywords**" in answer(shown)
    assert await server.read() == before
    assert "applies to every text" in await _confirm(server, shown)
    restored = await server.read()
    assert set(restored.rules) == set(exported.rules)
    assert restored.ladder == exported.ladder
    assert "Nothing changed" in await server.filter("import", file=("filter.json", data))


async def test_automods_rules_are_taken_over_and_what_is_missing_is_named(
    server: FilteredServer,
) -> None:
    await server.filter("add", words="badger")
    metadata = {"keyword_filter": ["cat*"], "regex_patterns": ["(?=x)y", r"\bfine", "ok"]}
    rules = [
        {**RULE, "name": "Words", "trigger_metadata": metadata},
        {**RULE, "name": "Slurs", "trigger_type": 4},
        {**RULE, "name": "Cats"},
    ]
    shown = await server.ask("import", file=_file(rules))
    said = answer(shown)
    assert "**Slurs** isn't imported: Discord doesn't say" in said
    assert "**Words**: the pattern `(?=x)y` isn't imported" in said
    assert "character 1" in said
    assert "imported unchanged" in said
    await _confirm(server, shown)
    rules_now = (await server.read()).rules
    # a rule of the same name is replaced, whatever its case
    assert [rule.name for rule in rules_now] == ["Words", "Cats"]
    assert rules_now[0].keywords == ("cat*",)
    assert rules_now[0].patterns == (r"\bfine", "ok")


async def test_a_pasted_list_is_added_to_a_rule(server: FilteredServer) -> None:
    await server.filter("add", words="badger")
    manager = server.moderated.manager
    form = await server.ask("import", rule="words")
    assert form.modal is not None
    shown = await manager.submit_modal(form, {"words": "stoat, weasel\nbadger"})
    assert "added stoat, weasel" in answer(shown)
    await _confirm(server, shown)
    assert (await server.read()).rules[0].keywords == ("badger", "stoat", "weasel")
    form = await server.ask("import")
    shown = await manager.submit_modal(form, {"words": json.dumps([RULE])})
    assert "Keyword Filter 1" in answer(shown)


async def test_a_filter_that_changed_since_the_preview_is_not_replaced(
    server: FilteredServer,
) -> None:
    shown = await server.ask("import", file=_file({"version": 1, "rules": [{"name": "empty"}]}))
    await server.filter("add", by=server.moderated.admin, words="badger")
    server.harness.expected_errors = 1  # simcord counts refusals that a button raises as errors
    result = await server.moderated.manager.click(answer_of(shown), label="Import")
    [reply] = result.followups
    assert "another moderator changed the filter" in reply.content
    assert [rule.name for rule in (await server.read()).rules] == ["words"]


async def test_a_moderator_can_cancel_and_one_who_is_none_any_more_cannot_confirm(
    server: FilteredServer,
) -> None:
    moderated, harness = server.moderated, server.harness
    shown = await server.ask("import", file=_file([RULE]))
    assert "Canceled" in await _confirm(server, shown, "Cancel")
    shown = await server.ask("import", file=_file([RULE]))
    for role_id in list(
        harness.env.backend.get_member(server.guild_id, moderated.manager.id).role_ids
    ):
        harness.env.backend.remove_member_role(server.guild_id, moderated.manager.id, role_id)
    harness.expected_errors = 1
    result = await moderated.manager.click(answer_of(shown), label="Import")
    assert "don't have permission" in result.followups[0].content
    assert await server.read() == Filter()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"[{", "not valid JSON"),
        (b"\xff\xfe", "isn't UTF-8"),
        (b" ,\n", "it contains no words"),
        (b"[" * 50_000, "more than 40,000 entries"),
        ({"version": 9}, "version: should be 1"),
        ([{"trigger_type": 1, "trigger_metadata": 5}], "trigger\\_metadata"),
        ({"version": 1, "rules": [{"name": "x", "presets": ["y"]}]}, "this bot's presets"),
        (b"x" * 3_000_001, "larger than 3,000,000 bytes"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_the_reason(
    server: FilteredServer, data: object, problem: str
) -> None:
    said = await server.filter("import", file=_file(data))
    assert problem in said
    assert "Nothing was changed" in said
    assert await server.read() == Filter()


async def test_many_notes_are_attached_in_full(server: FilteredServer) -> None:
    patterns = [f"{'x' * 200}(?={number})" for number in range(10)]
    rules = [
        {**RULE, "name": f"rule {number}", "trigger_metadata": {"regex_patterns": patterns}}
        for number in range(3)
    ]
    shown = await server.ask("import", file=_file(rules))
    answer(shown)
    [file] = answer_of(shown).attachments
    text = (await file.read()).decode()
    assert text.count("isn't imported") == 30
    assert text.count("x" * 200) >= 30
