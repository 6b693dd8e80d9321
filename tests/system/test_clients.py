"""Behaviour of Discord's clients: simultaneous clicks, names instead of values, empty selects."""

from collections.abc import Sequence
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.enums import InteractionType
from simcord.interactions import base_payload

from bot.policy.images.actions import Action
from bot.policy.images.style import BUILT_IN
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot
from tests.system.locales import speak

LANGUAGES = ["en-US", "de", "fr", "es-419", "pt-BR", "ja"]
FREE = {"cooldown_seconds": None, "member_images_per_day": None, "server_usd_per_day": None}


async def image(harness: BotHarness, **options: object) -> Any:  # noqa: ANN401 - as simcord has it
    result = await harness.mia.slash(harness.art, "imagine", **{"prompt": "a red fox", **options})
    assert answer_of(result).attachments
    return answer_of(result)


def selected(
    harness: BotHarness,
    member: MemberActor,
    card: Any,  # noqa: ANN401 - as above
    values: Sequence[str],
) -> dict[str, Any]:
    """Return the event of a choice, so that several can be sent at once."""
    backend = harness.env.backend
    record, payload = base_payload(
        backend,
        type=InteractionType.MESSAGE_COMPONENT,
        channel_id=harness.art.id,
        guild_id=member.guild.id,
        user_id=member.id,
        data={
            "custom_id": card.components[-1]["components"][0]["custom_id"],
            "component_type": 3,
            "values": [str(value) for value in values],
        },
    )
    stored = backend.get_message(harness.art.id, card.id)
    record.source_message_id = card.id
    return {**payload, "message": dict(serializers.message_payload(backend, stored))}


@pytest.mark.parametrize("choice", [Action.DETAILS, Action.COPY])
async def test_what_many_choose_under_one_image_at_once_each_of_them_gets(
    harness: BotHarness, choice: Action
) -> None:
    card = await image(harness)
    members = [harness.mia, harness.ben]
    guild = harness.mia.guild
    members += [guild.add_member(harness.env.create_user(f"m{nth}")) for nth in range(3)]
    events = [selected(harness, member, card, [choice]) for member in members]
    for event in events:
        harness.env.backend.emit("INTERACTION_CREATE", event)
    await harness.env.settle()
    calls = [call for call in harness.env.http_requests if call.method == "POST"]
    for event in events:
        assert [call for call in calls if call.path.endswith(f"/{event['token']}")]


async def test_a_double_click_of_one_member_is_done_once(harness: BotHarness) -> None:
    card = await image(harness)
    events = [selected(harness, harness.ben, card, [Action.DETAILS]) for _ in range(2)]
    for event in events:
        harness.env.backend.emit("INTERACTION_CREATE", event)
    await harness.env.settle()
    calls = [call for call in harness.env.http_requests if call.method == "POST"]
    assert len([one for one in calls for event in events if one.path.endswith(event["token"])]) == 1


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_the_names_of_choices_are_understood(
    open_harness: OpenBot, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    speak(monkeypatch, locale)
    async with open_harness(**FREE) as harness:
        chosen: dict[str, str] = {}
        for option in ("model", "ratio", "size", "style"):
            offered = await harness.mia.autocomplete(
                harness.art, "imagine", option, "", prompt="x", **chosen
            )
            chosen[option] = str(offered[min(1, len(offered) - 1)]["name"])
        await image(harness, **chosen)
        [request] = harness.painter.requests
        name, style = chosen["model"].split(" · ")[0], chosen["style"].split(" · ")[0]
        [model] = [one for one in harness.services.models.listed() if one.name == name]
        assert request.body["model"] == model.id
        assert request.body.get("resolution", "") in chosen["size"]
        assert BUILT_IN[style] in request.body["prompt"]


async def test_defaults_understand_the_names_of_choices(harness: BotHarness) -> None:
    for option in ("model", "ratio", "size", "style"):
        offered = await harness.mia.autocomplete(harness.art, "my defaults", option, "")
        result = await harness.mia.slash(
            harness.art, "my defaults", **{option: str(offered[0]["name"])}
        )
        assert "Your defaults" in answer_of(result).content
    held = await harness.services.defaults.read(harness.mia.id)
    assert None not in {held.model, held.ratio, held.size, held.style}
    assert held.ratio == "auto"


async def test_an_image_of_before_is_found_by_the_name_that_is_offered(
    open_harness: OpenBot,
) -> None:
    async with open_harness(**FREE) as harness:
        long = "a blue house by the sea " * 8
        for prompt in (long, "12345", "a red fox"):
            await image(harness, prompt=prompt)
        for typed in ("blue", "12345", "fox"):
            [offered] = await harness.mia.autocomplete(harness.art, "show", "id", typed)
            result = await harness.mia.slash(harness.art, "show", id=str(offered["name"]))
            assert answer_of(result).attachments
            assert str(offered["name"]).rstrip("…")[:90] in answer_of(result).content
        unknown = await harness.mia.slash(harness.art, "show", id="a green hare")
        assert not answer_of(unknown).attachments


async def test_an_empty_select_under_an_image_does_nothing(harness: BotHarness) -> None:
    card = await image(harness)
    event = selected(harness, harness.mia, card, [])
    harness.env.backend.emit("INTERACTION_CREATE", event)
    await harness.env.settle()
    answers = [
        entry.json
        for entry in harness.env.http_requests
        if entry.path.endswith(f"/{event['token']}/callback")
    ]
    assert answers == [{"type": 6}]
