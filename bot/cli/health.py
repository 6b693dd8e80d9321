"""`imagine-bot health`: whether the bot on this machine is alive."""

import json
from contextlib import closing
from http.client import HTTPConnection, HTTPException, InvalidURL
from queue import Empty, SimpleQueue
from threading import Thread

import typer

from bot.errors import ConfigError
from bot.settings import load_settings

#: Seconds for everything: resolving the name, connecting, and the whole response.
_DEADLINE_S = 5.0

_MAX_BYTES = 4096

#: Docker calls a container unhealthy at 1; other codes mean that the check itself failed.
#: https://docs.docker.com/reference/api/engine/version/v1.57/schemas/HealthcheckResult/,
#: read 2026-11-30
_NOT_ALIVE = 1

#: Where to ask a server that listens on all addresses.
_LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nothing listens here

#: Whether the bot is alive, and the sentence that says so.
Answer = tuple[bool, str]


def health() -> None:
    """Ask the bot on this machine whether it is alive; exit with 0 if so, otherwise with 1.

    Needs HTTP_PORT. Asks /healthz, which doesn't depend on OpenRouter or the database.
    """
    host, port = _address()
    answers = SimpleQueue[Answer]()
    # a thread that the end of the process stops: nothing else ends the search for a name in time
    Thread(target=lambda: answers.put(_ask(host, port)), name="health", daemon=True).start()
    try:
        is_alive, sentence = answers.get(timeout=_DEADLINE_S)
    except Empty:
        reason = f"timed out after {_DEADLINE_S:g} seconds"
        is_alive, sentence = _no_answer(_url(host, port), reason)
    typer.echo(sentence)
    if not is_alive:
        raise typer.Exit(_NOT_ALIVE)


def _address() -> tuple[str, int]:
    # no other setting matters, and the files of secrets may not be readable here
    settings = load_settings(only=("HTTP_HOST", "HTTP_PORT"))
    port = settings.http_port
    if port is None:
        raise ConfigError((("HTTP_PORT", "is off, so the bot can't be asked; set a port"),))
    if port == 0:
        raise ConfigError((("HTTP_PORT", "is 0, which is a new port at each start; set another"),))
    return _LOOPBACK.get(settings.http_host, settings.http_host), port


def _ask(host: str, port: int) -> Answer:
    url = _url(host, port)
    try:
        with closing(HTTPConnection(host, port, timeout=_DEADLINE_S)) as connection:
            connection.request("GET", "/healthz")
            return _read_answer(connection.getresponse().read(_MAX_BYTES), url)
    except (OSError, UnicodeError, InvalidURL) as error:
        return _no_answer(url, str(getattr(error, "strerror", None) or error))
    except HTTPException:
        return _read_answer(b"", url)


def _read_answer(body: bytes, url: str) -> Answer:
    try:
        facts: object = json.loads(body)
    except (ValueError, RecursionError):
        facts = None
    match facts:
        case {"alive": True}:
            return True, "The bot is alive."
        case {"alive": False}:
            # dumped again, since a terminal obeys control characters
            return False, f"The bot isn't alive: {json.dumps(facts)}"
        case _:
            return False, f"What answers at {url} isn't the bot, or has an error."


def _no_answer(url: str, reason: str) -> Answer:
    return False, f"The bot doesn't answer at {url}: {reason}"


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
