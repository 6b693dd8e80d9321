"""A second process with the same token does not disturb the first."""

import asyncio
import signal
from pathlib import Path

from bot.sandbox.painter import Painter
from testkit.child_process import start
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord
from testkit.discord_loopback.messages import ALREADY_ANSWERED
from testkit.invariants.ledger import Ledger


async def test_whoever_comes_second_stops_says_nothing_and_generates_nothing(
    tmp_path: Path,
) -> None:
    async with LoopbackDiscord() as loopback, Painter() as painter:
        environment = {
            "DISCORD_TOKEN": TOKEN,
            "OPENROUTER_API_KEY": painter.key,
            "OPENROUTER_BASE_URL": painter.base_url,
            "DATA_DIR": str(tmp_path),
            "LOOPBACK_DISCORD": loopback.base_url,
            "LOG_LEVEL": "WARNING",
            "CAP_USER_IMAGES_PER_DAY": "1",
        }
        loopback.fail("POST", "/callback$", ALREADY_ANSWERED, times=4)
        async with start(
            "run", folder=tmp_path, environment=environment, module="testkit.launch"
        ) as child:
            used = [
                await loopback.slash("imagine", prompt="a fox"),
                await loopback.slash("imagine", prompt="a fox", ratio="7:77"),
                await loopback.slash("show", id="12"),
                await loopback.slash("styles", id="12"),
            ]
            for one in used:
                await loopback.wait_for_call("POST", one.callback)
            # the image that was not generated counts toward no limit, once its job has ended
            async with asyncio.timeout(30):
                while Ledger(tmp_path).open_jobs():
                    await asyncio.sleep(0.01)
            generated = await loopback.slash("imagine", prompt="a hare")
            await loopback.wait_for_call("PATCH", generated.original)
            child.signal(signal.SIGTERM)
            assert await child.ended() == 0
    assert len(painter.requests) == 1
    by_token = [call for call in loopback.calls if call.path.startswith("/webhooks/")]
    assert not [call for call in by_token for one in used if one.token in call.path]
    assert len([line for line in child.err if "another process seems to use" in line]) == 1
    assert not [line for line in child.err if "ERROR" in line]
