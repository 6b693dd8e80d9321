"""Takes the README's screenshots in the sandbox: `python -m tests.system.screenshots`."""

import asyncio
import re
import tempfile
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright, expect

from testkit.child_process import start
from tests.system.test_browser import CHROMIUM, PATIENCE_MS, at_rest, imagine, send

IMAGES = Path(__file__).parents[2] / "docs" / "images"

#: No cooldown, and no ping when an image is ready.
_SETTINGS = {
    "COOLDOWN_SECONDS": "off",
    "MEMBER_JOBS_AT_ONCE": "off",
    "PING_AFTER_SECONDS": "off",
    "MODELS": "google/gemini-3-pro-image-preview",
}


async def main() -> None:
    """Take all screenshots."""
    with tempfile.TemporaryDirectory() as folder:
        sandbox = start("sandbox", "--no-browser", folder=Path(folder), environment=_SETTINGS)
        async with sandbox as child, async_playwright() as playwright:
            address = (await child.line_with("Sandbox:")).split()[-1]
            browser = await playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            page = await browser.new_page(viewport={"width": 1180, "height": 980})
            page.set_default_timeout(PATIENCE_MS)
            await page.goto(address)
            await at_rest(page)
            await _take_all(page)
            await browser.close()


async def _take_all(page: Page) -> None:
    for prompt in ("an owl on a lamp post at night", "a lighthouse in a storm"):
        await imagine(page, prompt, ratio="16:9")
        await at_rest(page)
    await imagine(page, "a red fox in fresh snow", ratio="16:9")
    await at_rest(page)
    card = page.get_by_role("article").last
    await card.scroll_into_view_if_needed()
    image = card.get_by_alt_text("Generated image")
    await expect(image).not_to_have_js_property("naturalWidth", 0)
    await card.screenshot(path=IMAGES / "card.png")
    for label, name in (("Remix", "remix"), ("Edit prompt", "edit")):
        await card.get_by_role("button", name=label, exact=True).click()
        await at_rest(page)
        await page.get_by_role("dialog").screenshot(path=IMAGES / f"{name}.png")
        await page.keyboard.press("Escape")
    await _choose(page, card, "Details")
    await page.get_by_role("article").last.screenshot(path=IMAGES / "details.png")
    await send(page, "/my images")
    await page.get_by_role("article").last.screenshot(path=IMAGES / "history.png")


async def _choose(page: Page, card: Locator, choice: str) -> None:
    await card.locator(".select-trigger").click()
    await page.get_by_role("option", name=re.compile(choice)).click()
    await at_rest(page)


if __name__ == "__main__":
    asyncio.run(main())
