"""A server's filter decides about every text that reaches a model or is shown."""

from typing import Any

import pytest
from simcord.results import InteractionResult

from bot.policy.moderation.log import EntryKind
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.filtered_server import REFUSED, FilteredServer, open_filtered_server
from tests.system.interactions import unchanged
from tests.system.moderated_server import answer
from tests.system.reviewed_server import with_log
from tests.system.test_rerun import SIZED


@pytest.fixture
def server(harness: BotHarness) -> FilteredServer:
    return open_filtered_server(harness)


async def _image(server: FilteredServer, prompt: str = "a red fox") -> Any:  # noqa: ANN401 - as simcord has it
    result = await server.harness.mia.slash(
        server.moderated.gallery, "imagine", prompt=prompt, model=SIZED, size="512"
    )
    response = answer_of(result)
    assert response.attachments
    server.harness.clock.advance(minutes=5)
    return response


def _text(result: InteractionResult) -> str:
    answers = [result.response, *result.followups]
    return "\n".join(one.content for one in answers if one is not None)


async def _block(server: FilteredServer, words: str = "badger") -> None:
    await server.filter("add", words=words)


async def test_a_prompt_with_a_word_of_the_filter_is_refused(server: FilteredServer) -> None:
    said = await server.filter("add", words="badger, stoat*")
    assert "refuse, 2 keywords" in said
    result = await server.harness.mia.slash(
        server.moderated.gallery, "imagine", prompt="a red B4dger"
    )
    assert answer_of(result).content.startswith(REFUSED)
    assert result.ephemeral
    assert "adger" not in answer_of(result).content
    assert server.harness.painter.requests == []
    assert await server.imagine("a red fox") == ""


async def test_an_image_from_before_a_rule_is_judged_when_it_is_requested_again(
    server: FilteredServer,
) -> None:
    card = await _image(server, "a badger")
    await _block(server)
    for label in ("Again", "Higher resolution"):
        result = await server.harness.mia.click(card.message, label=label)
        assert REFUSED in _text(result), label
    assert len(server.harness.painter.requests) == 1


async def test_a_private_image_from_before_a_rule_is_judged_when_it_is_shared(
    server: FilteredServer,
) -> None:
    harness, gallery = server.harness, server.moderated.gallery
    await with_log(harness)
    shown = answer_of(await harness.mia.slash(gallery, "imagine", prompt="a badger", private=True))
    await server.filter("add", words="badger")
    await server.filter("action", rule="Words", effect="alert")
    result = await harness.mia.select(shown, ["share"])
    assert REFUSED in _text(result)
    assert gallery.history() == []
    # its prompt stays private
    [hit] = [one for one in await server.entries() if one.kind is EntryKind.HIT]
    assert hit.text == ""


async def test_an_edited_prompt_and_a_remix_are_judged(server: FilteredServer) -> None:
    server.harness.expected_errors = 2  # simcord counts refusals that a form raises as errors
    await _block(server)
    card = await _image(server)
    shown = await server.harness.mia.click(card.message, label="Edit prompt")
    values = unchanged(shown, prompt="a badger")
    assert REFUSED in _text(await server.harness.mia.submit_modal(shown, values))
    shown = await server.harness.mia.click(card.message, label="Remix")
    result = await server.harness.mia.submit_modal(shown, {"change": "with a badger"})
    assert REFUSED in _text(result)
    assert len(server.harness.painter.requests) == 1


async def test_a_prompt_with_attachments_is_refused_before_they_are_fetched(
    server: FilteredServer,
) -> None:
    await _block(server)
    picture = ("fox.png", b"not even an image")
    said = await server.imagine("a badger", image=picture)
    assert said.startswith(REFUSED)


async def test_the_words_of_a_style_are_judged_when_they_are_used(server: FilteredServer) -> None:
    manager, lounge = server.moderated.manager, server.moderated.lounge
    await manager.slash(lounge, "manage-styles add", name="wild", adds="badger fur")
    await _block(server)
    assert (await server.imagine("a fox", style="wild")).startswith(REFUSED)


class TestShownTexts:
    async def test_an_alt_text_is_judged(self, server: FilteredServer) -> None:
        server.harness.expected_errors = 1  # simcord counts refusals that a form raises as errors
        card = await _image(server)
        await _block(server)
        mia = server.harness.mia
        [custom_id] = [
            one["custom_id"]
            for row in card.components
            for one in row["components"]
            if one["type"] == 3
        ]
        for alt, is_refused in (("a badger", True), ("a fine fox", False)):
            shown = await mia.select(card.message, ["alt"], custom_id=custom_id)
            result = await mia.submit_modal(shown, {"alt-1": alt})
            assert (REFUSED in _text(result)) is is_refused

    async def test_the_alt_text_of_a_private_image_stays_private(
        self, server: FilteredServer
    ) -> None:
        await with_log(server.harness)
        gallery, mia = server.moderated.gallery, server.harness.mia
        card = answer_of(await mia.slash(gallery, "imagine", prompt="a fox", private=True))
        await _block(server)
        await server.filter("action", rule="words", effect="alert")
        server.harness.expected_errors = 1  # simcord counts refusals that a form raises as errors
        form = await mia.select(card, ["alt"])
        assert REFUSED in _text(await mia.submit_modal(form, {"alt-1": "a secret badger"}))
        [hit] = [one for one in await server.entries() if one.kind is EntryKind.HIT]
        assert hit.text == ""

    async def test_the_name_and_words_of_a_style_are_judged_when_they_are_saved(
        self, server: FilteredServer
    ) -> None:
        await _block(server)
        manager, lounge = server.moderated.manager, server.moderated.lounge
        for name, adds in (("badger", "soft light"), ("soft", "badger fur")):
            result = await manager.slash(lounge, "manage-styles add", name=name, adds=adds)
            assert REFUSED in answer(result)
        await manager.slash(lounge, "manage-styles add", name="soft", adds="soft light")
        result = await manager.slash(lounge, "manage-styles edit", name="soft", adds="badger")
        assert REFUSED in answer(result)
        assert dict((await server.moderated.rulebook()).styles) == {"soft": "soft light"}

    async def test_the_reason_of_a_pause_is_judged(self, server: FilteredServer) -> None:
        await _block(server)
        assert REFUSED in await server.moderated.limits("pause", reason="too many badger images")
        assert (await server.moderated.rulebook()).pause is None

    async def test_an_imported_style_is_judged(self, server: FilteredServer) -> None:
        await _block(server)
        for data in (
            b'{"version": 1, "styles": {"soft": "badger fur"}}',
            b'{"version": 1, "pause": {"until": null, "reason": "badgers, badger"}}',
        ):
            said = await server.moderated.limits("import", file=("limits.json", data))
            assert REFUSED in said

    async def test_the_reason_of_a_block_is_judged(self, server: FilteredServer) -> None:
        await _block(server)
        moderated = server.moderated
        result = await moderated.admin.slash(
            moderated.lounge, "warn", member=server.harness.ben, reason="a badger"
        )
        assert REFUSED in answer(result)


class TestEffects:
    async def test_the_servers_message_and_the_rules_name_are_shown_verbatim(
        self, server: FilteredServer
    ) -> None:
        await server.filter("add", words="badger", rule="*wild* @everyone")
        message = "See **#rules**, @everyone <@1>"
        await server.filter("action", rule="*wild* @everyone", message=message)
        said = await server.imagine("a badger")
        assert "<@1>" not in said
        assert "@everyone" not in said
        assert "**" not in said
        assert "See \\*\\*#rules\\*\\*" in said
        assert "wild" not in said

    async def test_a_logged_prompt_is_created_and_told_to_the_log(
        self, server: FilteredServer
    ) -> None:
        await with_log(server.harness)
        await _block(server)
        await server.filter("action", rule="words", effect="log")
        assert await server.imagine("a badger") == ""
        [entry] = [one for one in await server.entries() if one.kind is EntryKind.HIT]
        assert (entry.rule, entry.text) == ("words", "a badger")

    async def test_an_exempt_role_and_channel_create_anything(self, server: FilteredServer) -> None:
        await _block(server)
        moderated = server.moderated
        await server.filter("exempt", role=moderated.boosters)
        assert await server.imagine("a badger", by=moderated.booster) == ""
        assert (await server.imagine("a badger")).startswith(REFUSED)
        await server.filter("exempt", channel=moderated.studio, rule="words")
        assert await server.imagine("a badger") == ""

    async def test_the_ladder_blocks_a_member_who_does_not_stop(
        self, server: FilteredServer
    ) -> None:
        await _block(server)
        await server.filter("ladder", offenses=3, within="10m", block="1h")
        for _ in range(3):
            assert (await server.imagine("a badger")).startswith(REFUSED)
        assert "blocked" in await server.imagine("a fox")
        server.harness.clock.advance(minutes=61)
        assert await server.imagine("a fox") == ""


async def test_in_a_direct_message_a_servers_filter_holds_nothing(server: FilteredServer) -> None:
    await _block(server)
    result = await server.harness.mia.user.slash("imagine", prompt="a badger")
    assert answer_of(result).attachments


async def test_the_operators_rule_holds_everywhere_and_for_everyone(
    server: FilteredServer,
) -> None:
    await server.filter("exempt", role=server.moderated.boosters)
    prompt = "a naked child"
    said = await server.imagine(prompt, by=server.moderated.booster)
    assert "The bot's owner doesn't allow this text anywhere" in said
    result = await server.harness.mia.user.slash("imagine", prompt=prompt)
    assert "The bot's owner doesn't allow this text anywhere" in answer_of(result).content
    assert server.harness.painter.requests == []
