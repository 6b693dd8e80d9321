"""HTTP bodies of the loopback Discord: requests are read, responses and errors are written."""

import json
from typing import Any

from aiohttp import BodyPartReader, web

from testkit.discord_loopback.messages import Refusal
from testkit.discord_loopback.payloads import Json

#: discord.py takes a response for text unless its type is exactly this, and a 429 without `Via`
#: for one of Cloudflare's.
_HEADERS = {"Content-Type": "application/json", "Via": "1.1 loopback"}


async def read_body(request: web.Request) -> tuple[Any, tuple[bytes, ...]]:
    """Return the JSON of a request, None without a body, and the files of a multipart one."""
    if not request.content_type.startswith("multipart/"):
        text = await request.text()
        return json.loads(text) if text else None, ()
    body, files = None, list[bytes]()
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(data)
        else:
            files.append(data)
    return body, tuple(files)


def json_response(data: object, *, status: int = 200) -> web.Response:
    """Return a response with a JSON body."""
    return web.Response(status=status, body=json.dumps(data).encode(), headers=_HEADERS)


def error_response(refusal: Refusal, retry_after_s: float | None = None) -> web.Response:
    """Return an error of Discord's API, or of a proxy before it."""
    if refusal.page:
        # Cloudflare's own answers have no `Via`
        return web.Response(status=refusal.status, text=refusal.page, content_type="text/html")
    if refusal.page is not None:
        return web.Response(status=refusal.status, headers=_HEADERS)
    body: Json = {"message": refusal.text, "code": refusal.code}
    if retry_after_s is None:
        return json_response(body, status=refusal.status)
    response = json_response(
        body | {"retry_after": retry_after_s, "global": False}, status=refusal.status
    )
    response.headers["Retry-After"] = f"{retry_after_s:g}"
    return response
