"""A server on loopback that answers as its owner says."""

import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

from aiohttp import web


@asynccontextmanager
async def serve(
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    tls: ssl.SSLContext | None = None,
) -> AsyncGenerator[str]:
    """Answer every request on a loopback port with `handler`, and yield the base URL."""
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.05)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        host, port = cast("tuple[str, int]", runner.addresses[0][:2])
        yield f"http{'s' if tls else ''}://{host}:{port}"
    finally:
        await runner.cleanup()
