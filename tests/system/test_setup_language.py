"""The language of public messages is the server's own choice, or its language on Discord."""

import pytest

from bot.policy.images.actions import Action
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.setup_server import SetupServer, open_setup_server


@pytest.fixture
def server(harness: BotHarness) -> SetupServer:
    return open_setup_server(harness)


async def image(server: SetupServer, *, private: bool = False) -> str:
    """Let Mia request an image, and return its text."""
    harness = server.harness
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox", private=private)
    await harness.env.settle()
    harness.clock.advance(minutes=5)
    return answer_of(result).content


async def test_it_is_chosen_in_the_panel_and_kept_in_the_history(server: SetupServer) -> None:
    assert "Public messages are in the server's language" in await server.open()
    text = await server.choose("language", "ja")
    assert "Public messages are in this language: **日本語**" in text
    assert "applies to new public messages" in text
    assert (await server.rulebook()).language == "ja"
    history = answer_of(await server.manager.slash(server.lounge, "limits history")).content
    assert "`public language`: not set → **ja**" in history
    shown = answer_of(await server.manager.slash(server.lounge, "limits show")).content
    assert "Public messages are in this language: 日本語" in shown
    await server.choose("language", "server")
    assert (await server.rulebook()).language is None


async def test_public_images_are_in_it_and_private_ones_are_not(server: SetupServer) -> None:
    assert "left" in await image(server)
    await server.open()
    await server.choose("language", "de")
    assert "heute noch" in await image(server)
    assert "left" in await image(server, private=True)


async def test_a_private_image_is_shared_in_it(server: SetupServer) -> None:
    await server.open()
    await server.choose("language", "de")
    mia, art = server.harness.mia, server.harness.art
    card = answer_of(await mia.slash(art, "imagine", prompt="a fox", private=True))
    result = await mia.select(card, [Action.SHARE.value])
    shared = result.followups[0]
    assert not shared.ephemeral
    labels = [one.get("label", "") for row in shared.components for one in row["components"]]
    assert "Prompt bearbeiten" in labels


async def test_a_forged_language_is_not_set(server: SetupServer) -> None:
    await server.open()
    custom_id = server.control("language")["custom_id"]
    await server.select_forged(custom_id, "xx")
    assert (await server.rulebook()).language is None
