"""Asks Discord's REST API with the bot's token, before the bot runs or beside it."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Literal, cast

import aiohttp

from bot.openrouter.exchange import read_text

#: Limit for bodies. A server has up to 500 channels with a hundred overwrites each, and its emojis
#: and roles come with it; all lists together take less.
_MAX_BYTES = 8 * 1024 * 1024

Method = Literal["GET", "PATCH", "PUT", "POST", "DELETE"]


class DiscordUnreachable(Exception):
    """No answer came from Discord: no name, no connection, or no answer in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of Discord."""

    status: int
    date: datetime | None
    """The time in its Date header."""
    data: object
    """Its JSON; None if it is none."""

    @property
    def is_fine(self) -> bool:
        """Whether the request succeeded."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def is_list(self) -> bool:
        """Whether the request succeeded with a list, which may be empty."""
        return self.is_fine and isinstance(self.data, list)

    @property
    def fields(self) -> Mapping[str, object]:
        """Its data as an object; empty if it is another type."""
        return cast("Mapping[str, object]", self.data) if isinstance(self.data, dict) else {}

    @property
    def items(self) -> list[Mapping[str, object]]:
        """The objects in its data, if that is a list."""
        if not isinstance(self.data, list):
            return []
        listed = cast("list[object]", self.data)
        return [cast("Mapping[str, object]", one) for one in listed if isinstance(one, dict)]


class DiscordApi:
    """Sends single requests; a rate limit is an answer like any other."""

    def __init__(self, session: aiohttp.ClientSession, base: str, timeout_s: float) -> None:
        """Use a session that has the token; `base` is the API's address, `timeout_s` in seconds."""
        self._session = session
        self._base = base
        self._timeout_s = timeout_s

    async def get(self, path: str) -> Answer:
        """Send a GET request; see `send`."""
        return await self.send("GET", path)

    async def send(self, method: Method, path: str, body: object = None) -> Answer:
        """Send a request to a path such as `/users/@me`, with `body` as JSON.

        Raises:
            DiscordUnreachable: No answer came.
        """
        sending = self._session.request(method, self._base + path, json=body, allow_redirects=False)
        try:
            async with asyncio.timeout(self._timeout_s), sending as response:
                text = await read_text(response, most_bytes=_MAX_BYTES)
                return Answer(response.status, _date_of(response), _read(text))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise DiscordUnreachable from error


@asynccontextmanager
async def open_discord_api(token: str, *, timeout_s: float = 5.0) -> AsyncGenerator[DiscordApi]:
    """Open Discord's API, at the address that discord.py uses.

    Args:
        token: The bot's token.
        timeout_s: Seconds for each request.
    """
    from discord.http import Route

    headers = {
        "Authorization": f"Bot {token}",
        "User-Agent": "DiscordBot (imagine-bot)",
    }
    async with aiohttp.ClientSession(headers=headers) as session:
        yield DiscordApi(session, Route.BASE, timeout_s)


def _read(body: str) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _date_of(response: aiohttp.ClientResponse) -> datetime | None:
    try:
        date = parsedate_to_datetime(response.headers.get("Date", ""))
    except (ValueError, TypeError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
