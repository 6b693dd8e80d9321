"""An image is one compact card in the moderation log, with a real thumbnail."""

import io

import pytest
from PIL import Image

from bot.policy.moderation.log import Topic
from tests.system.conftest import BotHarness
from tests.system.log_server import LogServer, ids_of, open_log_server, texts_of


@pytest.fixture
def server(harness: BotHarness) -> LogServer:
    return open_log_server(harness)


async def test_a_card_shows_who_made_what_with_which_model_at_what_cost(
    server: LogServer,
) -> None:
    await server.turn_on()
    job_id = await server.image("a *red* fox")
    card = await server.card()
    text = texts_of(card)
    assert f"<@{server.harness.mia.id}>" in text
    assert "\\*red\\* fox" in text
    assert "Gemini" in text
    assert "$0.0" in text
    assert f"https://discord.com/channels/{server.guild_id}/{server.harness.art.id}/" in text
    assert ids_of(card) == [
        f"log:{action}:{job_id}" for action in ("delete", "spoiler", "block", "refund", "member")
    ]


async def test_the_thumbnail_is_a_small_webp_of_the_image(server: LogServer) -> None:
    await server.turn_on()
    await server.image()
    [file] = (await server.card()).attachments
    image = Image.open(io.BytesIO(await file.read()))
    assert image.format == "WEBP"
    assert max(image.size) == 512
    assert server.harness.spooled() == []


async def test_without_a_log_there_is_no_entry(server: LogServer) -> None:
    await server.image()
    await server.turn_on(Topic.ACTIONS)
    await server.image("a second fox")
    assert server.messages() == []
    assert server.harness.spooled() == []
