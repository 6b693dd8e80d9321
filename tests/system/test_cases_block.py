"""/block, /unblock and /warn: what moderators, members and strangers see."""

import pytest

from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.interactions import labels_of
from tests.system.moderated_cases import CaseServer, open_case_server


@pytest.fixture
def server(harness: BotHarness) -> CaseServer:
    return open_case_server(harness)


async def test_a_blocked_member_is_refused_until_they_are_unblocked(server: CaseServer) -> None:
    mia = server.harness.mia
    text = await server.say("block", member=mia, duration="7d", reason="spam *of* foxes")
    assert text.startswith(f"Blocked {mia.mention} from creating images in this server (case 1).")
    assert "The block ends <t:" in text
    refused = await server.imagine()
    assert refused.ephemeral
    shown = answer_of(refused)
    assert "blocked from creating images in this server (case 1)" in shown.content
    assert "Reason: spam \\*of\\* foxes." in shown.content
    assert labels_of(shown) == ["Appeal"]
    assert "fox" in answer_of(await server.imagine(server.harness.ben)).content
    text = await server.say("unblock", member=mia)
    assert text.startswith(f"{mia.mention} can create images in this server again (case 2).")
    assert "fox" in answer_of(await server.imagine()).content
