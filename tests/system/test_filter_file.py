"""FILTER_FILE: the operator's own words, for all servers and direct messages."""

from pathlib import Path

import pytest

from bot.errors import ConfigError
from testkit.simulated import answer_of
from tests.system.conftest import OpenBot


async def test_its_words_are_refused_in_servers_and_in_direct_messages(
    open_harness: OpenBot, tmp_path: Path
) -> None:
    file = tmp_path / "words.txt"
    file.write_text("# ours\nbadger\n/st[o0]at/\n", encoding="utf-8")
    async with open_harness(filter_file=file) as harness:
        for prompt in ("a badger", "a st0at"):
            result = await harness.mia.slash(harness.art, "imagine", prompt=prompt)
            assert "The bot's owner doesn't allow" in answer_of(result).content
            result = await harness.mia.user.slash("imagine", prompt=prompt)
            assert "The bot's owner doesn't allow" in answer_of(result).content
        result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
        assert answer_of(result).attachments


async def test_an_empty_file_forbids_nothing(open_harness: OpenBot, tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("# nothing yet\n", encoding="utf-8")
    async with open_harness(filter_file=file) as harness:
        result = await harness.mia.slash(harness.art, "imagine", prompt="a badger")
        assert answer_of(result).attachments


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("badger\n" + "x" * 61, "line 2: too long"),
        ("/(badger/", "line 1: bad pattern at character 1 (syntax)"),
        ("**\n*", "line 1: empty; line 2: empty"),
    ],
)
async def test_a_mistake_ends_the_start_with_its_line_and_without_its_words(
    open_harness: OpenBot, tmp_path: Path, content: str, problem: str
) -> None:
    file = tmp_path / "words.txt"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as refusal:
        async with open_harness(filter_file=file):
            pass
    [(name, said)] = refusal.value.problems
    assert name == "FILTER_FILE"
    assert said == f"cannot be used: {problem}"


async def test_a_file_that_is_missing_ends_the_start(open_harness: OpenBot, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refusal:
        async with open_harness(filter_file=tmp_path / "no.txt"):
            pass
    assert "unreadable (No such file" in str(refusal.value.problems)
