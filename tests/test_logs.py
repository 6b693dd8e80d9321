"""Log records name their job and contain no secrets."""

import asyncio
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import (
    Form,
    JsonFormatter,
    SafeFormatter,
    current_job,
    log_move,
    log_unexpected,
    set_up_logging,
)
from bot.policy.jobs.job import State

LOG = logging.getLogger("bot.test")
KEY = f"sk-or-v1-{'0123456789abcdef' * 4}"
BOT_TOKEN = f"{'MTA' * 8}.Gabcde.{'x_-Y' * 9}zz"
INTERACTION_TOKEN = f"aW50ZXJhY3Rpb246{'t' * 100}"


def _line(message: str, *args: object, formatter: SafeFormatter | None = None) -> str:
    record = logging.LogRecord("bot.test", logging.INFO, __file__, 1, message, args, None)
    return (formatter or SafeFormatter()).format(record)


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    """Undo what `set_up_logging` does."""
    loggers = [logging.getLogger(name) for name in ("", "discord", "alembic.runtime.plugins")]
    handlers, levels = list(loggers[0].handlers), [logger.level for logger in loggers]
    yield
    loggers[0].handlers[:] = handlers
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


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
        ("generated model=openai/gpt-5-image generation=gen-1776-abcdef", None),
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
    logging.getLogger("alembic.runtime.plugins").info("setup plugin")
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


async def test_inside_a_job_the_reference_is_the_jobs_id(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> str:
        current_job.set("1309")
        return log_unexpected(RuntimeError("boom")).reference

    assert await asyncio.create_task(work()) == "1309"
    assert "reference=1309" in caplog.text
    assert log_unexpected(RuntimeError("boom")).reference != "1309"


def _record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    return logging.getLogger("bot.test").makeRecord(
        "bot.test", logging.INFO, __file__, 1, message, args, None, extra=extra
    )


def _failed(error: Exception, **extra: object) -> logging.LogRecord:
    record = _record("failed", **extra)
    with pytest.raises(type(error)) as caught:
        raise error
    record.exc_info = (caught.type, caught.value, caught.tb)
    return record


def _fields(record: logging.LogRecord, *hidden: str) -> dict[str, Any]:
    line = JsonFormatter(hidden).format(record)
    assert line.isascii()
    assert line.isprintable()
    return json.loads(line)


def test_a_json_line_has_time_in_utc_level_logger_and_message() -> None:
    record = _record("painted %s", "a fox")
    record.created = datetime(2026, 11, 22, 14, 8, 3, 120_000, UTC).timestamp()
    assert _fields(record) == {
        "time": "2026-11-22T14:08:03.120+00:00",
        "level": "INFO",
        "logger": "bot.test",
        "message": "painted a fox",
    }


async def test_a_json_line_names_the_job_of_its_task_or_its_own() -> None:
    async def work() -> tuple[object, object]:
        current_job.set("1")
        return _fields(_record("a"))["job"], _fields(_record("a", job=2))["job"]

    assert await asyncio.create_task(work(), name="work") == ("1", "2")
    assert "job=2: a" in SafeFormatter().format(_record("a", job=2))


def test_facts_are_fields_but_never_take_the_place_of_what_is_always_there() -> None:
    fields = _fields(
        _record("a", guild="81", after_s=0.4, level="forged", many=[1], odd=float("inf"))
    )
    assert (fields["guild"], fields["after_s"], fields["many"]) == ("81", 0.4, "[1]")
    assert (fields["level"], fields["odd"]) == ("INFO", "inf")


def test_secrets_are_masked_in_every_field_also_where_json_would_escape_them() -> None:
    secret = 'hu"sh\\é'
    record = _failed(KeyError(f"{secret} and {KEY}"), detail=f"x{secret}", deep={"in": [KEY]})
    record.msg = f"{secret} %s"
    record.args = (BOT_TOKEN,)
    fields = _fields(record, secret)
    assert fields["message"] == "*** ***"
    assert (fields["detail"], fields["deep"]) == ("x***", "{'in': ['***']}")
    assert KEY not in str(fields)
    assert "hu" not in fields["traceback"].rpartition("KeyError: ")[2]


def test_a_secret_within_another_leaves_nothing_of_the_longer_one() -> None:
    formatter = SafeFormatter(("hush", "hush-more"))
    assert _line("hush-more", formatter=formatter).endswith(": ***")


def test_a_traceback_is_one_field() -> None:
    fields = _fields(_failed(RuntimeError("boom\nERROR forged")))
    assert fields["traceback"].startswith("Traceback (most recent call last):\n")
    assert fields["traceback"].endswith("RuntimeError: boom\nERROR forged")


def test_a_stack_is_kept_too() -> None:
    record = _record("here")
    record.stack_info = "Stack (most recent call last):\n  here"
    assert _fields(record)["traceback"] == record.stack_info
    assert SafeFormatter().format(record).endswith("\n    |   here")


def test_a_traceback_begins_no_line_that_looks_like_a_records_own() -> None:
    record = _failed(RuntimeError("boom\n2026-11-22 12:00:00,000 ERROR forged\x1b[2J"))
    first, *story = SafeFormatter().format(record).splitlines()
    assert first.endswith("bot.test: failed")
    assert all(line.startswith("    | ") for line in story)
    assert "\x1b" not in "".join(story)


@given(st.text(), st.text(), st.text())
def test_a_json_record_is_one_line_whatever_it_says(message: str, extra: str, error: str) -> None:
    record = _failed(RuntimeError(error), fact=extra)
    record.msg, record.args = "%s", (message,)
    fields = _fields(record)
    assert (fields["message"], fields["fact"]) == (message, extra)


@given(st.text(), st.text())
def test_a_console_record_begins_one_line_whatever_it_says(message: str, error: str) -> None:
    record = _failed(RuntimeError(error))
    record.msg, record.args = "%s", (message,)
    first, *story = SafeFormatter().format(record).split("\n")
    assert first.isprintable()
    assert all(line.startswith("    | ") and line.isprintable() for line in story)


def test_arguments_that_do_not_fit_are_not_printed() -> None:
    record = _record("%d pictures", KEY)
    assert _fields(record)["message"] == "%d pictures (its arguments do not fit)"
    assert KEY not in SafeFormatter().format(record)


@pytest.mark.usefixtures("_logging_as_before")
def test_json_lines_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", hidden=("hush",), form="json")
    logging.getLogger("bot.test").info("hush")
    assert json.loads(capsys.readouterr().err)["message"] == "***"


def test_a_move_is_one_line_with_state_guild_and_duration(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    log_move(LOG, State.GENERATING, guild_id=81, seconds=0.4444)
    log_move(LOG, State.FAILED, guild_id=None, seconds=61, reason="provider_down", model="a/b")
    assert caplog.messages == [
        "state=painting guild=81 after=0.4s",
        "state=failed guild=none after=61.0s model=a/b reason=provider_down",
    ]


def test_a_move_has_its_parts_as_fields(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    log_move(LOG, State.FAILED, guild_id=1 << 62, seconds=0.4444, reason="x", model="a/b")
    log_move(LOG, State.QUEUED, guild_id=None, seconds=1)
    fields, in_dm = map(_fields, caplog.records)
    del fields["time"], fields["message"]
    assert fields == {
        "level": "INFO",
        "logger": "bot.test",
        "state": "failed",
        "guild": str(1 << 62),
        "after_s": 0.444,
        "model": "a/b",
        "reason": "x",
    }
    assert in_dm["guild"] is None


@pytest.mark.usefixtures("_logging_as_before")
@pytest.mark.parametrize("form", ["console", "json"])
async def test_one_search_for_the_reference_finds_the_job_and_the_whole_traceback(
    form: Form, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging("INFO", form=form)

    async def work() -> str:
        current_job.set("1309")
        with pytest.raises(RuntimeError) as caught:
            raise RuntimeError("boom")
        return log_unexpected(caught.value).reference

    reference = await asyncio.create_task(work(), name="job:1309")
    found = [line for line in capsys.readouterr().err.splitlines() if reference in line]
    if form == "json":
        (line,) = found
        fields = json.loads(line)
        assert (fields["reference"], fields["job"]) == (reference, "1309")
        assert "RuntimeError: boom" in fields["traceback"]
    else:
        assert "job=1309" in found[0]
        assert "RuntimeError: boom" in found[-1]


def test_foreign_words_begin_no_line_of_their_own() -> None:
    record = logging.LogRecord(
        "bot", logging.INFO, "x.py", 1, "generation=%s", ("gen-1\nERROR forged\x1b[2J",), None
    )
    line = SafeFormatter().format(record)
    assert line.endswith(r"generation=gen-1\nERROR forged\x1b[2J")
