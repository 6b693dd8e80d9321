"""A server's filter decides about every text that reaches a model."""

import pytest

from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.moderated_server import ModeratedServer, answer, open_moderated_server


@pytest.fixture
def server(harness: BotHarness) -> ModeratedServer:
    return open_moderated_server(harness)


async def test_a_prompt_with_a_word_of_the_filter_is_refused(server: ModeratedServer) -> None:
    said = answer(await server.manager.slash(server.lounge, "filter add", words="badger, stoat*"))
    assert "refuse, 2 keywords" in said
    result = await server.harness.mia.slash(server.gallery, "imagine", prompt="a red Badger")
    assert "The rules of this server don't allow this text." in answer_of(result).content
    assert result.ephemeral
    assert server.harness.painter.requests == []
    await server.harness.mia.slash(server.gallery, "imagine", prompt="a red fox")
    assert server.harness.painter.requests != []
