"""The operator's own list: what it may contain, and that every mistake is named with its line."""

from pathlib import Path

import pytest

from bot.filtering.engine import TextFilterEngine
from bot.filtering.lists.filter_file import (
    MOST_BYTES,
    MOST_LINES,
    Fault,
    FilterFile,
    Mistake,
    parse_filter_file,
    read_filter_file,
)
from bot.filtering.lists.operator_rules import OPERATORS_LIST, rules_of
from bot.filtering.patterns import check_pattern
from bot.policy.moderation.filter import MOST_KEYWORD_LENGTH, MOST_PATTERN_LENGTH, Filter
from bot.policy.moderation.pattern import PatternFault
from bot.ports.filters import StoredFilter


def _parse(text: str) -> FilterFile:
    return parse_filter_file(text.encode(), check_pattern)


def test_keywords_patterns_comments_and_blank_lines() -> None:
    text = "# ours\n\ncat\n *dog*  \r\nthe red house\n/ca+t/\n裸\ncat"
    assert _parse(text) == FilterFile(("cat", "*dog*", "the red house", "裸"), ("ca+t",))


def test_a_byte_order_mark_is_no_part_of_the_first_keyword() -> None:
    assert _parse("\ufeffcat").keywords == ("cat",)


def test_a_slash_at_one_end_only_is_part_of_a_keyword() -> None:
    assert _parse("/cat\nw/o\n/").keywords == ("/cat", "w/o", "/")


def test_an_empty_file_has_nothing_and_no_mistake() -> None:
    assert _parse("") == FilterFile()


def test_every_mistake_is_named_with_its_line() -> None:
    lines = [
        "fine",
        "*",
        "# comment",
        "x" * (MOST_KEYWORD_LENGTH + 1),
        "//",
        f"/{'x' * (MOST_PATTERN_LENGTH + 1)}/",
        "/a(/",
        r"/\bnote\b/",
        "/fine/",
    ]
    read = _parse("\n".join(lines))
    assert [(mistake.fault, mistake.line) for mistake in read.mistakes] == [
        (Fault.EMPTY, 2),
        (Fault.TOO_LONG, 4),
        (Fault.EMPTY, 5),
        (Fault.TOO_LONG, 6),
        (Fault.BAD_PATTERN, 7),
    ]
    problem = read.mistakes[-1].problem
    assert problem is not None
    assert problem.fault is PatternFault.SYNTAX
    assert problem.snippet in "a("


def test_the_longest_keyword_and_pattern_arecheck_patterned() -> None:
    keyword, pattern = "x" * MOST_KEYWORD_LENGTH, "y" * MOST_PATTERN_LENGTH
    assert _parse(f"{keyword}\n/{pattern}/") == FilterFile((keyword,), (pattern,))


def test_text_that_is_not_utf8_is_named_with_its_line() -> None:
    read = parse_filter_file("cat\nmüde\n".encode("latin-1"), check_pattern)
    assert read == FilterFile(mistakes=(Mistake(Fault.NOT_UTF8, 2),))


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"x" * (MOST_BYTES + 1), Fault.TOO_BIG),
        (b"\n" * (MOST_LINES + 1), Fault.TOO_MANY_LINES),
    ],
)
def test_a_file_that_is_too_large_is_not_parsed(data: bytes, fault: Fault) -> None:
    assert parse_filter_file(data, check_pattern) == FilterFile(mistakes=(Mistake(fault),))


def test_a_full_file_is_read() -> None:
    text = "".join(f"word{number}\n" for number in range(MOST_LINES))
    assert len(_parse(text).keywords) == MOST_LINES


def test_a_file_is_read_from_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("cat\n/do+g/\n", encoding="utf-8")
    assert read_filter_file(file, check_pattern) == FilterFile(("cat",), ("do+g",))


def test_a_huge_file_is_not_read_into_memory(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    with file.open("wb") as sparse:
        sparse.truncate(1 << 40)
    assert read_filter_file(file, check_pattern).mistakes == (Mistake(Fault.TOO_BIG),)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        [mistake] = read_filter_file(path, check_pattern).mistakes
        assert mistake.fault is Fault.UNREADABLE
        assert mistake.line is None
        assert mistake.reason


def test_the_words_do_not_show_in_a_log() -> None:
    assert "secretword" not in repr(_parse("secretword\n/secretword/"))


@pytest.mark.parametrize("text", ["a red cat", "a RED c a t", "ca4t"])
async def test_a_list_holds_in_private_chats_too(text: str) -> None:
    engine = TextFilterEngine(operator_rules=rules_of(_parse("cat\n/ca[0-9]t/")))
    hits = await engine.find(text, StoredFilter(None, Filter(), 0))
    assert [(hit.rule, hit.matched) for hit in hits] == [(None, OPERATORS_LIST)]


async def test_a_list_of_patterns_alone_is_a_rule() -> None:
    engine = TextFilterEngine(operator_rules=rules_of(_parse("/ca+t/")))
    stored = StoredFilter(None, Filter(), 0)
    assert await engine.find("caaat", stored)
    assert not await engine.find("dog", stored)


def test_an_empty_list_is_no_rule() -> None:
    assert rules_of(_parse("# nothing yet")) == ()
