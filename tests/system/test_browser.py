"""The sandbox in a browser, with mouse and keyboard."""

import asyncio
import re
import shutil
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, Route, async_playwright, expect

from bot.cli.sandbox import OFFLINE_NOTE
from bot.i18n import ENGLISH
from bot.policy.images.ratio import has_ratio
from bot.policy.limits.limit import Limit
from bot.sandbox.painter import Painter
from bot.sandbox.world import show_world
from bot.ui.limits.limit_text import limit_name
from testkit.child_process import start
from tests.sandbox.open_sandbox import open_sandbox

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)

#: Timeout in milliseconds, long enough for images.
PATIENCE_MS = 10_000

#: Long enough for every refusal in these tests; the page shows it in seconds.
COOLDOWN_S = 50

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason=f"there is no {' or '.join(_NAMES)} here"),
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[str]:
    """Run a sandbox and yield the URL that it prints; it has to exit with 0."""
    folder = tmp_path_factory.mktemp("sandbox")
    cooldown = {"COOLDOWN_SECONDS": str(COOLDOWN_S)}
    async with start("sandbox", "--no-browser", folder=folder, environment=cooldown) as sandbox:
        await sandbox.line_with(OFFLINE_NOTE)
        line = await sandbox.line_with("Sandbox:")
        assert (sandbox.out, sandbox.err) == ([line], [OFFLINE_NOTE])
        yield line.split()[-1]
        sandbox.signal(signal.SIGTERM)
        assert await sandbox.ended() == 0


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncGenerator[Browser]:
    """Run headless Chromium without background requests."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*arguments, "--no-first-run"]
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(address: str, browser: Browser, tmp_path: Path) -> AsyncGenerator[Page]:
    """Open the sandbox; a screenshot of its last state is saved in the folder of the test."""
    page = await browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    await page.goto(address)
    await at_rest(page)
    yield page
    await page.screenshot(path=tmp_path / "page.png")
    await page.close()


async def at_rest(page: Page) -> None:
    """Wait until the page is idle; while it works, it shows `…`."""
    status = page.get_by_role("banner").get_by_role("status")
    await expect(status).to_have_text(re.compile(r"\w$"))


async def send(page: Page, command: str) -> None:
    """Use a command without options."""
    await page.get_by_placeholder("Message #art").press_sequentially(command)
    composer = page.locator("#channel-composer")
    await composer.get_by_role("option", name=command).first.click()
    await composer.get_by_role("button", name="Send").click()
    await at_rest(page)


async def be(page: Page, person: str) -> None:
    """View the channel as this person."""
    await page.get_by_label("Viewing as").select_option(label=person)
    await at_rest(page)


async def imagine(page: Page, prompt: str, *, ratio: str | None = None) -> None:
    """Request an image with mouse and keyboard."""
    await page.get_by_placeholder("Message #art").press_sequentially("/imagine")
    composer = page.locator("#channel-composer")
    await composer.get_by_role("option", name="/imagine").click()
    await page.get_by_label("prompt, required").fill(prompt)
    if ratio:
        await composer.get_by_role("button", name="more").click()
        await composer.get_by_role("option", name="ratio").click()
        # the page requests suggestions for every typed character
        await page.get_by_role("combobox", name="ratio").press_sequentially(ratio)
        await composer.get_by_role("option", name=ratio, exact=True).click()
    await composer.get_by_role("button", name="Send").click()


def newest(page: Page) -> Locator:
    """Return the last message."""
    return page.locator("#channel-message-list > [data-message-id]").last


@asynccontextmanager
async def late_images(page: Page, *, again: bool = True) -> AsyncGenerator[None]:
    """Let images load only after the block, and wait until they are shown.

    Args:
        page: The page.
        again: Whether to open the page again, so that no image is there yet.
    """
    arrive = asyncio.Event()

    async def wait(route: Route) -> None:
        await arrive.wait()
        await route.continue_()

    await page.route("**/api/assets/*", wait)
    if again:
        await page.reload()
        await at_rest(page)
    app = page.locator("#preview-app")
    await expect(app).to_have_attribute("aria-busy", "true" if again else "false")
    try:
        yield
    finally:
        arrive.set()
    await expect(app).to_have_attribute("aria-busy", "false")
    await page.evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


async def _pixels(image: Locator) -> tuple[int, int]:
    await expect(image).not_to_have_js_property("naturalWidth", 0)
    width, height = await image.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    return width, height


async def test_the_first_look_says_what_to_type(page: Page) -> None:
    welcome = page.get_by_role("heading", name="Type /imagine in the box below")
    await expect(welcome).to_be_in_viewport()


async def test_a_chosen_ratio_is_that_of_the_image_and_the_next_request_has_to_wait(
    page: Page,
) -> None:
    await imagine(page, "a red fox in snow", ratio="16:9")
    image = page.get_by_alt_text("Generated image: a red fox in snow")
    assert has_ratio("16:9", *await _pixels(image))
    await imagine(page, "a red fox in summer")
    refusal = page.get_by_role("article").filter(has_text="your next image is possible")
    await expect(refusal).to_contain_text("Only you can see this")
    shown = re.search(r"in (\d+) seconds", await refusal.inner_text())
    assert shown is not None
    assert int(shown[1]) <= COOLDOWN_S
    await at_rest(page)


async def test_another_person_need_not_wait_and_everybody_sees_the_image(
    page: Page,
) -> None:
    await be(page, "Zoe (moderator)")
    await expect(page.get_by_text("your next image is possible")).to_have_count(0)
    await imagine(page, "an owl at night", ratio="1:1")
    assert has_ratio(
        "1:1", *await _pixels(page.get_by_alt_text("Generated image: an owl at night"))
    )
    await be(page, "Mia (member)")
    await expect(page.get_by_alt_text("Generated image: an owl at night")).to_be_visible()


async def test_a_prompt_that_the_model_refuses_ends_in_a_sentence(page: Page) -> None:
    await be(page, "Ben (booster)")
    await imagine(page, "a forbidden castle")
    refusal = page.get_by_role("article").filter(has_text="The model rejected this prompt")
    await expect(refusal).to_contain_text("your cooldown was lifted")
    await at_rest(page)


async def _ask_for_allowance(page: Page) -> None:
    await send(page, "/my allowance")


async def _choose_details(page: Page) -> None:
    card = page.get_by_role("article").filter(has_text="an owl at night").first
    await card.locator(".select-trigger").click()
    await page.get_by_role("option", name="Details").click()
    await at_rest(page)


async def _send_form(page: Page) -> None:
    card = page.get_by_role("article").filter(has_text="an owl at night").first
    await card.get_by_role("button", name="Remix").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox").fill("Make it noon")
    await form.get_by_role("button", name="Submit").click()
    await at_rest(page)


@pytest.mark.parametrize("act", [_ask_for_allowance, _choose_details, _send_form])
async def test_the_newest_answer_stays_in_view_when_an_image_above_it_loads_late(
    page: Page, act: Callable[[Page], Awaitable[None]]
) -> None:
    async with late_images(page):
        earlier = await newest(page).get_attribute("data-message-id")
        await act(page)
        await expect(newest(page)).not_to_have_attribute("data-message-id", earlier or "")
    await expect(newest(page)).to_be_in_viewport(ratio=0.9)


async def test_the_newest_answer_stays_in_view_when_its_own_image_loads_late(page: Page) -> None:
    await be(page, "Ben (booster)")
    async with late_images(page, again=False):
        await imagine(page, "a lake at noon", ratio="1:1")
        await expect(page.get_by_alt_text("Generated image: a lake at noon")).to_be_attached()
        await at_rest(page)
    await expect(newest(page)).to_be_in_viewport(ratio=0.9)


async def test_a_reader_who_scrolled_up_stays_there_until_they_act(page: Page) -> None:
    welcome = page.get_by_role("heading", name="Type /imagine in the box below")
    async with late_images(page):
        await send(page, "/my allowance")
        await expect(newest(page)).to_be_in_viewport()
        await page.locator("#channel-timeline").hover()
        await page.mouse.wheel(0, -10_000)
        await expect(welcome).to_be_in_viewport()
    await expect(welcome).to_be_in_viewport()
    await expect(newest(page)).not_to_be_in_viewport()
    await send(page, "/my allowance")
    await expect(newest(page)).to_be_in_viewport(ratio=0.9)


async def test_an_answer_is_in_view_though_the_reader_looked_at_earlier_pages_of_messages(
    browser: Browser, tmp_path: Path
) -> None:
    async with Painter() as painter, open_sandbox(painter, tmp_path) as world:
        for number in range(60):
            await world.moderator.send(world.channels["art"], f"message {number}")
        page = await browser.new_page()
        async with show_world(world, channel="art", port=None) as url:
            await page.goto(url)
            await at_rest(page)
            await page.get_by_role("button", name="Load earlier messages").click()
            await at_rest(page)
            await expect(newest(page)).not_to_contain_text("message 59")
            await send(page, "/my allowance")
            await expect(newest(page)).to_contain_text("Your images today")
            await expect(newest(page)).to_be_in_viewport(ratio=0.9)
            await page.close()


async def test_a_moderator_finds_every_limit_in_the_panel(page: Page) -> None:
    await be(page, "Zoe (moderator)")
    await send(page, "/limits panel")
    panel = page.get_by_role("article").filter(has_text="Limits for this server")
    await expect(panel).to_contain_text("Only you can see this")
    for limit in Limit:
        await expect(panel).to_contain_text(limit_name(ENGLISH, limit))
    await expect(panel).to_contain_text("Images per member per day: 10 (set by the bot's owner)")
    await at_rest(page)
