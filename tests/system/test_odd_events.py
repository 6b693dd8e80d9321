"""Events with missing or odd parts never stop the bot, and every interaction gets a response."""

from typing import Any, cast

import pytest
from simcord.enums import InteractionType
from simcord.interactions import base_payload

from bot.ui.jobs.upload import SMALLEST_UPLOAD_LIMIT
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness

Json = dict[str, Any]

#: A poll without an end.
POLL: Json = {"question": {"text": "?"}, "answers": [], "expiry": None, "allow_multiselect": False}


def event(harness: BotHarness, name: str, options: list[Json], **changes: object) -> Json:
    backend = harness.env.backend
    kind = 3 if name in {"Remix image", "Image details"} else 1
    _, payload = base_payload(
        backend,
        type=InteractionType.APPLICATION_COMMAND,
        channel_id=harness.art.id,
        guild_id=harness.mia.guild.id,
        user_id=harness.mia.id,
        data={"id": "1", "name": name, "type": kind, "options": options},
    )
    payload["authorizing_integration_owners"] = {"0": str(harness.mia.guild.id)}
    return {**payload, **changes}


def option(name: str, value: object, kind: int = 3) -> Json:
    return {"name": name, "type": kind, "value": value}


PROMPT = option("prompt", "a fox")


async def first_response(harness: BotHarness, payload: Json) -> Json:
    """Return the first response to an interaction."""
    harness.env.backend.emit("INTERACTION_CREATE", payload)
    await harness.env.settle()
    [answer] = [
        entry.json
        for entry in harness.env.http_requests
        if entry.method == "POST" and entry.path.endswith(f"/{payload['token']}/callback")
    ]
    return cast("Json", answer)


async def content(harness: BotHarness, payload: Json) -> str:
    answer = await first_response(harness, payload)
    assert answer["data"]["flags"] & 64
    return str(answer["data"]["content"])


def without(payload: Json, *keys: str) -> Json:
    return {key: value for key, value in payload.items() if key not in keys}


#: Odd parts of a message that a menu was opened on.
ODD_PARTS: list[Json] = [
    {"poll": POLL},
    {"poll": {}},
    {"reactions": [{}], "sticker_items": [{}], "thread": {}, "application": {}},
    {"message_reference": {"type": 1}, "message_snapshots": [{"message": {}}]},
    {"message_reference": {}, "message_snapshots": [{"message": {"content": "hello"}}]},
    {"attachments": [{"id": "5"}]},
    {"embeds": None, "attachments": None, "type": None, "content": None},
]


class TestStillUnderstood:
    @pytest.mark.parametrize(
        "change",
        [
            {"attachment_size_limit": None},
            {"attachment_size_limit": "10"},
            {"attachment_size_limit": -1},
            {"entitlements": None, "version": None},
            {"channel": None},
            {"context": None, "guild_locale": None, "locale": "xx-YY"},
            {"app_permissions": None},
            {"something_new": {"of": ["which", None]}},
        ],
    )
    async def test_an_event_without_optional_parts_is_understood(
        self, harness: BotHarness, change: Json
    ) -> None:
        await first_response(harness, {**event(harness, "imagine", [PROMPT]), **change})
        assert len(harness.painter.requests) == 1

    async def test_an_upload_limit_that_is_not_told_is_the_smallest_one(
        self, harness: BotHarness
    ) -> None:
        whole = event(harness, "imagine", [PROMPT])
        await first_response(
            harness, without(whole, "attachment_size_limit", "version", "entitlements")
        )
        [asked] = harness.painter.requests
        stored = await harness.services.imagine.read(int(whole["id"]))
        assert asked
        assert stored.draft.reply_target.upload_limit == SMALLEST_UPLOAD_LIMIT

    @pytest.mark.parametrize("menu", ["Remix image", "Image details"])
    @pytest.mark.parametrize("odd", ODD_PARTS)
    async def test_a_message_with_odd_parts_has_just_no_image(
        self, harness: BotHarness, menu: str, odd: Json
    ) -> None:
        author = {
            "id": str(harness.ben.id),
            "username": "ben",
            "discriminator": "0",
            "avatar": None,
        }
        message: Json = {"id": "77", "channel_id": str(harness.art.id), "author": author, **odd}
        payload = event(harness, menu, [])
        payload["data"] |= {"target_id": "77", "resolved": {"messages": {"77": message}}}
        assert "no image" in (await content(harness, payload)).casefold()


class TestAnswered:
    async def test_what_cannot_be_read_at_all_is_answered_under_a_reference(
        self, harness: BotHarness
    ) -> None:
        payload = {**event(harness, "imagine", [PROMPT]), "locale": "de"}
        assert "Referenz" in await content(harness, {**payload, "member": {"roles": None}})
        assert harness.painter.requests == []

    async def test_a_command_whose_parts_are_missing_is_answered(self, harness: BotHarness) -> None:
        payload = event(harness, "imagine", [PROMPT])
        del payload["data"]["name"]
        assert "reference" in await content(harness, payload)

    async def test_a_menu_without_its_message_is_answered(self, harness: BotHarness) -> None:
        payload = event(harness, "Remix image", [])
        payload["data"] |= {"target_id": "77", "resolved": {"messages": {"77": {"id": "77"}}}}
        assert "reference" in await content(harness, payload)

    async def test_a_control_without_its_name_is_answered(self, harness: BotHarness) -> None:
        payload = event(harness, "imagine", [])
        payload |= {"type": 3, "data": {"component_type": 2}}
        assert "reference" in await content(harness, payload)

    async def test_an_odd_autocomplete_gets_no_choices(self, harness: BotHarness) -> None:
        payload = {**event(harness, "imagine", [PROMPT]), "type": 4}
        assert await first_response(harness, {**payload, "member": {}}) == {
            "type": 8,
            "data": {"choices": []},
        }
        unknown = {**event(harness, "nobody", [PROMPT]), "type": 4}
        assert await first_response(harness, unknown) == {"type": 8, "data": {"choices": []}}
        harness.expected_errors = 1

    async def test_the_bot_lives_on_after_events_that_nobody_can_read(
        self, harness: BotHarness
    ) -> None:
        emit = harness.env.backend.emit
        for odd in ("GUILD_UPDATE", "CHANNEL_CREATE", "GUILD_ROLE_CREATE", "THREAD_UPDATE"):
            emit(odd, {"guild_id": str(harness.mia.guild.id), "id": "not a number"})
        emit("INTERACTION_CREATE", {"type": 2})
        emit("INTERACTION_CREATE", {})
        result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
        assert answer_of(result).attachments


class TestForged:
    @pytest.mark.parametrize("count", [1000, 9, 0, -3, "many"])
    async def test_a_number_of_images_that_cannot_be_is_refused(
        self, harness: BotHarness, count: object
    ) -> None:
        payload = event(harness, "imagine", [PROMPT, option("count", count, 4)])
        assert await content(harness, payload) == (
            "`count` must be a number from 1 to 4. Choose another number."
        )
        assert harness.painter.requests == []

    async def test_the_name_of_a_choice_is_its_number(self, harness: BotHarness) -> None:
        payload = event(harness, "imagine", [PROMPT, option("count", "2 images · $0.078", 4)])
        await first_response(harness, payload)
        assert len(harness.painter.requests) == 2

    async def test_a_text_that_is_too_long_is_refused(self, harness: BotHarness) -> None:
        payload = event(harness, "imagine", [option("prompt", "x" * 2001)])
        assert "`prompt` must have 1 to 2,000 characters" in await content(harness, payload)
