"""The operator's commands as processes beside a running bot."""

from pathlib import Path

import pytest

from testkit.child_process import start
from testkit.discord_loopback.discord import LoopbackDiscord
from testkit.discord_loopback.payloads import GUILD_ID, MEMBER_ID
from tests.system.conftest import StartBot


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        (("user", MEMBER_ID), "The bot's owner has blocked you"),
        (("server", GUILD_ID), "The bot's owner has blocked this server"),
    ],
)
async def test_an_operators_block_holds_from_the_next_request_on(
    start_bot: StartBot,
    loopback: LoopbackDiscord,
    environment: dict[str, str],
    tmp_path: Path,
    subject: tuple[str, str],
    sentence: str,
) -> None:
    async def operate(*arguments: str) -> str:
        async with start(*arguments, folder=tmp_path, environment=environment) as child:
            assert await child.ended() == 0, child.err
            return child.out[0]

    async with start_bot(COOLDOWN_SECONDS="0"):
        await loopback.wait_for_bot()
        said = await operate("block", *subject, "--for", "1h", "--reason", "spam")
        assert said.startswith(f"Blocked {' '.join(subject)} until ")
        asked = await loopback.slash("imagine", prompt="a fox")
        answer = await loopback.wait_for_call("POST", asked.callback)
        text = answer.body["data"]["content"]
        assert text.startswith(sentence)
        assert "Reason: spam." in text
        await operate("unblock", *subject)
        asked = await loopback.slash("imagine", prompt="a hare")
        await loopback.wait_for_call("PATCH", asked.original)
