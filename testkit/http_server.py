"""An HTTP server on loopback with one handler."""

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
    """Serve every request on a free port with `handler`, and yield the base URL."""
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
