"""Log lines carry their job, and never a secret."""

import asyncio
import logging
from collections.abc import Iterator

import pytest

from bot.logs import SafeFormatter, current_job, log_unexpected, set_up_logging

KEY = f"sk-or-v1-{'0123456789abcdef' * 4}"
BOT_TOKEN = f"{'MTA' * 8}.Gabcde.{'x_-Y' * 9}zz"
INTERACTION_TOKEN = f"aW50ZXJhY3Rpb246{'t' * 100}"


def _line(message: str, *args: object, formatter: SafeFormatter | None = None) -> str:
    record = logging.LogRecord("bot.test", logging.INFO, __file__, 1, message, args, None)
    return (formatter or SafeFormatter()).format(record)


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    """Undo what `set_up_logging` does."""
    root, discord = logging.getLogger(), logging.getLogger("discord")
    handlers, levels = list(root.handlers), (root.level, discord.level)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    discord.setLevel(levels[1])


def test_a_known_secret_is_masked_in_message_and_arguments() -> None:
    formatter = SafeFormatter(("hush",))
    line = _line("hush and %s", {"deep": ["hush"]}, formatter=formatter)
    assert "hush" not in line
    assert line.endswith("*** and {'deep': ['***']}")


def test_an_empty_secret_masks_nothing() -> None:
    assert _line("plain", formatter=SafeFormatter(("",))).endswith("plain")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"key {KEY} end", "key *** end"),
        (f"token {BOT_TOKEN} end", "token *** end"),
        (f"Bot {BOT_TOKEN}", "Bot ***"),
        (
            f"https://discord.com/api/v10/webhooks/123/{INTERACTION_TOKEN}/messages/@original",
            "https://discord.com/api/v10/webhooks/123/***/messages/@original",
        ),
        (
            f"POST /interactions/456/{INTERACTION_TOKEN}/callback",
            "POST /interactions/456/***/callback",
        ),
        ("/webhooks/123/messages, google/gemini-3.1-flash-image", None),
        ("painted model=openai/gpt-5-image generation=gen-1776-abcdef", None),
    ],
)
def test_what_looks_like_a_secret_is_masked_though_nobody_told_its_value(
    text: str, shown: str | None
) -> None:
    assert _line("%s", text).endswith(shown or text)


def test_tracebacks_are_masked() -> None:
    with pytest.raises(KeyError) as caught:
        {}[f"/webhooks/1/{INTERACTION_TOKEN} with {KEY} and hush"]
    facts = (type(caught.value), caught.value, caught.tb)
    record = logging.LogRecord("bot.test", logging.ERROR, __file__, 1, "failed", (), facts)
    text = SafeFormatter(("hush",)).format(record)
    assert "Traceback" in text
    assert "/webhooks/1/*** with *** and ***" in text


async def test_every_record_names_the_job_of_its_own_task() -> None:
    async def work(job: str) -> str:
        current_job.set(job)
        await asyncio.sleep(0)
        return _line("working")

    first, second = await asyncio.gather(work("1"), work("2"))
    assert "bot.test job=1: working" in first
    assert "bot.test job=2: working" in second
    assert "bot.test: working" in _line("working")


@pytest.mark.usefixtures("_logging_as_before")
def test_lines_go_to_stderr_from_their_level_on(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", hidden=("hush",))
    logging.getLogger("bot.test").debug("too fine")
    logging.getLogger("bot.test").info("hush")
    logging.getLogger("discord.gateway").info("shard connected")
    logging.getLogger("discord.client").warning("%s is not installed, voice will NOT be supported")
    logging.getLogger("discord.gateway").warning("rate limited")
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.rpartition(": ")[2] for line in err.splitlines()] == ["***", "rate limited"]


@pytest.mark.usefixtures("_logging_as_before")
def test_discords_warnings_are_silent_where_only_errors_are_wanted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("ERROR")
    logging.getLogger("discord.gateway").warning("rate limited")
    assert capsys.readouterr().err == ""


def test_an_unexpected_error_is_logged_with_its_traceback_under_its_reference(
    caplog: pytest.LogCaptureFixture,
) -> None:
    unexpected = log_unexpected(RuntimeError("boom"))
    assert f"reference={unexpected.reference}" in caplog.text
    assert "boom" in caplog.text
    assert log_unexpected(RuntimeError("boom")).reference != unexpected.reference


def test_foreign_words_begin_no_line_of_their_own() -> None:
    record = logging.LogRecord(
        "bot", logging.INFO, "x.py", 1, "generation=%s", ("gen-1\nERROR forged\x1b[2J",), None
    )
    line = SafeFormatter().format(record)
    assert line.endswith(r"generation=gen-1\nERROR forged\x1b[2J")
