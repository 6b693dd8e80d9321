"""Takes the picture of `docs/setup.md` from a real run: `python -m tests.cli.init.picture`."""

import asyncio
import io
import re
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from testkit.discord_loopback.discord import TOKEN
from testkit.terminal import Terminal
from tests.cli.init.setup import Newcomer, open_newcomer
from tests.system.test_browser import CHROMIUM

PICTURE = Path(__file__).parents[3] / "docs" / "images" / "init.png"

#: Where the picture pretends to be.
_FOLDER = "~/imagine-bot"

_COLUMNS = 100


async def main() -> None:
    """Run init on a terminal, with one mistake, and take its picture."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_newcomer(Path(folder)) as newcomer:
            # without the log of the bot's start
            async with newcomer.on_terminal(LOG_LEVEL="WARNING") as terminal:
                await _talk(terminal, newcomer)
                shown = terminal.raw.decode()
            for secret in newcomer.secrets:
                assert secret not in shown, "a secret is in the picture"
            shown = shown.replace(str(newcomer.folder), _FOLDER)
    assert folder not in shown, "a path is in the picture"
    await _shoot(_as_svg(f"$ imagine-bot init\n{shown}"))


async def _talk(terminal: Terminal, newcomer: Newcomer) -> None:
    answers = (
        ("Bot token (hidden): ", "s" * 32),
        ("Bot token (hidden): ", TOKEN),
        ("OpenRouter key (hidden): ", newcomer.painter.key),
        ("Default model, by number or id", "1"),
        ("Dollars per day", "2.50"),
        ("Change them?", "y"),
        ("Start the bot now?", "y"),
    )
    for question, answer in answers:
        await terminal.see(question)
        terminal.type(answer)
    await terminal.see("Logged in as imagine.")
    await newcomer.discord.wait_for_bot()


def _as_svg(shown: str) -> str:
    console = Console(record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True)
    for line in shown.replace("\r", "").splitlines():
        console.print(Text.from_ansi(line))
    svg = console.export_svg(title="imagine-bot init", theme=MONOKAI)
    # the fonts would be loaded from another host
    return re.sub(r"@font-face \{[^}]*\}", "", svg).replace("Fira Code", "DejaVu Sans Mono")


async def _shoot(svg: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = await browser.new_page(viewport={"width": 1000, "height": 900})
        await page.set_content(f"<body style='margin:0'>{svg}</body>")
        await page.locator("svg").screenshot(path=PICTURE, omit_background=True)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
