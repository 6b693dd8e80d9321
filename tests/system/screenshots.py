"""Takes the screenshots of the README and docs/: `python -m tests.system.screenshots`."""

import asyncio
import re
import tempfile
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright, expect

from testkit.child_process import start
from tests.system.test_browser import CHROMIUM, PATIENCE_MS, at_rest, be, imagine, send

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
            page = await browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(PATIENCE_MS)
            await page.goto(address)
            await at_rest(page)
            await _take_setup(page)
            await _take_panel(page)
            await _take_first_image(page)
            await page.set_viewport_size({"width": 1180, "height": 1100})
            await _take_image(page)
            await _take_refusal(page)
            await _take_moderation(page)
            await browser.close()


async def _take_first_image(page: Page) -> None:
    """Take the sandbox with its first image."""
    await imagine(page, "islands in a calm sea at dusk", ratio="16:9")
    await at_rest(page)
    await _see_last_image(page)
    await page.screenshot(path=IMAGES / "sandbox.png")


async def _take_image(page: Page) -> None:
    """Take an image's card, its forms and details, and the history."""
    await imagine(page, "an owl on a lamp post at night", ratio="16:9")
    await at_rest(page)
    await imagine(page, "a red fox in fresh snow", ratio="16:9")
    await at_rest(page)
    card = await _see_last_image(page)
    await _shoot(page, card, "card.png")
    for label, name in (("Remix", "remix"), ("Edit prompt", "edit")):
        await card.get_by_role("button", name=label, exact=True).click()
        await at_rest(page)
        await page.get_by_role("dialog").screenshot(path=IMAGES / f"{name}.png")
        await page.keyboard.press("Escape")
    await _choose(page, card, "Details")
    await _shoot(page, page.get_by_role("article").last, "details.png")
    await send(page, "/my images")
    await _shoot(page, page.get_by_role("article").last, "history.png")


async def _take_setup(page: Page) -> None:
    """Take the panel of /setup after a test image."""
    await page.set_viewport_size({"width": 980, "height": 1500})
    await be(page, "Zoe (moderator)")
    await send(page, "/setup")
    panel = page.get_by_role("article").filter(has_text="Set up the bot")
    await _press(page, panel, "Test image")
    await expect(panel).to_contain_text("The test worked")
    await _shoot(page, panel, "setup.png")
    await be(page, "Mia (member)")
    await page.set_viewport_size({"width": 1280, "height": 800})


async def _take_panel(page: Page) -> None:
    """Take the panel of a channel with a limit of its own."""
    await page.set_viewport_size({"width": 980, "height": 1500})
    await be(page, "Zoe (moderator)")
    await send(page, "/limits panel")
    panel = page.get_by_role("article").filter(has_text="Limits for")
    await _pick(page, panel, "Or a channel or category", "art")
    await expect(panel.get_by_role("heading")).to_contain_text("art")
    await _pick(page, panel, "Change a limit", "Images per member per day")
    await panel.get_by_role("button", name="Change").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox").fill("3")
    await form.get_by_role("button", name="Submit").click()
    await at_rest(page)
    await _shoot(page, panel, "limits-panel.png")
    await be(page, "Mia (member)")
    await page.set_viewport_size({"width": 1280, "height": 800})


async def _take_refusal(page: Page) -> None:
    """Take the refusal of one image too many."""
    await imagine(page, "a lighthouse in a storm", ratio="16:9")
    await at_rest(page)
    await _shoot(page, page.get_by_role("article").last, "refusal.png")


async def _take_moderation(page: Page) -> None:
    """Take the filter's panel, an image in the log, a blocked member's refusal, and the appeal."""
    await be(page, "Zoe (moderator)")
    await _use(page, "/log channel", channel="art")
    await _press(page, page.get_by_role("article").last, "Use this channel")
    await _take_filter_panel(page)
    await be(page, "Ben (booster)")
    await imagine(page, "a quiet harbor at dawn", ratio="16:9")
    await at_rest(page)
    await be(page, "Zoe (moderator)")
    card = page.get_by_role("article").filter(has_text="Image by").last
    await _shoot(page, await _with_image(card), "log-card.png")
    await _press(page, card, "Block…")
    await _press(page, page.get_by_role("article").last, "Other…")
    await _fill(page, {"Duration": "3d", "Reason": "No weapons in this server, please."})
    await be(page, "Ben (booster)")
    await imagine(page, "a harbor at night")
    await at_rest(page)
    refusal = page.get_by_role("article").filter(has_text="blocked from creating").last
    await _shoot(page, refusal, "block.png")
    await _press(page, refusal, "Appeal")
    await _fill(page, {"Why do you": "I didn't know the rule. It won't happen again."})
    await be(page, "Zoe (moderator)")
    appeal = page.get_by_role("article").filter(has_text="Appeal by").last
    await _shoot(page, appeal, "appeal.png")


async def _take_filter_panel(page: Page) -> None:
    """Take the panel with a word list and a rule of the server's own, which is selected."""
    await _use(page, "/filter preset", name="english-slurs")
    await send(page, "/filter panel")
    panel = page.get_by_role("article").last
    await _press(page, panel, "Automatic blocks…")
    await _fill(page, {"Steps": "3 in 10m: 1h\n6 in 1d: 1d"})
    await _press(page, panel, "Add words…")
    await _fill(page, {"Rule": "weapons", "Words": "rifle*, *grenade*, hand gun"})
    await _pick(page, panel, "Choose what happens", "refuse and post to the log")
    # a new panel, since the page doesn't update a menu's choice
    await send(page, "/filter panel")
    await _pick(page, panel, "Choose a rule", "weapons")
    await _press(page, panel, "Test…")
    await _fill(page, {"Text": "a fox with two r1fles"})
    await _shoot(page, panel, "filter-panel.png")


async def _with_image(card: Locator) -> Locator:
    await card.scroll_into_view_if_needed()
    await expect(card.get_by_role("img").last).not_to_have_js_property("naturalWidth", 0)
    return card


async def _use(page: Page, command: str, **options: str) -> None:
    """Use a command with options that suggest their values."""
    await page.get_by_placeholder("Message #art").press_sequentially(command)
    composer = page.locator("#channel-composer")
    await composer.get_by_role("option", name=command).first.click()
    for name, value in options.items():
        field = composer.get_by_role("combobox", name=re.compile(f"^{name}(,|$)"))
        if not await field.count():
            await composer.get_by_role("option", name=name).first.click()
        await field.press_sequentially(value)
        await composer.get_by_role("option", name=value).first.click()
    await composer.get_by_role("button", name="Send").click()
    await at_rest(page)


async def _press(page: Page, message: Locator, label: str) -> None:
    # the page has buttons of its own at each message
    await message.locator(".component-button").filter(has_text=label).click()
    await at_rest(page)


async def _fill(page: Page, texts: dict[str, str]) -> None:
    """Fill in and submit the form that is open."""
    form = page.get_by_role("dialog")
    for label, text in texts.items():
        await form.get_by_label(label).first.fill(text)
    await form.get_by_role("button", name="Submit").click()
    await at_rest(page)


async def _see_last_image(page: Page) -> Locator:
    card = page.get_by_role("article").last
    await card.scroll_into_view_if_needed()
    image = card.get_by_alt_text("Generated image")
    await expect(image).not_to_have_js_property("naturalWidth", 0)
    return card


async def _shoot(page: Page, shown: Locator, name: str) -> None:
    """Take one part of the page, without what it shows under the mouse or the cursor."""
    await page.mouse.move(0, 0)
    await page.evaluate("document.activeElement.blur()")
    await shown.scroll_into_view_if_needed()
    await at_rest(page)
    await shown.screenshot(path=IMAGES / name)


async def _pick(page: Page, panel: Locator, select: str, option: str) -> None:
    await panel.get_by_role("combobox", name=select).click()
    await page.get_by_role("option", name=option).first.click()
    await at_rest(page)


async def _choose(page: Page, card: Locator, choice: str) -> None:
    await card.locator(".select-trigger").click()
    await page.get_by_role("option", name=re.compile(choice)).click()
    await at_rest(page)


if __name__ == "__main__":
    asyncio.run(main())
