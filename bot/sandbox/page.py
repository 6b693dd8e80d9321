"""Serves simcord's page with a script of ours in it, which makes it follow new answers."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import aiohttp
from aiohttp import hdrs, web
from yarl import URL

_SCRIPT = "/follow.js"

#: The script has to run before the page's own, which begins with this.
_FIRST_SCRIPT = '<script type="module"'

#: Seconds that simcord has to begin an answer: an action ends when its image is there.
_ANSWER_S = 900

#: Browsers leave this port out of the headers.
_HTTP_PORT = 80

#: Seconds that requests may still take when the sandbox ends.
_CLOSE_S = 1

#: Headers about one connection, which aiohttp sets itself.
_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@asynccontextmanager
async def open_page(behind: str, *, port: int | None) -> AsyncGenerator[str]:
    """Serve the page at a URL of simcord's under another port of this machine.

    Args:
        behind: The URL of simcord's page, with its capability as the fragment.
        port: The port to listen on; None takes any free one.

    Yields:
        The URL to open, with the same fragment.

    Raises:
        OSError: The port can't be used.
    """
    timeout = aiohttp.ClientTimeout(total=_ANSWER_S)
    async with aiohttp.ClientSession(timeout=timeout, auto_decompress=False) as client:
        page = _Page(client, URL(behind))
        runner = web.AppRunner(page.application(), access_log=None, shutdown_timeout=_CLOSE_S)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port or 0).start()
            page.port = cast("tuple[str, int]", runner.addresses[0])[1]
            yield str(URL(behind).with_port(page.port))
        finally:
            await runner.cleanup()


class _Page:
    """Forwards requests to simcord, except for the script.

    Attributes:
        port: The port of this server; simcord accepts requests for its own port only.
    """

    def __init__(self, client: aiohttp.ClientSession, behind: URL) -> None:
        self.port = 0
        self._client = client
        self._behind = behind.origin()
        self._script = Path(__file__).with_name("follow.js").read_text(encoding="utf-8")

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/", self._send_page)
        application.router.add_get(_SCRIPT, self._send_script)
        application.router.add_route("*", "/{path:.*}", self._forward)
        return application

    async def _send_script(self, _: web.Request) -> web.Response:
        return web.Response(text=self._script, content_type="text/javascript")

    async def _send_page(self, request: web.Request) -> web.Response:
        response = await self._forward(request)
        text = (response.text or "").replace(
            _FIRST_SCRIPT, f'<script type="module" src="{_SCRIPT}"></script>{_FIRST_SCRIPT}', 1
        )
        response.text = text
        return response

    async def _forward(self, request: web.Request) -> web.Response:
        """Send a request on to simcord, and return its answer.

        Raises:
            aiohttp.web.HTTPForbidden: Another site's page sent it, or a name that another site
                gave to this machine.
            aiohttp.web.HTTPBadGateway: simcord's server has ended.
        """
        shown = "" if self.port == _HTTP_PORT else f":{self.port}"
        hosts = {f"{name}{shown}" for name in ("127.0.0.1", "localhost")}
        origin = request.headers.get(hdrs.ORIGIN)
        if request.host not in hosts or (origin and URL(origin).authority not in hosts):
            raise web.HTTPForbidden
        url = URL.build(
            scheme="http",
            authority=self._behind.authority,
            path=request.rel_url.raw_path,
            query_string=request.rel_url.raw_query_string,
            encoded=True,
        )
        headers = _without(request.headers, {*_CONNECTION, "host", "origin"})
        body = request.content if request.can_read_body else None
        try:
            async with self._client.request(
                request.method, url, headers=headers, data=body
            ) as answer:
                return web.Response(
                    status=answer.status,
                    headers=_without(answer.headers, _CONNECTION),
                    body=await answer.read(),
                )
        except aiohttp.ClientError as error:  # the viewer has ended simcord's session
            raise web.HTTPBadGateway from error


def _without(headers: Mapping[str, str], names: set[str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in names}
