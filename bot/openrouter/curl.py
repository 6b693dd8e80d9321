"""Writes an image request as a curl command, for people who want to see what is sent."""

import shlex

from bot.openrouter.answers.wire import Surface
from bot.openrouter.body import build_body, path_of
from bot.openrouter.exchange import ClientConfig
from bot.policy.images.request import Order


async def write_curl(order: Order, surface: Surface, config: ClientConfig) -> str:
    """Return a shell command that sends what the client would; sends nothing.

    The key stands in it as the variable `OPENROUTER_API_KEY`. The body comes from a here-document,
    since reference images are longer than a shell's arguments may be.

    Raises:
        SpoolFailed: A reference cannot be read.
    """
    body = await build_body(order, surface).text()
    lines = [
        f"curl --silent --show-error --fail-with-body {shlex.quote(config.url(path_of(surface)))}",
        '--header "Authorization: Bearer $OPENROUTER_API_KEY"',
        "--header 'Content-Type: application/json'",
        "--data-binary @- <<'JSON'",
    ]
    return " \\\n  ".join(lines) + f"\n{body}\nJSON"
