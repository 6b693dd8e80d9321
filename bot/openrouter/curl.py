"""Writes an image request as a curl command, to show exactly what the client sends."""

import shlex

from bot.openrouter.answers.wire import Surface
from bot.openrouter.body import build_body, path_of
from bot.openrouter.exchange import ClientConfig
from bot.policy.images.request import Order


async def write_curl(order: Order, surface: Surface, config: ClientConfig) -> str:
    """Return a shell command that makes the client's request; sends nothing.

    The key is the variable `OPENROUTER_API_KEY`. The body is a here-document, since reference
    images exceed the length limit of shell arguments.

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
