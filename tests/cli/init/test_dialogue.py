"""The dialogue of `imagine-bot init` on a terminal, from the first question to the running bot."""

import base64
import signal

import pytest

from bot.cli.exits import Exit
from testkit.discord_loopback.discord import TOKEN
from testkit.discord_loopback.messages import Refusal
from tests.cli.init.answers import answer
from tests.cli.init.setup import Newcomer

WRONG_TOKEN = TOKEN.replace("M", "N")


def token_of(user_id: str, end: str = "x") -> str:
    """Return a token of a bot."""
    first = base64.b64encode(user_id.encode()).decode().rstrip("=")
    return f"{first}.{'G' * 6}.{end * 38}"


async def test_init_alone_leads_to_a_running_bot(newcomer: Newcomer) -> None:
    async with newcomer.on_terminal() as terminal:
        await answer(terminal, newcomer, until="")
        await terminal.see("Ctrl-C stops it.")
        await terminal.see("Logged in as imagine.")
        await newcomer.discord.wait_for_bot()
        terminal.signal(signal.SIGTERM)
        assert await terminal.ended() == 0
    for page in (
        "https://discord.com/developers/applications",
        "https://openrouter.ai/settings/keys",
        "https://openrouter.ai/settings/credits",
        "https://discord.com/oauth2/authorize?client_id=",
    ):
        assert page in terminal.text
    assert "can't be read with such a key" in " ".join(terminal.text.split())
    assert newcomer.values["BUDGET_USD_PER_DAY"] == "5"
    assert "MODELS" not in newcomer.values


async def test_secrets_are_not_shown_while_they_are_typed(newcomer: Newcomer) -> None:
    async with newcomer.on_terminal() as terminal:
        await answer(terminal, newcomer, until="Start the bot now? [y/n] (y): ")
        terminal.type("n")
        assert await terminal.ended() == 0
    for secret in (TOKEN, newcomer.painter.key):
        assert secret.encode() not in terminal.raw
    assert "`imagine-bot run` starts the bot" in terminal.text


QUESTIONS = (
    "Bot token (hidden): ",
    "OpenRouter key (hidden): ",
    "Default model",
    "Dollars per day",
    "Change them? [y/n] (y): ",
)


@pytest.mark.parametrize("question", QUESTIONS)
async def test_ctrl_c_at_a_question_leaves_the_folder_as_it_was(
    newcomer: Newcomer, question: str
) -> None:
    newcomer.env_file.write_text("COOLDOWN_SECONDS=30\n")
    newcomer.env_file.chmod(0o644)
    before = newcomer.contents()
    async with newcomer.on_terminal() as terminal:
        await answer(terminal, newcomer, until=question)
        await terminal.interrupt()
        assert await terminal.ended() == Exit.INTERRUPTED
        assert terminal.echoes
    assert terminal.text.endswith("Nothing was written.\n")
    assert newcomer.contents() == before
    assert all(call.method == "GET" for call in newcomer.discord.calls)


async def test_ctrl_c_while_a_service_is_asked_leaves_the_folder_as_it_was(
    newcomer: Newcomer,
) -> None:
    newcomer.painter.catalogue_hangs = True
    async with newcomer.on_terminal() as terminal:
        await terminal.see("Bot token (hidden): ")
        terminal.type(TOKEN)
        await terminal.see("OpenRouter key (hidden): ")
        terminal.type(newcomer.painter.key)
        await terminal.see("Reading the models and their prices.")
        await terminal.interrupt()
        assert await terminal.ended() == Exit.INTERRUPTED
    assert terminal.text.endswith("Nothing was written.\n")
    assert not newcomer.contents()


async def test_ctrl_d_ends_it_like_ctrl_c(newcomer: Newcomer) -> None:
    async with newcomer.on_terminal() as terminal:
        await terminal.see(QUESTIONS[0])
        terminal.end_input()
        assert await terminal.ended() == Exit.INTERRUPTED
    assert not newcomer.contents()


async def test_each_wrong_value_is_named_and_asked_for_again(newcomer: Newcomer) -> None:
    async with newcomer.on_terminal() as terminal:
        for wrong, sentence in (
            ("s" * 32, "looks like a client secret"),
            ("0f" * 32, "looks like a public key"),
            (WRONG_TOKEN, "Discord doesn't accept DISCORD_TOKEN."),
        ):
            await terminal.see("Bot token (hidden")
            terminal.type(wrong)
            await terminal.see(sentence)
        await terminal.see("Bot token (hidden")
        terminal.type(f"  {TOKEN} ")
        for wrong, sentence in (
            (TOKEN, "looks like a Discord token"),
            ("sk-or-v1-wrong-wrong-wrong", "OpenRouter doesn't accept OPENROUTER_API_KEY."),
        ):
            await terminal.see("OpenRouter key (hidden")
            terminal.type(wrong)
            await terminal.see(sentence)
        await terminal.see("OpenRouter key (hidden")
        terminal.type(newcomer.painter.key)
        await terminal.see("Default model")
        terminal.type("99")
        await terminal.see("There is no such model")
        await terminal.see("Default model")
        terminal.type("1")
        await terminal.see("Dollars per day")
        terminal.type("much")
        await terminal.see("such as 5 or 2.50")
        await terminal.see("Dollars per day")
        terminal.type("$2.50")
        await terminal.see("$2.50 a day pays for 83 images with black-forest-labs/flux.2-pro")
        await terminal.see("Change them?")
        terminal.type("n")
        await terminal.see("Start the bot now?")
        terminal.type("n")
        assert await terminal.ended() == 0
    assert newcomer.values["BUDGET_USD_PER_DAY"] == "2.50"
    assert (newcomer.values["MODELS"] or "").startswith(
        "black-forest-labs/flux.2-pro,google/gemini-2.5-flash-image,"
    )
    assert all(call.method == "GET" for call in newcomer.discord.calls[:6])
    assert newcomer.discord.application == {}


async def test_an_empty_answer_is_asked_for_again(newcomer: Newcomer) -> None:
    async with newcomer.on_terminal() as terminal:
        for _ in range(5):
            await terminal.see("Bot token (hidden): ")
            terminal.type("")
            await terminal.see("Nothing was entered.")
        assert await terminal.ended() == Exit.CONFIG
    assert not newcomer.contents()


async def test_a_missing_limit_is_named_once(newcomer: Newcomer) -> None:
    newcomer.painter.limit_usd = None
    async with newcomer.on_terminal() as terminal:
        await answer(terminal, newcomer, until="Default model")
        await terminal.interrupt()
        assert await terminal.ended() == Exit.INTERRUPTED
    assert terminal.text.count("no limit of its own") == 1


async def test_attempts_are_bounded(newcomer: Newcomer) -> None:
    async with newcomer.on_terminal() as terminal:
        for _ in range(5):
            await terminal.see("Bot token (hidden")
            terminal.type(WRONG_TOKEN)
        assert await terminal.ended() == Exit.REJECTED
    assert not newcomer.contents()


async def test_a_fault_is_tried_again_without_typing_the_secret(newcomer: Newcomer) -> None:
    newcomer.discord.fail("GET", "^/users/@me$", Refusal(500, 0, "fault"))
    newcomer.painter.limit_usd = 0.0
    async with newcomer.on_terminal() as terminal:
        await terminal.see("Bot token (hidden): ")
        terminal.type(TOKEN)
        await terminal.see("Bot token (hidden; Enter tests the same one again): ")
        terminal.type("")
        await terminal.see("Discord accepts the token")
        await terminal.see("OpenRouter key (hidden): ")
        terminal.type(newcomer.painter.key)
        await terminal.see("nothing is left to spend")
        newcomer.painter.limit_usd = 1.0
        await terminal.see("Enter tests the same one again): ")
        terminal.type("")
        await terminal.see("may still spend $1.00")
        await terminal.see("Default model")
        terminal.type("")
        await terminal.see("Dollars per day")
        terminal.type("5")
        await terminal.see("less than BUDGET_USD_PER_DAY ($5.00)")
        await terminal.interrupt()
        assert await terminal.ended() == Exit.INTERRUPTED


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        (token_of("1100000000000000001"), "a new token of the same bot"),
        (token_of("2200000000000000002"), "the token of another bot"),
        (WRONG_TOKEN, "another token than the present one"),
    ],
)
async def test_another_token_is_used_only_after_a_warning(
    newcomer: Newcomer, before: str, kind: str
) -> None:
    newcomer.env_file.write_text(f"DISCORD_TOKEN={before}\n")
    newcomer.discord.token = token_of("1100000000000000001", "y")
    async with newcomer.on_terminal() as terminal:
        await terminal.see("Bot token (hidden; Enter keeps the present one): ")
        terminal.type(newcomer.discord.token)
        await terminal.see(kind)
        await terminal.see("start from zero")
        await terminal.see("Use the new token? [y/n] (n): ")
        terminal.type("")
        assert await terminal.ended() == Exit.INTERRUPTED
    assert newcomer.values == {"DISCORD_TOKEN": before}
    ended = await newcomer.init(*newcomer.options(token=newcomer.discord.token))
    assert ended.code == 0
    assert "start from zero" in ended.out
    assert newcomer.values["DISCORD_TOKEN"] == newcomer.discord.token


async def test_present_values_are_kept_by_enter(newcomer: Newcomer) -> None:
    await newcomer.init(*newcomer.options(), "--budget", "3")
    before = newcomer.contents()
    async with newcomer.on_terminal() as terminal:
        await terminal.see("Bot token (hidden; Enter keeps the present one): ")
        terminal.type("")
        await terminal.see("OpenRouter key (hidden; Enter keeps the present one): ")
        terminal.type("")
        await terminal.see("Default model")
        terminal.type("")
        await terminal.see("(3): ")
        terminal.type("")
        await terminal.see("The application's settings already fit.")
        await terminal.see("already has these values")
        await terminal.see("Start the bot now?")
        terminal.type("n")
        assert await terminal.ended() == 0
    assert newcomer.contents() == before
