"""/setup shows what the bot can do in a channel."""

import pytest

from tests.system.conftest import BotHarness
from tests.system.setup_server import SetupServer, open_setup_server


@pytest.fixture
def server(harness: BotHarness) -> SetupServer:
    return open_setup_server(harness)


async def test_the_command_shows_the_lights_of_its_own_channel(server: SetupServer) -> None:
    text = await server.open()
    print(text)
    assert "✓ *View Channel* is allowed" in text
    text = await server.choose("channel", server.channel("quiet", send_messages=False))
    print(text)
    print(await server.test(server.lounge))
