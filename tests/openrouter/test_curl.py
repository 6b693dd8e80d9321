"""The curl command makes the same request as the client."""

import asyncio
import json
import os
from pathlib import Path

import pytest

from bot.openrouter.answers.wire import Surface
from bot.openrouter.body import build_body, path_of
from bot.openrouter.curl import write_curl
from bot.openrouter.exchange import ClientConfig
from tests.openrouter.client_harness import make_order, reference

#: A fake curl that prints its arguments, then its standard input.
FAKE_CURL = '#!/bin/sh\nfor word in "$@"; do echo "$word"; done\ncat\n'


@pytest.mark.parametrize("surface", ["images", "chat"])
async def test_a_shell_sends_the_same_request(tmp_path: Path, surface: Surface) -> None:
    curl = tmp_path / "curl"
    curl.write_text(FAKE_CURL)
    curl.chmod(0o700)
    prompt = 'it\'s $HOME "`here`" \\n\nJSON'
    order = make_order(prompt=prompt, references=(reference(tmp_path, bytes(300_000)),))
    config = ClientConfig(api_key="sk-or-secret", base_url="https://example.org/a'b")
    command = await write_curl(order, surface, config)
    assert "sk-or-secret" not in command
    shell = await asyncio.create_subprocess_exec(
        "/bin/sh",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "OPENROUTER_API_KEY": "sk-or-mine"},
    )
    output, _ = await shell.communicate(command.encode())
    *words, body = output.decode().splitlines()
    assert config.url(path_of(surface)) in words
    assert "Authorization: Bearer sk-or-mine" in words
    assert json.loads(body) == json.loads(await build_body(order, surface).text())
    assert json.dumps(prompt) in body
