"""`imagine-bot sandbox`: the whole bot in a browser on this machine."""

import asyncio
import logging
import signal
import tempfile
import webbrowser
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated, Literal

import typer
from pydantic import SecretStr

from bot.cli.settings import open_settings
from bot.errors import ConfigError
from bot.settings import Settings

#: Cooldown in seconds: long enough to be seen, short enough not to annoy.
_COOLDOWN_S = 10

#: Seconds that an image takes, as with a fast model.
_LATENCY_S = 1.5

#: Where images come from, said at the start, which takes a moment.
OFFLINE_NOTE = "Starting. Everything runs on this machine; the sandbox downloads nothing."
LIVE_NOTE = "Starting. Discord is simulated; OpenRouter generates the images and charges your key."


def sandbox(
    port: Annotated[
        int | None, typer.Option(help="Port of the page; by default any free one.")
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    live: Annotated[
        bool,
        typer.Option("--live", help="Generate images with OpenRouter and your OPENROUTER_API_KEY."),
    ] = False,
    channel: Annotated[
        Literal["art", "general", "mod-log"], typer.Option(help="Channel to open.")
    ] = "art",
) -> None:
    """Try the complete bot in a browser, with a simulated Discord and no account.

    Prints the page's address. Press Ctrl-C to stop.
    """
    required = ("OPENROUTER_API_KEY",) if live else ()
    settings = open_settings(required=required, log_level="WARNING")
    # simcord connects without intents, which discord.py warns about
    logging.getLogger("discord.state").setLevel(logging.ERROR)
    typer.echo(LIVE_NOTE if live else OFFLINE_NOTE, err=True)
    asyncio.run(_serve(settings, port=port, browser=browser, live=live, channel=channel))


async def _serve(
    settings: Settings, *, port: int | None, browser: bool, live: bool, channel: str
) -> None:
    from bot.wiring import open_services
    from cogs import EXTENSIONS

    try:
        from bot.sandbox.painter import Painter
        from bot.sandbox.world import open_world, show_world
    except ModuleNotFoundError as error:
        raise ConfigError(
            (("sandbox", "needs more packages: pip install 'imagine-bot[sandbox]'"),)
        ) from error

    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        changes = _isolate(settings, stack)
        if not live:
            painter = await stack.enter_async_context(Painter(playful=True, latency_s=_LATENCY_S))
            changes["openrouter_base_url"] = painter.base_url
            changes["openrouter_api_key"] = SecretStr(painter.key)
        settings = settings.model_copy(update=changes)
        services = await stack.enter_async_context(open_services(settings, keep_alive=False))
        world = await stack.enter_async_context(open_world(services, EXTENSIONS, offline=not live))
        try:
            url = await stack.enter_async_context(show_world(world, channel=channel, port=port))
        except OSError as error:
            reason = f"port {port} can't be used; another program is probably using it"
            raise typer.BadParameter(reason, param_hint="--port") from error
        typer.echo(f"Sandbox: {url}")
        if browser:
            await asyncio.to_thread(webbrowser.open, url)
        await stop.wait()


def _isolate(settings: Settings, stack: AsyncExitStack) -> dict[str, object]:
    """Return changes of settings that give the sandbox its own data folder and a short cooldown."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="imagine-sandbox-"))
    # wait for threads: one may still write to the folder after its task was cancelled
    stack.push_async_callback(asyncio.get_running_loop().shutdown_default_executor)
    changes: dict[str, object] = {"data_dir": Path(folder), "database_url": None}
    if "cooldown_seconds" not in settings.model_fields_set:
        changes["cooldown_seconds"] = _COOLDOWN_S
    return changes
